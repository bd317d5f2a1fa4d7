import type { CalendarUnit } from '../../model/policy.js';
import { addMonths, dateOfDay, weekdayOf } from './civil.js';
import type { ZoneClock } from './zone-clock.js';

/** UTC milliseconds; half-open. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

/** The day, week (from Monday on) or month of the calendar that an instant lies in, for caps (S6.5). */
export function periodOf(unit: CalendarUnit, utcMs: number, clock: ZoneClock): Period {
  const [first, next] = daysOfPeriod(unit, clock.dayOf(utcMs));
  return { start: clock.startOfDay(first), end: clock.startOfDay(next) };
}

function daysOfPeriod(unit: CalendarUnit, day: number): readonly [first: number, next: number] {
  switch (unit) {
    case 'day':
      return [day, day + 1];
    case 'week': {
      const monday = day - weekdayOf(day) + 1;
      return [monday, monday + 7];
    }
    case 'month': {
      const first = day - dateOfDay(day).day + 1;
      return [first, addMonths(first, 1)];
    }
  }
}
