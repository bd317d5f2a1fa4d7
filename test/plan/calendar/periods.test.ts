import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { periodOf } from '../../../src/plan/calendar/periods.js';
import { clockOf, orderlyZones, placedInstant, show, utc, zoned } from './zones.js';

const berlin = 'Europe/Berlin';

describe('S6.5 periods of the calendar', () => {
  it.each([
    ['day', '2026-03-29T12:00', 'Sun 2026-03-29 00:00', 'Mon 2026-03-30 00:00'],
    ['week', '2026-03-29T23:59', 'Mon 2026-03-23 00:00', 'Mon 2026-03-30 00:00'],
    ['week', '2026-03-30T00:00', 'Mon 2026-03-30 00:00', 'Mon 2026-04-06 00:00'],
    ['month', '2024-02-29T12:00', 'Thu 2024-02-01 00:00', 'Fri 2024-03-01 00:00'],
    ['month', '2026-12-31T23:59', 'Tue 2026-12-01 00:00', 'Fri 2027-01-01 00:00'],
  ] as const)('the %s of %s is from %s to %s', (unit, at, start, end) => {
    const period = periodOf(unit, utc(at, berlin), clockOf(berlin));
    expect([show(period.start, berlin), show(period.end, berlin)]).toEqual([start, end]);
  });

  it('have 23 and 25 hours when the clock is changed', () => {
    const hours = (at: string) => {
      const { start, end } = periodOf('day', utc(at, berlin), clockOf(berlin));
      return (end - start) / 3_600_000;
    };
    expect([hours('2026-03-29T12:00'), hours('2026-10-25T12:00')]).toEqual([23, 25]);
  });

  it('hold their instant, and follow each other without a gap', () => {
    const unit = fc.constantFrom('day', 'week', 'month');
    fc.assert(
      fc.property(unit, placedInstant(orderlyZones), (unit, { zone, at }) => {
        const { start, end } = periodOf(unit, at, clockOf(zone));
        expect(start <= at && at < end).toBe(true);
        expect(periodOf(unit, end, clockOf(zone)).start).toBe(end);
        expect(periodOf(unit, start, clockOf(zone))).toEqual({ start, end });
        const first = zoned(start, zone);
        if (unit === 'week') expect(first.dayOfWeek).toBe(1);
        if (unit === 'month') expect(first.day).toBe(1);
      }),
      { numRuns: 1000 },
    );
  });
});
