import { Temporal } from 'temporal-polyfill';
import type { SendWindow } from '../../../src/model/campaign.js';
import { instantOf, localOf } from './calendar.js';
import type { PlanLead, Run } from './run.js';

/** When mail of a campaign may go out to a lead; undefined at any time. */
export interface OpenHours {
  readonly window: SendWindow;
  readonly zone: string;
}

export function openHours(window: SendWindow | undefined, lead: PlanLead): OpenHours | undefined {
  return window && { window, zone: window.zone === 'lead' ? lead.zone.id : window.zone };
}

/** Whether the local clock is inside of the window: on an open day, within the hours, and not within quiet ones (S6.4). */
export function isOpen({ world }: Run, hours: OpenHours | undefined, instant: number): boolean {
  if (hours === undefined) return true;
  const { window, zone } = hours;
  const { date, minute } = localOf(instant, zone);
  const day = date.toString();
  const isWorkday = window.weekdays.includes(date.dayOfWeek) && !world.daysOff.includes(day);
  if (!isWorkday && !world.workdays.includes(day)) return false;
  return minute >= window.from && minute < window.to && !window.quiet.some((hush) => covers(hush, minute));
}

/** The first open instant of [from, run.end), if there is one. */
export function firstOpen(run: Run, hours: OpenHours | undefined, from: number): number | undefined {
  return [from, ...openings(run, hours, from)].find((at) => at < run.end && isOpen(run, hours, at));
}

/**
 * Instants of (from, run.end) at which a window can open, ascending: where its hours begin, quiet ones end, a day begins, or the clock is
 * changed.
 */
export function openings(run: Run, hours: OpenHours | undefined, from: number): readonly number[] {
  if (hours === undefined) return [];
  const { window, zone } = hours;
  const minutes = [0, window.from, ...window.quiet.map(({ to }) => to)];
  const found: number[] = [];
  const { date: last } = localOf(run.end, zone);
  for (
    let { date } = localOf(from, zone);
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    for (const minute of minutes)
      found.push(instantOf(date, minute, zone), secondInstantOf(date, minute, zone));
  }
  return [...found, ...clockChanges(from, run.end, zone)]
    .filter((at) => at > from && at < run.end)
    .sort((a, b) => a - b);
}

/** The second of two instants at which the clock shows a time, where it is put back. */
function secondInstantOf(date: Temporal.PlainDate, minute: number, zone: string): number {
  const time = date.toPlainDateTime().add({ minutes: minute });
  return time.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
}

function clockChanges(from: number, end: number, zone: string): readonly number[] {
  const changes: number[] = [];
  let at: Temporal.ZonedDateTime | null =
    Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  while (at !== null && at.epochMilliseconds < end) {
    changes.push(at.epochMilliseconds);
    at = at.getTimeZoneTransition('next');
  }
  return changes;
}

/** Quiet hours may go over midnight. */
function covers({ from, to }: SendWindow['quiet'][number], minute: number): boolean {
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}
