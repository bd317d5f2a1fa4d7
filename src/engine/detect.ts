import { CsvError, parse } from 'csv-parse/sync';
import type { Dialect } from '../model/config.js';
import { headerKey } from './aliases.js';
import { type LineEnd, RecordScanner } from './record-scanner.js';

/** How a delimited file is to be parsed: every choice explicit. */
export interface CsvLayout {
  readonly delimiter: string;
  readonly quote: string;
  /** Header cells: trimmed, NFC. */
  readonly header: readonly string[];
  /** Blank lines before the header. */
  readonly blankLines: number;
}

export type Detection =
  | { readonly kind: 'layout'; readonly layout: CsvLayout }
  | { readonly kind: 'empty' }
  | { readonly kind: 'ambiguous'; readonly delimiters: readonly string[] }
  | { readonly kind: 'ragged'; readonly delimiter: string; readonly share: number }
  | { readonly kind: 'mixed-line-ends'; readonly lineEnds: ReadonlyMap<LineEnd, number> };

const candidates = [',', ';', '\t', '|'] as const;
const sampledRecords = 200;
/** Of the sampled records, those that must have as many cells as the header. A few may be broken; they are quarantined. */
const neededShare = 0.8;
/** Of so few records one or two broken ones are a large share: half of them must agree, or all but one. */
const fewRecords = 10;

/** A text as it looks with one delimiter. */
interface Attempt {
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly rows: number;
  /** Share of the rows that have as many cells as the header. */
  readonly share: number;
  /** Whether the header has every column that the config names. */
  readonly hasMapped: boolean;
}

/**
 * Finds delimiter and header of a delimited text on a sample, with quotes respected. Declared values are kept. A
 * delimiter that yields the columns of the config goes before one that does not, then the one that more rows agree
 * with. A text has one column only if no delimiter occurs in its header.
 */
export function detectLayout(
  sample: string,
  complete: boolean,
  declared: Dialect,
  fileName: string,
  mapped: readonly string[],
): Detection {
  const quote = declared.quote ?? '"';
  const text = complete ? sample : sample.slice(0, sample.lastIndexOf('\n') + 1) || sample;
  const delimiters = declared.delimiter === undefined ? candidates : [declared.delimiter];
  const attempts = delimiters.map((delimiter) => attempt(text, complete, delimiter, quote, mapped));
  if (attempts.every(({ header }) => header.length === 0)) return { kind: 'empty' };
  const found = choose(declared.delimiter === undefined ? preferTabs(attempts, fileName) : attempts);
  if ('kind' in found) return found;
  const { delimiter, header } = found;
  const lineEnds = lineEndsOf(text, delimiter, quote, header.length);
  if (lineEnds.size > 1) return { kind: 'mixed-line-ends', lineEnds };
  return { kind: 'layout', layout: { delimiter, quote, header, blankLines: leadingBlankLines(text) } };
}

function choose(attempts: readonly Attempt[]): Attempt | Detection {
  const parted = attempts.filter(({ header }) => header.length > 1);
  const fitting = parted.filter(fits).sort(byFit);
  const [best, second] = fitting;
  if (best !== undefined && second !== undefined && byFit(best, second) === 0) {
    const equal = fitting.filter((other) => byFit(best, other) === 0);
    return { kind: 'ambiguous', delimiters: equal.map(({ delimiter }) => delimiter) };
  }
  if (best?.hasMapped) return best;
  // A name such as "company, or domain" may be the only one; then the config has it.
  const lone = attempts.find(
    ({ header, share, hasMapped }) =>
      header.length === 1 && share === 1 && (hasMapped || parted.length === 0),
  );
  const chosen = best ?? lone;
  if (chosen !== undefined) return chosen;
  const nearest = (parted.length > 0 ? parted : attempts).reduce((a, b) => (b.share > a.share ? b : a));
  return { kind: 'ragged', delimiter: nearest.delimiter, share: nearest.share };
}

function fits({ rows, share }: Attempt): boolean {
  const agreeing = Math.round(rows * share);
  return share >= neededShare || (rows <= fewRecords && (agreeing * 2 >= rows || agreeing >= rows - 1));
}

function byFit(a: Attempt, b: Attempt): number {
  return Number(b.hasMapped) - Number(a.hasMapped) || b.share - a.share;
}

/** What a name says of tabs is believed if the header has any. */
function preferTabs(attempts: readonly Attempt[], fileName: string): readonly Attempt[] {
  const tabs = attempts.filter(({ delimiter, header }) => delimiter === '\t' && header.length > 1);
  return tabs.length > 0 && /\.(tsv|tab)(\.|$)/i.test(fileName) ? tabs : attempts;
}

function attempt(
  text: string,
  complete: boolean,
  delimiter: string,
  quote: string,
  mapped: readonly string[],
): Attempt {
  const records = readRecords(text, complete, delimiter, quote);
  const header = (records[0] ?? []).map((cell) => cell.trim().normalize('NFC'));
  const rows = records.slice(1);
  const agreeing = rows.filter((row) => row.length === header.length).length;
  const keys = new Set(header.map(headerKey));
  const hasMapped = mapped.length > 0 && mapped.every((name) => keys.has(headerKey(name)));
  return {
    delimiter,
    header,
    rows: rows.length,
    share: rows.length === 0 ? 1 : agreeing / rows.length,
    hasMapped,
  };
}

function readRecords(text: string, complete: boolean, delimiter: string, quote: string): string[][] {
  const options = {
    delimiter,
    quote,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    to: sampledRecords,
  };
  try {
    return parse(text, options);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The last quoted cell has no end: because the sample is cut in it, or because its quote is a stray one. The records
    // before it still tell; without any, quotes are taken literally.
    const before = Number(error.records);
    return before > (complete ? 1 : 0)
      ? parse(text, { ...options, to: before })
      : parse(text, { ...options, quote: null });
  }
}

function lineEndsOf(
  text: string,
  delimiter: string,
  quote: string,
  columns: number,
): ReadonlyMap<LineEnd, number> {
  const scanner = new RecordScanner({ kind: 'cells', delimiter, quote, columns }, () => undefined);
  scanner.scan(Buffer.from(text));
  return scanner.lineEnds;
}

function leadingBlankLines(text: string): number {
  const [blank = ''] = /^\ufeff?[\r\n]*/.exec(text) ?? [];
  return blank.match(/\r\n|\r|\n/g)?.length ?? 0;
}
