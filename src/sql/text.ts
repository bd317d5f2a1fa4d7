import { join, raw, type Sql, sql } from './sql.js';

/** The text of a cell without the blanks around it; a blank cell is NULL, a missing value (S2.2). */
export function readText(column: Sql): Sql {
  // `trim` walks through every value character by character and is six times as slow as looking at its two ends.
  return sql`CASE WHEN ${hasNoBlankEnd(column)} THEN ${column} ELSE nullif(trim(${column}, ${ANY_BLANK}), '') END`;
}

/**
 * What a comparison of texts compares: lower case after NFC. Both sides of a comparison must come through here,
 * because `lower` of DuckDB and `toLowerCase` of JavaScript differ on some characters.
 */
export function foldText(text: Sql): Sql {
  return sql`lower(nfc_normalize(${text}))`;
}

/** `readText` for an operand; a blank one stays an empty text, which no value equals. */
export function trimBlanks(operand: string): string {
  return operand.replace(OUTER_BLANKS, '');
}

/** A class of RE2 and of JavaScript (with the flag `u`) for one code point in braces. */
function blankClass(prefix: string): string {
  return `[${BLANKS.map((code) => `\\${prefix}{${code.toString(16)}}`).join('')}]`;
}

/** Code points: white space of ASCII, then what exports pad cells with: no-break and ideographic space, byte order mark. */
const ASCII_BLANKS = [0x20, 0x09, 0x0a, 0x0b, 0x0c, 0x0d];
const WIDE_BLANKS = [0xa0, 0x3000, 0xfeff];
const BLANKS = [...ASCII_BLANKS, ...WIDE_BLANKS];

const OUTER_BLANKS = new RegExp(`^${blankClass('u')}+|${blankClass('u')}+$`, 'gu');

/** The blanks as a class of a regular expression of DuckDB. */
export const BLANK_CLASS = blankClass('x');

const ANY_BLANK = sql`concat(${join(BLANKS.map(character), ', ')})`;

/** Every blank of ASCII sorts before `!`, and every other blank from U+00A0 on. */
function hasNoBlankEnd(column: Sql): Sql {
  const starts = WIDE_BLANKS.map((blank) => sql`starts_with(${column}, ${character(blank)})`);
  const ends = BLANKS.map((blank) => sql`ends_with(${column}, ${character(blank)})`);
  const startsWide = sql`${column} >= ${character(0xa0)} AND (${join(starts, ' OR ')})`;
  return sql`${column} >= '!' AND NOT (${startsWide}) AND NOT (${join(ends, ' OR ')})`;
}

function character(code: number): Sql {
  return raw(`chr(${code})`);
}
