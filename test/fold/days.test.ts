import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { daysOf } from '../../src/fold/days.js';
import { zoneOffsets, zoneSegments } from '../../src/sql/zones.js';
import { places } from '../oracle/timestamps.js';

const hour = 3_600_000;
/** Apia left out the whole of 30 December 2011; Casablanca changes its clock around Ramadan; Troll by two hours. */
const zones = [
  ...new Set(places.map(({ zone }) => zone)),
  'Pacific/Apia',
  'Africa/Casablanca',
  'Antarctica/Troll',
];

describe('S1.6 days of the project zone', () => {
  it('are those of the calendar, in whatever order they are asked for', () => {
    const instant = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) });
    const nearChange = fc.record({
      change: fc.nat(),
      beside: fc.integer({ min: -30 * hour, max: 30 * hour }),
    });
    const drafts = fc.array(fc.oneof(instant, nearChange), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), drafts, (zone, asked) => {
        const changes = zoneSegments(zone).filter(({ fromUtcMs }) => fromUtcMs > Date.UTC(1950, 0));
        const dayOf = daysOf(zoneOffsets(zone));
        for (const draft of asked) {
          const at =
            typeof draft === 'number'
              ? draft
              : (changes[draft.change % Math.max(1, changes.length)]?.fromUtcMs ?? 0) + draft.beside;
          expect(new Date(dayOf(at) * 24 * hour).toISOString().slice(0, 10)).toBe(dateIn(zone, at));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('have 23 and 25 hours when the clock is changed', () => {
    const dayOf = daysOf(zoneOffsets('Europe/Berlin'));
    const hoursOf = (from: number) => {
      let hours = 0;
      while (dayOf(from + hours * hour) === dayOf(from)) hours++;
      return hours;
    };
    // 31 March begins at 23:00Z in winter time and ends at 22:00Z in summer time; 27 October the other way round.
    expect(hoursOf(Date.parse('2024-03-30T23:00:00Z'))).toBe(23);
    expect(hoursOf(Date.parse('2024-10-26T22:00:00Z'))).toBe(25);
    expect(hoursOf(Date.parse('2024-06-30T22:00:00Z'))).toBe(24);
  });

  it('do not begin twice when the clock is set back at midnight', () => {
    // In Beirut the 28th of October 2023 has 25 hours: at what would be midnight, 21:00Z, it is 23:00 once more.
    const change = Date.parse('2023-10-28T21:00:00Z');
    const dayOf = daysOf(zoneOffsets('Asia/Beirut'));
    const days = [change - 1, change, change + hour - 1, change + hour].map(dayOf);
    expect(days.map((number) => number - dayOf(change))).toEqual([0, 0, 0, 1]);
  });
});

function dateIn(zone: string, at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}
