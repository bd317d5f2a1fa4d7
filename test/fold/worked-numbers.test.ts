import { describe, expect, it } from 'vitest';
import { build, day, event, hour, lead, start } from '../oracle/build-world.js';
import type { RawScore } from '../oracle/world.js';
import { explainOrdinal, readFoldWorld } from './fold-world.js';

describe('S3.3 pain', () => {
  it('halves with every half-life', () => {
    const score = only({ id: 'trial', event: 'trial.started', points: 80, half_life: '7d' });
    const painAt = (at: number) => explain(score, [event(start, 'trial.started')], at).pain;
    expect([0, 7, 14, 21, 70].map((days) => painAt(start + days * day))).toEqual([80, 40, 20, 10, 80 / 1024]);
    // Half of a half-life leaves the root of a half: 80 / sqrt(2) = 56.568...
    expect(painAt(start + 3.5 * day)).toBeCloseTo(80 / Math.SQRT2, 12);
  });

  it('counts an event until the moment at which it is `within` old', () => {
    const score = only({ id: 'view', event: 'page.viewed', points: 5, within: '3d' });
    const painAt = (at: number) => explain(score, [event(start, 'page.viewed')], at).pain;
    expect(painAt(start + 3 * day - 1)).toBe(5);
    expect(painAt(start + 3 * day)).toBe(0);
  });

  it('chooses the first of a day before it looks at `within`', () => {
    const score = only({ id: 'view', event: 'page.viewed', points: 5, within: '6h', daily: 1 });
    const events = [event(start + 8 * hour, 'page.viewed'), event(start + 13 * hour, 'page.viewed')];
    // At 15:00 the view of 8:00 is 7 h old and gone; that of 13:00 is young, but it was the second of its day.
    expect(explain(score, events, start + 13 * hour).pain).toBe(5);
    expect(explain(score, events, start + 15 * hour).pain).toBe(0);
  });

  it('takes points from a property, and nothing at all where there is no number', () => {
    const score = only({
      id: 'order',
      event: 'purchase.completed',
      points: { property: 'value', factor: 0.5 },
      daily: 1,
    });
    const events = [
      event(start, 'purchase.completed', { value: 'n/a' }),
      event(start + hour, 'purchase.completed', { value: '1,200' }),
    ];
    // 1,200 x 0.5; the purchase without a number has not used up the one of the day.
    expect(explain(score, events, start + hour).pain).toBe(600);
  });

  it('caps rules, then groups, then classes, then the whole', () => {
    const score: RawScore = {
      ready: 100,
      pain: {
        max: 70,
        groups: { reading: { max: 25 } },
        classes: { content: { max: 40 } },
        rules: [
          { id: 'view', event: 'page.viewed', points: 10, max: 15, group: 'reading' },
          { id: 'doc', event: 'document.created', points: 20, group: 'reading' },
          { id: 'click', event: 'email.clicked', points: 18 },
          { id: 'trial', event: 'trial.started', points: 50, class: 'product' },
        ],
      },
    };
    const types = ['page.viewed', 'page.viewed', 'document.created', 'email.clicked', 'trial.started'];
    const events = types.map((type, minute) => event(start + minute * 60_000, type));
    const { statement, pain } = explain(score, events, start + hour);
    // Views 10, then 10 + 10 capped at 15; with the document 35, the group's 25; with the click 43, the class's 40;
    // with the trial 90, the whole's 70. What is left of each is what the balance has risen by.
    expect(statement.map(({ counted }) => counted)).toEqual([10, 5, 10, 15, 30]);
    expect(statement.map(({ balance }) => balance)).toEqual([10, 15, 25, 40, 70]);
    expect(pain).toBe(70);
  });

  it('counts days of the project zone', () => {
    const score = only({ id: 'view', event: 'page.viewed', points: 5, daily: 1 });
    // Midnight in Berlin is at 23:00Z on 30 March and at 22:00Z on the 31st: three local days, then one UTC day.
    const views = [
      '2024-03-30T22:59:59Z',
      '2024-03-30T23:00:00Z',
      '2024-03-31T21:59:59Z',
      '2024-03-31T22:00:00Z',
    ];
    const events = views.map((at) => event(Date.parse(at), 'page.viewed'));
    const asOf = Date.parse('2024-04-02T00:00:00Z');
    expect(explain(score, events, asOf, 'Europe/Berlin').statement.map(({ event }) => event)).toEqual([
      0, 1, 3,
    ]);
    expect(explain(score, events, asOf, 'UTC').statement.map(({ event }) => event)).toEqual([0, 2]);
  });
});

