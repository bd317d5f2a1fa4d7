import type { Reading } from './reading.js';
import { literal, raw, type Sql, sql } from './sql.js';
import { foldText } from './text.js';

/**
 * A number (S2.2) as DOUBLE: digits with an optional sign, thousands in groups of three, one decimal mark. NULL for
 * anything else, also for what DuckDB would take as a number on its own: `1e3`, `1_000`, `0x10`, `inf`.
 */
export function readNumber(text: Sql, reading: Reading): Sql {
  const { mark, group } = reading.decimal === ',' ? { mark: ',', group: '.' } : { mark: '.', group: ',' };
  const shape = literal(`[+-]?(\\d+|\\d{1,3}(\\${group}\\d{3})+)(\\${mark}\\d+)?`);
  const plain = sql`replace(${text}, ${literal(group)}, '')`;
  const digits = mark === '.' ? plain : sql`replace(${plain}, ',', '.')`;
  const value = sql`TRY_CAST(${digits} AS DOUBLE)`;
  return sql`CASE WHEN regexp_full_match(${text}, ${shape}) AND isfinite(${value}) THEN ${value} END`;
}

/** A truth value (S2.2), in English, German or Chinese, as BOOLEAN; NULL for anything else. */
export function readBoolean(text: Sql): Sql {
  const word = foldText(text);
  return sql`CASE WHEN ${word} IN (${TRUE}) THEN TRUE WHEN ${word} IN (${FALSE}) THEN FALSE END`;
}

const TRUE = raw("'true', 'yes', 'y', '1', 'ja', 'wahr', '是', 'x'");
const FALSE = raw("'false', 'no', 'n', '0', 'nein', 'falsch', '否'");
