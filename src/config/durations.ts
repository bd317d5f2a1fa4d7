import type { Duration } from '../model/condition.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** Nothing that is planned or remembered lasts longer, and every date within stays a safe number. */
const LONGEST_YEARS = 100;

const SHORT = /^(?=\d)(?:(\d+)y)?(?:(\d+)mo)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?$/;
const ISO =
  /^P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * Reads `90m 16h 30d 2w 3mo 1y`, combinations from long to short such as `1d12h`, and ISO 8601 (`P30D`,
 * `PT48H`). Days are 24 hours; months and years keep their calendar meaning (semantics S1.6, S1.7).
 *
 * @returns undefined for any other text and for more than 100 years.
 */
export function parseDuration(text: string): Duration | undefined {
  const parts = SHORT.exec(text) ?? ISO.exec(text);
  if (parts === null) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((digits) => (digits === undefined ? 0 : Number(digits)));
  const duration = {
    ms: weeks * WEEK_MS + days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS + seconds * 1000,
    months: years * 12 + months,
  };
  const isTooLong = duration.ms > LONGEST_YEARS * 366 * DAY_MS || duration.months > LONGEST_YEARS * 12;
  return isTooLong ? undefined : duration;
}

/** A length of time as people write it, in its two greatest units: `3d`, `1d12h`. */
export function formatMs(ms: number): string {
  const units = [
    { name: 'd', ms: DAY_MS },
    { name: 'h', ms: HOUR_MS },
    { name: 'm', ms: MINUTE_MS },
  ];
  let rest = ms;
  const parts = units.flatMap((unit) => {
    const count = Math.floor(rest / unit.ms);
    rest -= count * unit.ms;
    return count === 0 ? [] : [`${count}${unit.name}`];
  });
  return parts.slice(0, 2).join('') || '0m';
}
