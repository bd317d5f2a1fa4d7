import type { Reading } from './reading.js';
import { literal, raw, type Sql, sql } from './sql.js';
import { foldText } from './text.js';

/**
 * A number (S2.2) as DOUBLE: digits with an optional sign, thousands in groups of three, one decimal mark. NULL for
 * anything else, also for what DuckDB would take as a number on its own: `1e3`, `1_000`, `0x10`, `inf`.
 *
 * Groups are parted by the other mark, an apostrophe or a no-break space, the same throughout. A first group does not begin
 * with 0: in `0,750` the comma is no mark of thousands.
 */
export function readNumber(text: Sql, { decimal = '.' }: Reading): Sql {
  const shapes = numberShapes(decimal);
  const toNumber = (digits: Sql) =>
    sql`TRY_CAST(${decimal === '.' ? digits : sql`replace(${digits}, ',', '.')`} AS DOUBLE)`;
  const plain = toNumber(text);
  const grouped = toNumber(sql`translate(${text}, ${literal(SEPARATORS[decimal])}, '')`);
  const has = (shape: string) => sql`regexp_full_match(${text}, ${literal(shape)})`;
  // Nearly every number has no groups, and taking them away costs more than everything else.
  return sql`CASE WHEN ${has(shapes.plain)} AND isfinite(${plain}) THEN ${plain}
    WHEN ${has(shapes.grouped)} AND isfinite(${grouped}) THEN ${grouped} END`;
}

/** The forms of a number as regular expressions of DuckDB and of JavaScript, for the whole of a trimmed text. */
export function numberShapes(decimal: Decimal): { readonly plain: string; readonly grouped: string } {
  const fraction = `(?:[${decimal}]\\d+)?`;
  const groups = [...SEPARATORS[decimal]].map((separator) => `(?:[${separator}]\\d{3})+`).join('|');
  return { plain: `[+-]?\\d+${fraction}`, grouped: `[+-]?[1-9]\\d{0,2}(?:${groups})${fraction}` };
}

type Decimal = NonNullable<Reading['decimal']>;

/** What may part thousands: the other mark, apostrophes, the no-break space and the narrow one. */
const SEPARATORS: Readonly<Record<Decimal, string>> = {
  '.': ",'\u2019\u00a0\u202f",
  ',': ".'\u2019\u00a0\u202f",
};

/** A truth value (S2.2), in English, German or Chinese, as BOOLEAN; NULL for anything else. */
export function readBoolean(text: Sql): Sql {
  const word = foldText(text);
  return sql`CASE WHEN ${word} IN (${TRUE}) THEN TRUE WHEN ${word} IN (${FALSE}) THEN FALSE END`;
}

const TRUE = raw("'true', 'yes', 'y', '1', 'ja', 'wahr', '是', 'x'");
const FALSE = raw("'false', 'no', 'n', '0', 'nein', 'falsch', '否'");
