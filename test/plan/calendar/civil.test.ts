import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addMonths,
  anniversaryIn,
  dateOfDay,
  dayOfDate,
  weekdayOf,
} from '../../../src/plan/calendar/civil.js';
import { day } from './zones.js';

const epoch = Temporal.PlainDate.from('1970-01-01');
const someDay = fc.integer({ min: -800_000, max: 800_000 });

describe('days of the calendar', () => {
  it('are those of Temporal, thousands of years back and forth', () => {
    fc.assert(
      fc.property(someDay, (number) => {
        const date = epoch.add({ days: number });
        expect(dateOfDay(number)).toEqual({ year: date.year, month: date.month, day: date.day });
        expect(dayOfDate(date.year, date.month, date.day)).toBe(number);
        expect(weekdayOf(number)).toBe(date.dayOfWeek);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['1900-02-28', '1900-03-01', '2000-02-29', '2023-12-31', '2024-02-29', '2100-03-01'])(
    'include %s',
    (date) => {
      const { year, month, day: ofMonth } = dateOfDay(day(date));
      expect([year, month, ofMonth]).toEqual(date.split('-').map(Number));
    },
  );
});

describe('S1.7 months are steps of the calendar', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2025-12-31', 2, '2026-02-28'],
    ['2026-05-31', -12, '2025-05-31'],
    ['2024-02-29', 12, '2025-02-28'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(day(from), months)).toBe(day(to));
  });

  it('as Temporal takes them', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: -1500, max: 1500 }), (from, months) => {
        const meant = epoch.add({ days: from }).add({ months });
        expect(addMonths(from, months)).toBe(epoch.until(meant).days);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('S5.1 a day comes again every year', () => {
  it.each([
    [2025, '2024-05-17', '2025-05-17'],
    [2025, '2024-02-29', '2025-02-28'],
    [2028, '2024-02-29', '2028-02-29'],
    [2100, '2024-02-29', '2100-02-28'],
    [2024, '2023-02-28', '2024-02-28'],
  ])('in %i: %s on %s', (year, date, expected) => {
    expect(anniversaryIn(year, day(date))).toBe(day(expected));
  });
});
