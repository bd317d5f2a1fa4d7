import fc from 'fast-check';
import { expect, it } from 'vitest';
import { followLead } from './history.js';
import type { PainRule, Rules } from './rules.js';

const bound = fc.record(
  { min: fc.constantFrom(0, -3, -10), max: fc.constantFrom(4, 9, 15) },
  { requiredKeys: [] },
);

const rule: fc.Arbitrary<PainRule> = fc
  .record({
    halfLifeMs: fc.constantFrom(7, 20, 33.3, Number.POSITIVE_INFINITY),
    withinMs: fc.constantFrom(25, 60, Number.POSITIVE_INFINITY),
    group: fc.constantFrom('g', undefined),
    bounds: bound,
  })
  .map(({ bounds, ...rest }) => ({
    ...rest,
    ...bounds,
    id: '',
    events: [],
    where: undefined,
    points: { fixed: 1 },
    class: 'content',
    daily: Number.POSITIVE_INFINITY,
  }));

const rules: fc.Arbitrary<Rules> = fc
  .record({
    // Thresholds that no sum of points meets exactly: there the last bit of a rounding would decide.
    ready: fc.constantFrom(3.01, 5.01, 8.01, 10.01),
    rules: fc.array(rule, { minLength: 1, maxLength: 5 }),
    whole: bound,
    group: bound,
    content: bound,
    windowMs: fc.constantFrom(5, 30),
    // The first hour counts as one: 240 points a day are 10 points.
    bonus: fc.array(
      fc.oneof(
        fc.record({ per_day: fc.constantFrom(121, 239), points: fc.constantFrom(2, 5) }),
        fc.record({ momentum: fc.constantFrom(1.01, 4.01), points: fc.constantFrom(1, 3) }),
      ),
      { maxLength: 2 },
    ),
  })
  .map(({ ready, rules, whole, group, content, windowMs, bonus }) => ({
    ready,
    slaMs: 0,
    fit: { groups: {}, rules: [] },
    pain: { ...whole, groups: { g: group }, classes: { content }, rules },
    windowMs,
    bonus,
  }));

it('finds the spells that a look at every millisecond finds', () => {
  const event = fc.record({
    at: fc.nat({ max: 150 }),
    rule: fc.nat({ max: 4 }),
    points: fc.constantFrom(1, 2, 5, 10, -2, -5, -10),
  });
  fc.assert(
    fc.property(
      rules,
      fc.constantFrom(0, 2, 5, 8),
      fc.array(event, { minLength: 1, maxLength: 12 }),
      (rules, fit, events) => {
        const scored = events.map(({ at, rule, points }) => {
          const own = rule % rules.pain.rules.length;
          const within = rules.pain.rules[own]?.withinMs ?? Number.POSITIVE_INFINITY;
          return { eventIndex: 0, rule: own, at, until: at + within, points };
        });
        const firstTouch = Math.min(...events.map(({ at }) => at));
        const asOf = 250;
        const history = followLead(rules, { fit, disqualified: false, firstTouch, scored }, asOf);
        const inSpell = Array.from({ length: asOf + 1 }, (_, t) =>
          history.spells.some(({ from, to = Number.POSITIVE_INFINITY }) => from <= t && t < to),
        );
        expect(inSpell).toEqual(inSpell.map((_, t) => history.scoreAt(t) >= rules.ready));
      },
    ),
    { numRuns: 2000 },
  );
});
