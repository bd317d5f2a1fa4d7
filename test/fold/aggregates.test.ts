import { describe, expect, it } from 'vitest';
import type { EventAggregate } from '../../src/model/audience.js';
import { asOf, audienceOf, day, type Told } from './audience-of.js';
import { foldAudience } from './audience-world.js';

const viewed = (daysAgo: number, pages = Number.NaN, more: Partial<Told> = {}): Told => ({
  type: 'page.viewed',
  at: asOf - daysAgo * day,
  values: [pages],
  ...more,
});

describe('S4.1 event aggregates', () => {
  const events = [viewed(40, 7), viewed(10, 3), viewed(2), viewed(1, 0.5), { ...viewed(0), type: 'other' }];

  it('count, add up, and say when the first and the last was', () => {
    expect(valueFor('count', events)).toBe(4);
    // 7 + 3 + 0.5; the event without a readable number adds nothing.
    expect(valueFor('sum', events)).toBe(10.5);
    expect(valueFor('first', events)).toBe(asOf - 40 * day);
    expect(valueFor('last', events)).toBe(asOf - day);
  });

  it('S1.6 look at (as-of - within, as-of]', () => {
    expect(valueFor('count', events, 10 * day)).toBe(2);
    expect(valueFor('count', events, 10 * day + 1)).toBe(3);
    expect(valueFor('sum', events, 30 * day)).toBe(3.5);
    expect(valueFor('first', events, 30 * day)).toBe(asOf - 10 * day);
    expect(valueFor('last', [viewed(0)], 1)).toBe(asOf);
  });

  it('are 0, or no instant, without events', () => {
    expect(valueFor('count', [])).toBe(0);
    expect(valueFor('sum', [])).toBe(0);
    expect(valueFor('first', [])).toBeNaN();
    expect(valueFor('last', [viewed(3)], day)).toBeNaN();
  });

  it('leave out repeated events, those of machines and those after as-of', () => {
    const twice = [viewed(5, 1, { id: 'a' }), viewed(4, 1, { id: 'a' })];
    const others = [viewed(3, 1, { machine: true }), viewed(-1, 1)];
    expect(valueFor('count', [...twice, ...others])).toBe(1);
    expect(valueFor('sum', [...twice, ...others])).toBe(1);
    expect(valueFor('last', [...twice, ...others])).toBe(asOf - 5 * day);
  });

  it('F4 tell leads apart that have been inactive', () => {
    const world = audienceOf({ aggregates: [aggregate('last')] }, [viewed(100), { ...viewed(1), lead: 1 }], {
      leads: 3,
    });
    const [last] = foldAudience(world, 'identity').audience.aggregates;
    expect(last).toEqual(Float64Array.of(asOf - 100 * day, asOf - day, Number.NaN));
  });

  it('know forty of them apart, in whatever word their bits lie', () => {
    const aggregates = Array.from({ length: 40 }, (_, index) => ({
      events: [`step.${index}`],
      measure: 'count' as const,
    }));
    const steps = aggregates.flatMap((_, index) =>
      Array.from({ length: index }, () => ({ type: `step.${index}`, at: asOf - day })),
    );
    const { audience } = foldAudience(audienceOf({ aggregates }, steps), 'identity');
    expect(audience.aggregates.map((column) => column[0])).toEqual(aggregates.map((_, index) => index));
  });
});

function aggregate(measure: EventAggregate['measure'], withinMs?: number): EventAggregate {
  return {
    events: ['page.viewed'],
    measure,
    ...(withinMs === undefined ? {} : { withinMs }),
    ...(measure === 'sum' ? { property: 'pages' } : {}),
  };
}

function valueFor(measure: EventAggregate['measure'], events: readonly Told[], withinMs?: number) {
  const world = audienceOf({ aggregates: [aggregate(measure, withinMs)] }, events);
  return foldAudience(world, 'identity').audience.aggregates[0]?.[0];
}
