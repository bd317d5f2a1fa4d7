import { type DateForm, fits, fitsAny, localForms, OFFSET_FORM, withGroups } from './date-forms.js';
import { readEpoch } from './epoch.js';
import { localToUtc, offsetAtText } from './local-time.js';
import type { Reading } from './reading.js';
import { join, literal, raw, type Sql, sql } from './sql.js';
import { readText } from './text.js';

/**
 * An instant as BIGINT, UTC milliseconds (S1.3-S1.5, S2.2); NULL for anything that is not one of the accepted forms.
 * The column may be given as it is: blanks around a value do not matter, and trimming it first only costs time.
 *
 * The forms machines write are tried first, by tests that cost a fraction of a regular expression. What they leave
 * open is read form by form. DuckDB's own casts would accept too much: 24:00, `infinity`, a second without digits, or
 * an offset that they drop without a word.
 */
export function readInstant(column: Sql, reading: Reading): Sql {
  const readings = [
    ...(reading.epoch === undefined ? [] : [readEpoch(readText(column), reading.epoch)]),
    readMachineWritten(column, reading.timezone),
    readWithOffset(column),
    readLocal(column, reading),
  ];
  return sql`coalesce(${join(readings, ', ')})`;
}

// Glob patterns with every position fixed, and pinned digits where a cast would forgive a blank or a point.
const DATE = '20??-??-?[0-9]';
const TIME = '[T ][0-2]?:??:?[0-9]';

/** ISO 8601 as programs print it, in this century. NULL leaves the text to the other readings. */
function readMachineWritten(text: Sql, zone: string): Sql {
  const asWritten = sql`epoch_ms(TRY_CAST(${text} AS TIMESTAMP))`;
  const offset = (separator: 'T' | ' ') => offsetAtText(text, separator, zone);
  const local = sql`${asWritten} - CASE WHEN contains(${text}, 'T') THEN ${offset('T')} ELSE ${offset(' ')} END`;
  const withOffset = sql`epoch_ms(TRY_CAST(${text} AS TIMESTAMPTZ))`;
  const has = (shape: string) => sql`${text} GLOB ${literal(`${DATE}${shape}`)}`;
  const endsWith = (end: string) => sql`ends_with(${text}, ${literal(end)})`;
  return sql`CASE strlen(${text})
    WHEN 20 THEN CASE WHEN ${has(`${TIME}Z`)} AND NOT ${endsWith('24:00:00Z')} THEN ${asWritten} END
    WHEN 24 THEN CASE WHEN ${has(`${TIME}.???Z`)} AND NOT ${endsWith('24:00:00.000Z')} THEN ${asWritten} END
    WHEN 25 THEN CASE WHEN ${has(`${TIME}[-+][01]?:[0-5][0-9]`)} AND NOT ${has('?24:00:00*')} THEN ${withOffset} END
    ELSE CASE WHEN (${has(TIME)} AND NOT ${endsWith('24:00:00')}) OR ${has('')} THEN ${local} END
  END`;
}

function readWithOffset(text: Sql): Sql {
  const minutes = `60 * ${count('offset_hours')} + ${count('offset_minutes')}`;
  const offset = `CASE part.offset_sign WHEN '-' THEN -1 ELSE 1 END * 60000 * (${minutes})`;
  return sql`CASE WHEN ${fits(text, OFFSET_FORM)} THEN ${withGroups(text, OFFSET_FORM, raw(`${LOCAL_MS} - ${offset}`))} END`;
}

function readLocal(text: Sql, reading: Reading): Sql {
  const forms = localForms(reading.date_order);
  const branches = forms.map((form) => sql`WHEN ${fits(text, form)} THEN ${localMs(text, form)}`);
  const local = sql`CASE ${join(branches, ' ')} END`;
  return sql`CASE WHEN ${fitsAny(text, forms)} THEN ${localToUtc(local, reading.timezone)} END`;
}

function localMs(text: Sql, form: DateForm): Sql {
  const half = form.groups.includes('half') ? ` + ${AFTERNOON_MS}` : '';
  return withGroups(text, form, raw(`${LOCAL_MS}${half}`));
}

/** A day that the month does not have is left to the cast, which gives NULL. */
const LOCAL_MS = [
  `epoch_ms(TRY_CAST(concat(part.year, '-', part.month, '-', part.day) AS TIMESTAMP))`,
  `3600000 * ${count('hour')}`,
  `60000 * ${count('minute')}`,
  `1000 * ${count('second')}`,
  `CAST(rpad(left(part.fraction, 3), 3, '0') AS BIGINT)`,
].join(' + ');

/** 12 AM is midnight and 12 PM is noon. */
const AFTERNOON_MS = `43200000 * (CAST(lower(part.half) = 'p' AS BIGINT) - CAST(part.hour = '12' AS BIGINT))`;

/** A group of digits as a number, 0 when the group is not there. */
function count(group: string): string {
  return `CAST(concat('0', part.${group}) AS BIGINT)`;
}
