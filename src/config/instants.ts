import { Temporal } from 'temporal-polyfill';
import type { InstantMs } from '../model/condition.js';

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|z|[+-]\d{2}(?::?\d{2})?))?)?$/;

const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

/** Whether the text has the outer form of an ISO date, right or wrong: `2024-02-31` has. */
export function looksLikeDate(text: string): boolean {
  return /^\d{4}-\d{1,2}-\d{1,2}/.test(text);
}

/**
 * The instant an ISO 8601 date or date-time of the config means. A date is the start of that day, and a time
 * without offset is local time of `zone` (semantics S1.3 to S1.5).
 *
 * @returns undefined for any other form, for days that do not exist and for years outside 1900-2199.
 */
export function parseInstant(text: string, zone: string): InstantMs | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '', offset] = match;
  if (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return undefined;
  const date = plainDate(Number(year), Number(month), Number(day));
  if (date === undefined) return undefined;
  if (hour === undefined) return date.toZonedDateTime(zone).epochMilliseconds;
  const local = date.toPlainDateTime({
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Number(fraction.slice(0, 3).padEnd(3, '0')),
  });
  return offset === undefined ? localToInstant(local, zone) : withOffset(local, offset);
}

function plainDate(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** The first of two instants, and the first instant after a gap (semantics S1.4). */
function localToInstant(local: Temporal.PlainDateTime, zone: string): InstantMs {
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const isInGap = !earlier.toPlainDateTime().equals(local);
  const meant = isInGap ? (earlier.getTimeZoneTransition('next') ?? earlier) : earlier;
  return meant.epochMilliseconds;
}

function withOffset(local: Temporal.PlainDateTime, offset: string): InstantMs {
  const utc = local.toZonedDateTime('UTC').epochMilliseconds;
  if (/^z$/i.test(offset)) return utc;
  const sign = offset.startsWith('-') ? -1 : 1;
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  return utc - sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}
