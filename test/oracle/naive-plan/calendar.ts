import { Temporal } from 'temporal-polyfill';
import type { DateOffset, LocalTime } from '../../../src/model/campaign.js';
import type { Duration } from '../../../src/model/condition.js';
import { readInstant, toUtc, toWall } from '../values.js';
import type { PlanLead, Run } from './run.js';

export const dayMs = 86_400_000;

/** The local date and the minute of the day of an instant. */
export function localOf(instant: number, zone: string) {
  const wall = toWall(instant, zone);
  const date = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDate();
  return { date, minute: Math.floor((wall - atMidnight(date)) / 60_000) };
}

/** The instant at which a local day has lasted some minutes by the clock (S1.4, S1.5). */
export function instantOf(date: Temporal.PlainDate, minute: number, zone: string): number {
  return toUtc(atMidnight(date) + minute * 60_000, zone);
}

/** Later by a duration: days have 24 hours, months are steps of the calendar in the zone of the lead (S5.4). */
export function later(instant: number, { ms, months }: Duration, zone: string): number {
  if (months === 0) return instant + ms;
  const wall = Temporal.Instant.fromEpochMilliseconds(toWall(instant, zone)).toZonedDateTimeISO('UTC');
  return toUtc(wall.add({ months }, { overflow: 'constrain' }).epochMilliseconds, zone) + ms;
}

/** The first instant from one on at which the local clock shows a time on one of the weekdays (S5.4). */
export function nextLocalTime(instant: number, { weekdays, minute }: LocalTime, zone: string): number {
  const isMeant = (date: Temporal.PlainDate) => weekdays.length === 0 || weekdays.includes(date.dayOfWeek);
  const { date: first } = localOf(instant, zone);
  if (minute === undefined && isMeant(first)) return instant;
  for (let days = 0; days <= 8; days++) {
    const date = first.add({ days });
    const candidate = instantOf(date, minute ?? 0, zone);
    if (isMeant(date) && candidate >= instant) return candidate;
  }
  throw new Error('A week has every local time.');
}

/** The day in a field of the lead, on the calendar of the zone its source is read in (S5.1). */
export function dayIn(run: Run, lead: PlanLead, field: string): Temporal.PlainDate | undefined {
  const { timezone, reading = {} } = run.context;
  const instant = readInstant(lead.row[field], timezone, reading);
  return instant === undefined ? undefined : localOf(instant, reading.timezone ?? timezone).date;
}

/** A day so many months, then days, before or after (S1.7). */
export function shifted(day: Temporal.PlainDate, { days, months }: DateOffset): Temporal.PlainDate {
  return day.add({ months }, { overflow: 'constrain' }).add({ days });
}

/** The same day in another year; 29 February falls on 28 February (S5.1). */
export function inYear(day: Temporal.PlainDate, year: number): Temporal.PlainDate {
  return day.with({ year }, { overflow: 'constrain' });
}

function atMidnight(date: Temporal.PlainDate): number {
  return Date.UTC(date.year, date.month - 1, date.day);
}
