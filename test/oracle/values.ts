import { Temporal } from 'temporal-polyfill';

/** How the cells of a source are written (S2.2), as its `dialect` declares it. */
export interface Reading {
  readonly decimal?: '.' | ',';
  readonly date_order?: 'dmy' | 'mdy';
  readonly epoch?: 's' | 'ms' | 'us';
  readonly timezone?: string;
}

/** Trimmed NFC text; `undefined` when nothing but blanks is there. */
export function readText(cell: string | undefined): string | undefined {
  if (cell === undefined) return undefined;
  const text = trim(cell.normalize('NFC'));
  return text === '' ? undefined : text;
}

/** White space of ASCII, the no-break space, the ideographic space and the byte order mark. */
export function trim(text: string): string {
  return text
    .replace(/^[ \t\n\v\f\r\u00a0\u3000\ufeff]+/, '')
    .replace(/[ \t\n\v\f\r\u00a0\u3000\ufeff]+$/, '');
}

/**
 * What text comparisons compare: NFC and lower case. One code point becomes one code point (Unicode's simple
 * mapping), so that a capital sigma does not depend on its neighbours and a dotted capital I is a plain i.
 */
export function foldText(text: string): string {
  return Array.from(text.normalize('NFC'), (character) => Array.from(character.toLowerCase())[0]).join('');
}

/** A number of S2.2: sign, digits or well-placed groups of three parted alike, one decimal mark; no exponent. */
export function readNumber(cell: string | undefined, reading: Reading = {}): number | undefined {
  const text = readText(cell);
  if (text === undefined) return undefined;
  const mark = reading.decimal ?? '.';
  const [whole = '', fraction, ...others] = text.replace(/^[+-]/, '').split(mark);
  const digits = wholeDigits(whole, mark);
  if (digits === undefined || others.length > 0 || !/^\d+$/.test(fraction ?? '0')) return undefined;
  const value = Number(`${text.startsWith('-') ? '-' : ''}${digits}.${fraction ?? '0'}`);
  return Number.isFinite(value) ? value : undefined;
}

/** The digits before the decimal mark without what parts their thousands, if that is well placed. */
function wholeDigits(whole: string, mark: '.' | ','): string | undefined {
  if (/^\d+$/.test(whole)) return whole;
  for (const separator of [mark === '.' ? ',' : '.', "'", '\u2019', '\u00a0', '\u202f']) {
    const [first = '', ...groups] = whole.split(separator);
    const wellPlaced = groups.length > 0 && groups.every((group) => /^\d{3}$/.test(group));
    if (wellPlaced && /^[1-9]\d{0,2}$/.test(first)) return first + groups.join('');
  }
  return undefined;
}

/** A boolean of S2.2, whatever its case. */
export function readBoolean(cell: string | undefined): boolean | undefined {
  const text = readText(cell);
  if (text === undefined) return undefined;
  const word = foldText(text);
  if (['true', 'yes', 'y', '1', 'ja', 'wahr', '是', 'x'].includes(word)) return true;
  if (['false', 'no', 'n', '0', 'nein', 'falsch', '否'].includes(word)) return false;
  return undefined;
}

/** UTC milliseconds of a cell (S1.3-S1.5, S2.2); a local time is one of `reading.timezone`, else of `timezone`. */
export function readInstant(
  cell: string | undefined,
  timezone: string,
  reading: Reading = {},
): number | undefined {
  const text = readText(cell);
  if (text === undefined) return undefined;
  const zone = reading.timezone ?? timezone;
  return (
    readIso(text, zone) ??
    readLocal(/^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})(?: (?<time>.+))?$/.exec(text), zone) ??
    readLocal(/^(?<y>\d{4})\/(?<m>\d{1,2})\/(?<d>\d{1,2})(?: (?<time>.+))?$/.exec(text), zone) ??
    readLocal(/^(?<y>\d{4})年(?<m>\d{1,2})月(?<d>\d{1,2})日(?: (?<time>.+))?$/.exec(text), zone) ??
    readShort(text, zone, reading.date_order) ??
    readEpoch(text, reading.epoch)
  );
}

const isoDate = /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})$/;
const isoLocal = /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})[T ](?<time>\d{2}:\S+)$/;
const offsetAtEnd = /^(?<local>.+?) ?(?<offset>[Zz]|(?<sign>[+-])(?<h>\d{2})(?::?(?<min>\d{2}))?)$/;

