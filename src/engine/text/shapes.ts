/** What a cell looks like to a reader who does not know its column. */
export type Shape = 'number' | 'date' | 'email' | 'text' | 'empty';

/**
 * The shape of a cell. Wider than what the fields accept as values (S2.2): `12/31/24` is a date here although its order is
 * unknown, `12,5 %` is a number, a time of day is a date. It tells data from names of columns and says nothing about
 * what a value means.
 */
export function shapeOf(text: string): Shape {
  const cell = text.trim();
  if (cell === '') return 'empty';
  if (NUMBER.test(cell)) return 'number';
  if (DATE.test(cell)) return 'date';
  return EMAIL.test(cell) ? 'email' : 'text';
}

const NUMBER = /^[+-]?(?:\d+|\d{1,3}(?:[.,'\s]\d{3})+)(?:[.,]\d+)?\s?[%€$£¥]?$/u;

const DAY =
  '(?:\\d{4}([-/.])\\d{1,2}\\1\\d{1,2}|\\d{1,2}([-/.])\\d{1,2}\\2(?:\\d{4}|\\d\\d)|\\d{4}年\\d{1,2}月\\d{1,2}日)';
const TIME =
  '\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?:\\s?[ap]\\.?m\\.?)?(?:\\s?(?:z|utc|gmt|[+-]\\d\\d(?::?\\d\\d)?))?';
const DATE = new RegExp(`^(?:${DAY}(?:(?:t|,?\\s)${TIME})?|${TIME})$`, 'iu');

const EMAIL = /^[^\s@<>,;"]+@[^\s@<>,;".]+(?:\.[^\s@<>,;".]+)+$/u;
