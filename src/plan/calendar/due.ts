import type { DateOffset, LocalTime } from '../../model/campaign.js';
import type { Duration } from '../../model/condition.js';
import { addMonths, anniversaryIn, dateOfDay, weekdayOf } from './civil.js';
import { dayMs, minuteMs, type ZoneClock } from './zone-clock.js';

/** How far a day is shifted: first by months, which clamp (S1.7), then by days. */
export type DayShift = Pick<DateOffset, 'days' | 'months'>;

/** The instant a duration later: months are steps of the local calendar and keep the time of day, a day is 24 hours (S5.4). */
export function addDuration(utcMs: number, { ms, months }: Duration, clock: ZoneClock): number {
  if (months === 0) return utcMs + ms;
  const local = clock.localOf(utcMs);
  const day = Math.floor(local / dayMs);
  return clock.toUtc(addMonths(day, months) * dayMs + (local - day * dayMs)) + ms;
}

/**
 * The first such local time at or after an instant (`at` of S5.4). Without a time of day the instant stays where its weekday
 * fits, else it moves to the beginning of the next day that does.
 */
export function alignTo(utcMs: number, { weekdays, minute }: LocalTime, clock: ZoneClock): number {
  if (minute === undefined) {
    return clock.firstInstant(utcMs, (local) =>
      Math.max(local, nextOnWeekday(Math.floor(local / dayMs), weekdays) * dayMs),
    );
  }
  let day = clock.dayOf(utcMs);
  for (;;) {
    day = nextOnWeekday(day, weekdays);
    const instant = clock.toUtc(day * dayMs + minute * minuteMs);
    if (!(instant < utcMs)) return instant;
    day++;
  }
}

export function dayWithOffset(day: number, { days, months }: DayShift): number {
  return addMonths(day, months) + days;
}

/** The beginning of the day that lies `shift` away from a date (S1.5, S5.1). */
export function dateStart(day: number, shift: DayShift, clock: ZoneClock): number {
  return clock.startOfDay(dayWithOffset(day, shift));
}

/**
 * The latest start not after as-of of a date that comes again every year from its own year on (S5.1); NaN before the first.
 * With a shift of -30 days that of 2026-01-10 starts on 2025-12-11, and the next one on 2026-12-11.
 */
export function yearlyStart(date: number, shift: DayShift, asOf: number, clock: ZoneClock): number {
  const year = latestYear(date, shift, asOf, clock);
  return year < dateOfDay(date).year ? Number.NaN : startIn(year, date, shift, clock);
}

/** The first start after as-of. */
export function nextYearlyStart(date: number, shift: DayShift, asOf: number, clock: ZoneClock): number {
  const next = Math.max(latestYear(date, shift, asOf, clock) + 1, dateOfDay(date).year);
  return startIn(next, date, shift, clock);
}

/** The day itself, or the next one that is on one of the weekdays. */
function nextOnWeekday(day: number, weekdays: readonly number[]): number {
  for (let ahead = 0; ahead < 7; ahead++) {
    if (weekdays.includes(weekdayOf(day + ahead))) return day + ahead;
  }
  // No weekdays are any weekday.
  return day;
}

/** The year of the latest start not after as-of, or some year before that of the date. */
function latestYear(date: number, shift: DayShift, asOf: number, clock: ZoneClock): number {
  // Months may clamp, but they are never miscounted: the return asked for lies in the month of this day, or before.
  const shiftedBack = addMonths(clock.dayOf(asOf) - shift.days, -shift.months);
  const first = dateOfDay(date).year;
  let { year } = dateOfDay(shiftedBack);
  while (year >= first && startIn(year, date, shift, clock) > asOf) year--;
  return year;
}

function startIn(year: number, date: number, shift: DayShift, clock: ZoneClock): number {
  return dateStart(anniversaryIn(year, date), shift, clock);
}
