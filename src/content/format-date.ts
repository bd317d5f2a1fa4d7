/**
 * The filter `date`: the day that is written in a text, in another form. No zone is asked and no clock is read, so a text is the
 * same wherever and whenever it is rendered (S1.2). What is no date stays as it is.
 */
export function formatDate(text: string, format: string): string {
  const date = readDate(text.trim());
  if (date === undefined) return text;
  return format.replace(anyCode, (code) => codes[code]?.(date) ?? code);
}

/** The first code of a format that `date` does not understand. */
export function unknownDateCode(format: string): string | undefined {
  return format.match(anyCode)?.find((code) => !Object.hasOwn(codes, code));
}

interface WrittenDate {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
}

const anyCode = /%-?.?/gsu;

const codes: Readonly<Record<string, (date: WrittenDate) => string>> = {
  '%Y': ({ year }) => year,
  '%y': ({ year }) => year.slice(2),
  '%m': ({ month }) => month.padStart(2, '0'),
  '%-m': ({ month }) => String(Number(month)),
  '%d': ({ day }) => day.padStart(2, '0'),
  '%-d': ({ day }) => String(Number(day)),
  '%H': ({ hour }) => hour.padStart(2, '0'),
  '%M': ({ minute }) => minute,
  '%%': () => '%',
};

/** The forms that are dates everywhere, without being declared (S2.2). */
const forms = [
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ](?<hour>\d\d):(?<minute>\d\d)\S*)?$/,
  /^(?<day>\d\d?)\.(?<month>\d\d?)\.(?<year>\d{4})(?: (?<hour>\d\d?):(?<minute>\d\d)\S*)?$/,
  /^(?<year>\d{4})\/(?<month>\d\d?)\/(?<day>\d\d?)(?: (?<hour>\d\d?):(?<minute>\d\d)\S*)?$/,
  /^(?<year>\d{4})年(?<month>\d\d?)月(?<day>\d\d?)日(?: (?<hour>\d\d?):(?<minute>\d\d)\S*)?$/,
];

function readDate(text: string): WrittenDate | undefined {
  const groups = forms.map((form) => form.exec(text)?.groups).find((found) => found !== undefined);
  const { year = '', month = '', day = '', hour = '0', minute = '00' } = groups ?? {};
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isDay = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return groups !== undefined && isDay ? { year, month, day, hour, minute } : undefined;
}
