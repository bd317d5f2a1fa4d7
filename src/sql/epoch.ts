import { type DateForm, fits, withGroups } from './date-forms.js';
import type { Reading } from './reading.js';
import { raw, type Sql, sql } from './sql.js';

type Unit = NonNullable<Reading['epoch']>;

/** A count of units since 1970 as UTC milliseconds; whole numbers go the short way, seconds may have a fraction. */
export function readEpoch(text: Sql, unit: Unit): Sql {
  const whole = sql`TRY_CAST(${text} AS BIGINT)`;
  const wholeMs = sql`CASE WHEN ${whole} BETWEEN ${WHOLE_RANGES[unit]} THEN ${wholeToMs(whole, unit)} END`;
  const ofWhole = sql`WHEN regexp_full_match(${text}, '-?0*\\d{1,18}') THEN ${wholeMs}`;
  if (unit !== 's') return sql`CASE ${ofWhole} END`;
  const nanos = raw("TRY_CAST(concat(part.whole, rpad(part.fraction, 9, '0')) AS BIGINT)");
  const ms = floorDivide(nanos, 1_000_000);
  const fractionMs = sql`CASE WHEN ${ms} BETWEEN ${WHOLE_RANGES.ms} THEN ${ms} END`;
  const ofFraction = sql`WHEN ${fits(text, SECONDS_FORM)} THEN ${withGroups(text, SECONDS_FORM, fractionMs)}`;
  return sql`CASE ${ofWhole} ${ofFraction} END`;
}

const SECONDS_FORM: DateForm = { shape: '(-?0*\\d{1,10})\\.(\\d{1,9})', groups: ['whole', 'fraction'] };

/** The years a date may have, in each unit. */
const WHOLE_RANGES = {
  s: raw(`${Date.UTC(1900, 0, 1) / 1000} AND ${Date.UTC(2200, 0, 1) / 1000 - 1}`),
  ms: raw(`${Date.UTC(1900, 0, 1)} AND ${Date.UTC(2200, 0, 1) - 1}`),
  us: raw(`${Date.UTC(1900, 0, 1) * 1000} AND ${Date.UTC(2200, 0, 1) * 1000 - 1}`),
} as const;

function wholeToMs(whole: Sql, unit: Unit): Sql {
  switch (unit) {
    case 's':
      return sql`${whole} * 1000`;
    case 'ms':
      return whole;
    case 'us':
      return floorDivide(whole, 1000);
  }
}

/** `//` cuts towards zero, but an instant before 1970 is cut to the millisecond it lies in, too. */
function floorDivide(value: Sql, divisor: number): Sql {
  return sql`(${value} // ${raw(String(divisor))} - CAST(${value} % ${raw(String(divisor))} < 0 AS BIGINT))`;
}
