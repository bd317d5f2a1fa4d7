import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addDuration,
  alignTo,
  dateStart,
  dayWithOffset,
  nextYearlyStart,
  yearlyStart,
} from '../../../src/plan/calendar/due.js';
import { dayMs } from '../../../src/plan/calendar/zone-clock.js';
import { clockOf, day, placedInstant, show, utc, zoned } from './zones.js';

const berlin = 'Europe/Berlin';
const days = (count: number) => ({ ms: count * dayMs, months: 0 });
const months = (count: number) => ({ ms: 0, months: count });

describe('S5.4 after', () => {
  it.each([
    // Days are 24 hours, so that the hour changes with the clock.
    ['2026-03-28T12:00', days(1), 'Sun 2026-03-29 13:00'],
    ['2026-10-24T12:00', days(1), 'Sun 2026-10-25 11:00'],
    // Months are steps of the calendar and keep it.
    ['2026-03-15T12:00', months(1), 'Wed 2026-04-15 12:00'],
    ['2026-01-31T09:30', months(1), 'Sat 2026-02-28 09:30'],
    ['2024-02-29T08:00', months(12), 'Fri 2025-02-28 08:00'],
    ['2026-02-28T02:30', months(1), 'Sat 2026-03-28 02:30'],
    // A time that the clock leaves out, and one that it shows twice (S1.4).
    ['2026-02-28T23:30', { ms: 3 * 3_600_000, months: 1 }, 'Sun 2026-03-29 03:30'],
    ['2026-01-29T02:30', months(2), 'Sun 2026-03-29 03:00'],
    ['2026-09-25T02:30', months(1), 'Sun 2026-10-25 02:30'],
    // First the months, then the rest.
    ['2026-01-31T09:00', { ms: dayMs, months: 1 }, 'Sun 2026-03-01 09:00'],
  ])('%s and %o is %s', (from, duration, expected) => {
    expect(show(addDuration(utc(from, berlin), duration, clockOf(berlin)), berlin)).toBe(expected);
  });

  it('is what Temporal makes of it', () => {
    const some = fc.record({
      ms: fc.integer({ min: 0, max: 90 * dayMs }),
      months: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(placedInstant(), some, ({ zone, at }, duration) => {
        const local = zoned(at, zone).toPlainDateTime().add({ months: duration.months });
        const meant = duration.months === 0 ? at : utc(local.toString(), zone);
        expect(addDuration(at, duration, clockOf(zone))).toBe(meant + duration.ms);
      }),
      { numRuns: 400 },
    );
  });
});

describe('S5.4 at', () => {
  const tuesdayOrThursday = [2, 4];

  it.each([
    ['2026-03-02T08:00', { weekdays: [], minute: 600 }, 'Mon 2026-03-02 10:00'],
    ['2026-03-02T10:00', { weekdays: [], minute: 600 }, 'Mon 2026-03-02 10:00'],
    ['2026-03-02T10:01', { weekdays: [], minute: 600 }, 'Tue 2026-03-03 10:00'],
    ['2026-03-03T10:01', { weekdays: tuesdayOrThursday, minute: 600 }, 'Thu 2026-03-05 10:00'],
    ['2026-03-05T10:01', { weekdays: tuesdayOrThursday, minute: 600 }, 'Tue 2026-03-10 10:00'],
    ['2026-03-03T10:01', { weekdays: [2], minute: 600 }, 'Tue 2026-03-10 10:00'],
    ['2026-03-03T15:20', { weekdays: tuesdayOrThursday }, 'Tue 2026-03-03 15:20'],
    ['2026-03-04T15:20', { weekdays: tuesdayOrThursday }, 'Thu 2026-03-05 00:00'],
    ['2026-03-07T15:20', { weekdays: [1] }, 'Mon 2026-03-09 00:00'],
    ['2026-03-07T15:20', { weekdays: [] }, 'Sat 2026-03-07 15:20'],
    // S1.4: a time that does not exist that day, and the first of two.
    ['2026-03-28T12:00', { weekdays: [], minute: 150 }, 'Sun 2026-03-29 03:00'],
    ['2026-10-24T12:00', { weekdays: [], minute: 150 }, 'Sun 2026-10-25 02:30'],
  ])('from %s %o is %s', (from, at, expected) => {
    expect(show(alignTo(utc(from, berlin), at, clockOf(berlin)), berlin)).toBe(expected);
  });

  it('takes the first of two instants, or the next day', () => {
    const first = utc('2026-10-25T02:30', berlin);
    const halfPastTwo = { weekdays: [], minute: 150 };
    expect(alignTo(first, halfPastTwo, clockOf(berlin))).toBe(first);
    expect(show(alignTo(first + 1, halfPastTwo, clockOf(berlin)), berlin)).toBe('Mon 2026-10-26 02:30');
  });

  it('begins a day that has no midnight with its first instant', () => {
    const zone = 'America/Sao_Paulo';
    expect(show(alignTo(utc('2018-11-02T10:00', zone), { weekdays: [7] }, clockOf(zone)), zone)).toBe(
      'Sun 2018-11-04 01:00',
    );
  });

  const weekdays = fc.subarray([1, 2, 3, 4, 5, 6, 7]);

  it('is the first such local time of Temporal', () => {
    const minutes = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(placedInstant(), weekdays, minutes, ({ zone, at }, weekdays, minute) => {
        const today = zoned(at, zone).toPlainDate();
        const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
        const candidates = Array.from({ length: 10 }, (_, ahead) => today.add({ days: ahead }))
          .filter(({ dayOfWeek }) => weekdays.length === 0 || weekdays.includes(dayOfWeek))
          .map((date) => utc(date.toPlainDateTime(time).toString(), zone));
        expect(alignTo(at, { weekdays, minute }, clockOf(zone))).toBe(
          candidates.find((instant) => instant >= at),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('without a time changes as little as it can', () => {
    fc.assert(
      fc.property(placedInstant(), weekdays, ({ zone, at }, weekdays) => {
        const aligned = alignTo(at, { weekdays }, clockOf(zone));
        const fits = (instant: number) =>
          weekdays.length === 0 || weekdays.includes(zoned(instant, zone).dayOfWeek);
        expect(fits(aligned)).toBe(true);
        if (fits(at)) expect(aligned).toBe(at);
        else
          expect([aligned > at, aligned - at <= 8 * dayMs, fits(aligned - 1)]).toEqual([true, true, false]);
      }),
      { numRuns: 400 },
    );
  });
});

describe('S5.1 a date', () => {
  it.each([
    ['2026-03-31', { days: 0, months: 0 }, '2026-03-31'],
    ['2026-03-31', { days: -30, months: 0 }, '2026-03-01'],
    ['2026-03-31', { days: 0, months: -1 }, '2026-02-28'],
    ['2026-03-31', { days: 7, months: 0 }, '2026-04-07'],
    ['2026-03-31', { days: -1, months: -1 }, '2026-02-27'],
    ['2024-02-29', { days: 0, months: -12 }, '2023-02-28'],
  ])('%s with %o is %s', (date, shift, expected) => {
    expect(dayWithOffset(day(date), shift)).toBe(day(expected));
  });

  it('starts with the day of the zone (S1.5)', () => {
    const start = (zone: string) =>
      show(dateStart(day('2026-03-31'), { days: -2, months: 0 }, clockOf(zone)), 'UTC');
    expect(start('Europe/Berlin')).toBe('Sat 2026-03-28 23:00');
    expect(start('Pacific/Kiritimati')).toBe('Sat 2026-03-28 10:00');
    expect(start('Pacific/Pago_Pago')).toBe('Sun 2026-03-29 11:00');
  });
});

describe('S5.1 yearly', () => {
  const none = { days: 0, months: 0 };
  const monthBefore = { days: -30, months: 0 };

  it.each([
    ['2020-05-17', none, '2026-05-16T23:59', 'Sat 2025-05-17 00:00', 'Sun 2026-05-17 00:00'],
    ['2020-05-17', none, '2026-05-17T00:00', 'Sun 2026-05-17 00:00', 'Mon 2027-05-17 00:00'],
    ['2026-05-17', none, '2026-05-16T23:59', 'NaN', 'Sun 2026-05-17 00:00'],
    ['2030-05-17', none, '2026-05-16T23:59', 'NaN', 'Fri 2030-05-17 00:00'],
    ['2024-02-29', none, '2026-03-01T12:00', 'Sat 2026-02-28 00:00', 'Sun 2027-02-28 00:00'],
    ['2024-02-29', none, '2028-02-28T12:00', 'Sun 2027-02-28 00:00', 'Tue 2028-02-29 00:00'],
    // Shifted over the turn of the year.
    ['2020-01-10', monthBefore, '2025-12-11T00:00', 'Thu 2025-12-11 00:00', 'Fri 2026-12-11 00:00'],
    ['2020-01-10', monthBefore, '2025-12-10T23:59', 'Wed 2024-12-11 00:00', 'Thu 2025-12-11 00:00'],
    [
      '2020-12-20',
      { days: 30, months: 0 },
      '2026-01-19T00:00',
      'Mon 2026-01-19 00:00',
      'Tue 2027-01-19 00:00',
    ],
    [
      '2020-03-31',
      { days: 0, months: -1 },
      '2024-02-29T08:00',
      'Thu 2024-02-29 00:00',
      'Fri 2025-02-28 00:00',
    ],
  ])('%s with %o at %s: last %s, next %s', (date, shift, asOf, last, next) => {
    const at = utc(asOf, berlin);
    expect(show(yearlyStart(day(date), shift, at, clockOf(berlin)), berlin)).toBe(last);
    expect(show(nextYearlyStart(day(date), shift, at, clockOf(berlin)), berlin)).toBe(next);
  });

  it('is what a list of all years says', () => {
    const shift = fc.record({
      days: fc.integer({ min: -400, max: 400 }),
      months: fc.integer({ min: -14, max: 14 }),
    });
    const date = fc.integer({ min: day('1985-01-01'), max: day('2048-01-01') });
    fc.assert(
      fc.property(date, shift, placedInstant(), (date, shift, { zone, at }) => {
        const plain = Temporal.PlainDate.from('1970-01-01').add({ days: date });
        const starts = Array.from({ length: 70 }, (_, years) => {
          const shifted = plain.add({ years }).add({ months: shift.months }).add({ days: shift.days });
          return utc(`${shifted}T00:00`, zone);
        });
        expect(yearlyStart(date, shift, at, clockOf(zone))).toBe(
          starts.findLast((start) => start <= at) ?? Number.NaN,
        );
        expect(nextYearlyStart(date, shift, at, clockOf(zone))).toBe(starts.find((start) => start > at));
      }),
      { numRuns: 150 },
    );
  });
});
