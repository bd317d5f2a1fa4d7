/** A date of the Gregorian calendar, also before it was introduced. Months and days count from 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/*
 * Days are numbered from 1970-01-01, which is 0. Years are counted from March on the way, so that the day that comes and goes,
 * 29 February, is the last one of its year; 400 years (an era) always have the same number of days.
 */
const daysPerEra = 146_097;
/** From 0000-03-01 to 1970-01-01. */
const daysToEpoch = 719_468;

export function dayOfDate(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysPerEra + dayOfEra - daysToEpoch;
}

export function dateOfDay(day: number): CivilDate {
  const sinceMarch0 = day + daysToEpoch;
  const era = Math.floor(sinceMarch0 / daysPerEra);
  const dayOfEra = sinceMarch0 - era * daysPerEra;
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: number): number {
  const sinceMonday = (day + 3) % 7;
  return sinceMonday < 0 ? sinceMonday + 8 : sinceMonday + 1;
}

/** The same day of another month, or the last one of a month that is too short (S1.7). */
export function addMonths(day: number, months: number): number {
  if (months === 0) return day;
  const date = dateOfDay(day);
  const monthsSince0 = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(monthsSince0 / 12);
  const month = monthsSince0 - year * 12 + 1;
  return dayOfDate(year, month, Math.min(date.day, daysInMonth(year, month)));
}

/** The day in a given year on which a day comes again; 29 February falls on the 28th in other years (S5.1). */
export function anniversaryIn(year: number, day: number): number {
  return addMonths(day, (year - dateOfDay(day).year) * 12);
}

function daysInMonth(year: number, month: number): number {
  const next = month === 12 ? dayOfDate(year + 1, 1, 1) : dayOfDate(year, month + 1, 1);
  return next - dayOfDate(year, month, 1);
}