describe('S3.5 spells', () => {
  it.each([
    { points: 100, need: 60, halfLife: '7d', halfLifeMs: 7 * day },
    { points: 250, need: 100, halfLife: '30d', halfLifeMs: 30 * day },
    { points: 100.5, need: 100, halfLife: '1d', halfLifeMs: day },
  ])('$points decay below $need at the exact millisecond', ({ points, need, halfLife, halfLifeMs }) => {
    const score: RawScore = {
      ready: need,
      pain: { rules: [{ id: 'trial', event: 'trial.started', points, half_life: halfLife }] },
    };
    // points * 2^(-t / h) = need at t = h * log2(points / need), here never a whole number; the next one is below.
    const end = start + Math.ceil(halfLifeMs * Math.log2(points / need));
    const events = [event(start, 'trial.started')];
    expect(explain(score, events, start + 90 * day).spells).toEqual([{ from: start, to: end }]);
    expect(explain(score, events, end - 1)).toMatchObject({ spells: [{ from: start }], readyUntil: end });
  });

  it('last as long as points meet the threshold exactly', () => {
    const score: RawScore = {
      ready: 50,
      pain: { half_life: '7d', rules: [{ id: 'trial', event: 'trial.started', points: 100 }] },
    };
    // 100 / 2 = 50 after exactly a week is still enough; a millisecond later it is not.
    const { spells } = explain(score, [event(start, 'trial.started')], start + 30 * day);
    expect(spells).toEqual([{ from: start, to: start + 7 * day + 1 }]);
  });

  it('begin between events when negative points decay', () => {
    const rules = [
      { id: 'trial', event: 'trial.started', points: 100 },
      { id: 'away', event: 'email.unsubscribed', points: -20, half_life: '1d' },
    ];
    const events = [event(start, 'trial.started'), event(start, 'email.unsubscribed')];
    // 100 - 20 * 2^(-t / 1 d) = 90 at exactly one day.
    const { spells } = explain({ ready: 90, pain: { rules } }, events, start + 9 * day);
    expect(spells).toEqual([{ from: start + day }]);
  });

  it('are not touched by what has expired, not even by the dust of a rounding', () => {
    const rules = [
      { id: 'trial', event: 'trial.started', points: 5 },
      { id: 'view', event: 'page.viewed', points: 30, half_life: '7d', within: '3d' },
    ];
    for (let minutes = 1; minutes <= 40; minutes++) {
      const views = [0, 7, 19].map((step) => event(start + step * minutes * 60_000, 'page.viewed'));
      // The views come and go; the 5 points of the trial meet the threshold exactly before, with and after them.
      const { spells } = explain(
        { ready: 5, pain: { rules } },
        [event(start, 'trial.started'), ...views],
        start + 9 * day,
      );
      expect(spells).toEqual([{ from: start }]);
    }
  });

  it('of a lead without a date and without events begin at as-of', () => {
    const score: RawScore = {
      ready: 10,
      fit: { rules: [{ id: 'any', when: { lead_id: 'a' }, points: 10 }] },
    };
    expect(explain(score, [], start)).toMatchObject({ spells: [{ from: start }], velocity: 0, momentum: 0 });
  });
});

describe('S3.6 velocity, momentum and bonus', () => {
  const tiers = [
    { per_day: 10, points: 20 },
    { per_day: 30, points: 1000 },
  ];
  const score: RawScore = {
    ready: 60,
    pain: { rules: [{ id: 'doc', event: 'document.created', points: 25 }] },
    velocity: { bonus: tiers },
  };

  it('the bonus does not feed itself', () => {
    const events = [event(start, 'document.created'), event(start + day, 'document.created')];
    // 50 points in two days are 25 a day: the tier of 10. With its 20 points it would be 35 a day and reach 30.
    const found = explain(score, events, start + 2 * day);
    expect(found).toMatchObject({ velocity: 25, bonus: 20, score: 70, ready: true });
    // 25 / t >= 30 until t = 20 h: 25 + 1000. Then 45, until the second event: 50 / 1 d, and 50 + 20 or more
    // since; 50 / t >= 10 until t = 5 d.
    expect(found.spells).toEqual([{ from: start, to: start + 20 * hour + 1 }, { from: start + day }]);
    expect(explain(score, events, start + 8 * day).spells.at(-1)).toEqual({
      from: start + day,
      to: start + 5 * day + 1,
    });
  });

  it('velocity stands still from the beginning of the spell of fit + pain, and divides by an hour at least', () => {
    const events = [0, 1, 2].map((days) => event(start + days * day, 'document.created'));
    // 75 >= 60 with the third event, after two days: 37.5 a day, however long ago.
    for (const days of [2, 3, 100]) {
      expect(explain(score, events, start + days * day)).toMatchObject({ velocity: 37.5, bonus: 1000 });
    }
    // 25 points in one minute count as 25 in an hour: 600 a day.
    expect(explain(score, events, start + 60_000).velocity).toBe(600);
  });

  it('momentum is what the window has brought', () => {
    const events = [event(start, 'document.created'), event(start + 8 * day, 'document.created')];
    const momentumAt = (days: number) => explain(score, events, start + days * day).momentum;
    // At 9 d 50, at 2 d 25; at 3 d 25, and nothing at -4 d; at 20 d 50, and at 13 d 50 as well.
    expect([9, 3, 20].map(momentumAt)).toEqual([25, 25, 0]);
  });
});

type PainRule = NonNullable<NonNullable<RawScore['pain']>['rules']>[number];

function only(rule: PainRule): RawScore {
  return { ready: 100, pain: { rules: [rule] } };
}

/** The explanation of the one lead `a`. */
function explain(score: RawScore, events: Parameters<typeof build>[1], asOf: number, timezone = 'UTC') {
  const one = build(score, events, asOf, { config: { timezone, score }, leads: [lead()] });
  const { features, statement, spells, readyUntil } = explainOrdinal(readFoldWorld(one), 0);
  const at = (column: ArrayLike<number>) => column[0] ?? Number.NaN;
  return {
    score: at(features.score),
    pain: at(features.pain),
    bonus: at(features.bonus),
    velocity: at(features.velocity),
    momentum: at(features.momentum),
    ready: at(features.ready) === 1,
    statement: statement.lines,
    spells,
    readyUntil,
  };
}
