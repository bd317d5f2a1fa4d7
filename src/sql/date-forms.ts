import type { Reading } from './reading.js';
import { literal, raw, type Sql, sql } from './sql.js';
import { BLANK_CLASS } from './text.js';

/** One way to write a local date, with or without a time: a regular expression and the names of its groups. */
export interface DateForm {
  readonly shape: string;
  readonly groups: readonly string[];
}

const YEAR = '(19\\d\\d|2[01]\\d\\d)';
const SHORT = '(\\d\\d?)';
const MINUTES = '([0-5]\\d)(?::([0-5]\\d)(?:[.,](\\d{1,9}))?)?';
const MINUTES_GROUPS = ['minute', 'second', 'fraction'] as const;
const ISO = `${YEAR}-(\\d\\d)-(\\d\\d)`;
const ISO_TIME = `[T ]([01]\\d|2[0-3]):${MINUTES}`;
const DAY_TIME = ` ([01]?\\d|2[0-3]):${MINUTES}`;
const HALF_DAY_TIME = ` (0?[1-9]|1[0-2]):${MINUTES} ?([AaPp])[Mm]`;

/** The forms without an offset (S2.2). At most one of them fits a text. */
export function localForms(order: Reading['date_order']): readonly DateForm[] {
  return [
    form(ISO, ['year', 'month', 'day'], ISO_TIME),
    form(`${SHORT}\\.${SHORT}\\.${YEAR}`, ['day', 'month', 'year'], DAY_TIME),
    form(`${YEAR}/${SHORT}/${SHORT}`, ['year', 'month', 'day'], DAY_TIME),
    form(`${YEAR}年${SHORT}月${SHORT}日`, ['year', 'month', 'day'], DAY_TIME),
    ...(order === undefined ? [] : [...shortForms('/', order), ...shortForms('-', order)]),
  ];
}

/** ISO 8601 with a time and an offset, `Z` or hours and minutes. */
export const OFFSET_FORM: DateForm = {
  shape: `${ISO}${ISO_TIME} ?(?:[Zz]|([+-])([01]\\d|2[0-3])(?::?([0-5]\\d))?)`,
  groups: [
    'year',
    'month',
    'day',
    'hour',
    ...MINUTES_GROUPS,
    'offset_sign',
    'offset_hours',
    'offset_minutes',
  ],
};

export function fits(text: Sql, form: DateForm): Sql {
  return fitsAny(text, [form]);
}

export function fitsAny(text: Sql, forms: readonly DateForm[]): Sql {
  return sql`regexp_matches(${text}, ${literal(between(forms.map(({ shape }) => shape).join('|')))})`;
}

/** `expression` for a text that fits the form. It finds the groups as text in `part`, an empty text where there is nothing. */
export function withGroups(text: Sql, { shape, groups }: DateForm, expression: Sql): Sql {
  const names = raw(groups.map((group) => `'${group}'`).join(', '));
  const found = sql`regexp_extract(${text}, ${literal(between(shape))}, [${names}])`;
  return sql`list_transform([${found}], lambda part: ${expression})[1]`;
}

/** The whole text but for blanks around it, the same that `readText` takes away. */
function between(shape: string): string {
  return `^${BLANK_CLASS}*(?:${shape})${BLANK_CLASS}*$`;
}

/** `a/b/yyyy` and `a-b-yyyy`; only these know AM and PM. */
function shortForms(mark: '/' | '-', order: 'dmy' | 'mdy'): readonly DateForm[] {
  const date = `${SHORT}${mark}${SHORT}${mark}${YEAR}`;
  const groups = order === 'dmy' ? ['day', 'month', 'year'] : ['month', 'day', 'year'];
  return [
    form(date, groups, DAY_TIME),
    { shape: `${date}${HALF_DAY_TIME}`, groups: [...groups, 'hour', ...MINUTES_GROUPS, 'half'] },
  ];
}

function form(date: string, groups: readonly string[], time: string): DateForm {
  return { shape: `${date}(?:${time})?`, groups: [...groups, 'hour', ...MINUTES_GROUPS] };
}