function readIso(text: string, zone: string): number | undefined {
  const date = isoDate.exec(text);
  if (date) return readLocal(date, zone);
  const local = isoLocal.exec(text);
  if (local && !/[Zz+-]/.test(local.groups?.time ?? '')) return readLocal(local, zone);
  const split = offsetAtEnd.exec(text);
  const { local: written = '', sign, h = '0', min = '0' } = split?.groups ?? {};
  if (!split || Number(h) > 23 || Number(min) > 59) return undefined;
  const utc = readLocal(isoLocal.exec(written), 'UTC');
  if (utc === undefined) return undefined;
  const offset = (Number(h) * 60 + Number(min)) * 60_000;
  return sign === '-' ? utc + offset : utc - offset;
}

/** `a/b/yyyy` and `a-b-yyyy` mean nothing without an order; only these forms know AM and PM. */
function readShort(text: string, zone: string, order: 'dmy' | 'mdy' | undefined): number | undefined {
  if (order === undefined) return undefined;
  const written =
    order === 'dmy'
      ? /^(?<d>\d{1,2})(?<mark>[/-])(?<m>\d{1,2})\k<mark>(?<y>\d{4})(?: (?<time>.+))?$/.exec(text)
      : /^(?<m>\d{1,2})(?<mark>[/-])(?<d>\d{1,2})\k<mark>(?<y>\d{4})(?: (?<time>.+))?$/.exec(text);
  return readLocal(written, zone, true);
}

function readEpoch(text: string, unit: 's' | 'ms' | 'us' | undefined): number | undefined {
  if (unit === undefined) return undefined;
  const written = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(text);
  if (!written) return undefined;
  const [, sign, whole = '', fraction] = written;
  if (fraction !== undefined && unit !== 's') return undefined;
  const nanosPerUnit = { s: 1_000_000_000n, ms: 1_000_000n, us: 1_000n }[unit];
  const size = BigInt(whole) * nanosPerUnit + BigInt((fraction ?? '').padEnd(9, '0'));
  const nanos = sign === '-' ? -size : size;
  const cut = nanos % 1_000_000n < 0n ? nanos / 1_000_000n - 1n : nanos / 1_000_000n;
  const first = Date.UTC(1900, 0, 1);
  const end = Date.UTC(2200, 0, 1);
  return cut >= BigInt(first) && cut < BigInt(end) ? Number(cut) : undefined;
}

/** A matched date with its optional time, on the wall clock of `zone`. */
function readLocal(match: RegExpExecArray | null, zone: string, meridiem = false): number | undefined {
  if (!match?.groups) return undefined;
  const { y, m, d, time } = match.groups;
  const year = Number(y);
  const month = Number(m);
  const day = Number(d);
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
    return undefined;
  }
  const clock = time === undefined ? 0 : readClock(time, meridiem);
  return clock === undefined ? undefined : toUtc(Date.UTC(year, month - 1, day) + clock, zone);
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Milliseconds since midnight of `hh:mm[:ss[.fff]]`. */
function readClock(text: string, meridiem: boolean): number | undefined {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([AaPp][Mm]))?$/.exec(text);
  if (!match) return undefined;
  const [, h = '', min = '', s = '0', fraction = '', half] = match;
  let hour = Number(h);
  if (half !== undefined) {
    if (!meridiem || hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  }
  if (hour > 23 || Number(min) > 59 || Number(s) > 59) return undefined;
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
  return ((hour * 60 + Number(min)) * 60 + Number(s)) * 1000 + ms;
}

const known = new Map<string, number>();

/** The instant of a wall-clock time (given as if it were UTC) in a zone, by the rule of S1.4. */
export function toUtc(wallMs: number, zone: string): number {
  if (zone === 'UTC') return wallMs;
  const key = `${wallMs} ${zone}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const wall = Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO('UTC').toPlainDateTime();
  const early = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const skipped = !early.toPlainDateTime().equals(wall);
  const instant = skipped ? endOfGap(early) : early.epochMilliseconds;
  known.set(key, instant);
  return instant;
}

/** The first instant at which the clock has jumped, searched in the day after a time just before the gap. */
function endOfGap(before: Temporal.ZonedDateTime): number {
  const zone = before.timeZoneId;
  let low = before.epochMilliseconds;
  let high = low + 24 * 3_600_000;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, zone) === before.offsetNanoseconds) low = middle;
    else high = middle;
  }
  return high;
}

function offsetAt(instant: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offsetNanoseconds;
}

/** The wall clock of a zone at an instant, as if it were UTC. */
export function toWall(instant: number, zone: string): number {
  return zone === 'UTC' ? instant : instant + offsetAt(instant, zone) / 1_000_000;
}
