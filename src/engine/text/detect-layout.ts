import type { Dialect } from '../../model/config.js';
import { doubtHeader } from './detect-doubts.js';
import { readWith } from './detect-quoting.js';
import { type SampleText, skipLines } from './detect-records.js';
import { findTable, fits, type Table } from './detect-table.js';
import type { TextLayout } from './layout.js';
import type { LayoutQuestion } from './layout-question.js';

/** How a text is written, or what about it has to be asked. Lines are physical ones, from 1. */
export type Detection =
  | {
      readonly kind: 'layout';
      readonly layout: TextLayout;
      /** What was found beyond the plainest form, in a few words each. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'empty' }
  /** More than one delimiter fits equally well. */
  | { readonly kind: 'ambiguous'; readonly delimiters: readonly string[] }
  /** No delimiter fits; the nearest one, and the share of the records that have as many cells as the header. */
  | { readonly kind: 'ragged'; readonly delimiter: string; readonly share: number }
  /** A quote of the header is in a wrong place. */
  | { readonly kind: 'open-quote'; readonly line: number }
  /** Where the header is, or where the table ends, is not certain. */
  | LayoutQuestion;

const candidates = [',', ';', '\t', '|'] as const;

/**
 * Finds out how a delimited text is written, on a sample: the beginning of the file, decoded, without byte order mark;
 * `complete` when that is all of it. What is declared is kept, `mapped` are the headers that the config names. A
 * delimiter that yields those goes before one that does not, then the one that more records agree with. A text has one
 * column only if no delimiter occurs in its header. What two readings fit equally well is never guessed (S2.2).
 */
export function detectLayout(
  sample: string,
  complete: boolean,
  declared: Dialect,
  fileName: string,
  mapped: readonly string[],
): Detection {
  const text = complete ? sample : wholeLines(sample);
  const named = delimiterLine(text);
  const begin = skipLines(text, Math.max(declared.skip_rows ?? 0, named === undefined ? 0 : 1));
  const expected = {
    mapped,
    isPlaced: declared.skip_rows !== undefined,
    headerRows: declared.header_rows ?? 1,
  };
  const delimiter = declared.delimiter ?? named;
  const delimiters = delimiter === undefined ? candidatesFor(text) : [delimiter];
  const tables = delimiters.flatMap(
    (candidate) => tableWith(candidate, { text, complete, ...begin }, declared, expected) ?? [],
  );
  // With one of them the text is nothing but empty cells.
  if (tables.length < delimiters.length) return { kind: 'empty' };
  const found = choose(delimiter === undefined ? preferTabs(tables, fileName) : tables);
  if ('kind' in found) return found;
  if (found.headerRecord.broken) return { kind: 'open-quote', line: found.headerRecord.line };
  const doubt = declared.header_rows === undefined ? doubtHeader(found) : undefined;
  if (doubt !== undefined) return doubt;
  const { reading } = found;
  const layout = {
    delimiter: reading.delimiter,
    quote: reading.quote,
    escape: reading.escape,
    header: found.header,
    headerLine: found.headerRecord.line,
    headerRows: expected.headerRows,
  };
  return { kind: 'layout', layout, notes: notesOn(layout, found, named) };
}

/** Those that occur; of the others one is enough, because all of them make the text one column. */
function candidatesFor(text: string): readonly string[] {
  const absent = candidates.find((candidate) => !text.includes(candidate));
  return candidates.filter((candidate) => candidate === absent || text.includes(candidate));
}

function tableWith(
  delimiter: string,
  sample: SampleText,
  declared: Dialect,
  expected: Parameters<typeof findTable>[1],
): Table | undefined {
  return findTable(readWith(delimiter, sample, declared), expected);
}

function choose(tables: readonly Table[]): Table | Detection {
  const parted = tables.filter(({ header }) => header.length > 1);
  const fitting = parted.filter((table) => table.titles !== 'likely' && fits(table)).sort(byFit);
  const [best, second] = fitting;
  if (best !== undefined && second !== undefined && byFit(best, second) === 0) {
    const equal = fitting.filter((other) => byFit(best, other) === 0);
    return { kind: 'ambiguous', delimiters: equal.map(({ reading }) => reading.delimiter) };
  }
  if (best?.hasMapped) return best;
  // A name such as "company, or domain" may be the only one; then the config has it.
  const lone = tables.find((table) => isOneColumn(table) && (table.hasMapped || parted.length === 0));
  const chosen = best ?? lone;
  if (chosen !== undefined) return chosen;
  const [likely] = parted.filter(({ titles }) => titles === 'likely').sort(byFit);
  if (likely !== undefined) return { kind: 'title-lines', headerLine: likely.headerRecord.line };
  const nearest = (parted.length > 0 ? parted : tables).reduce((a, b) => (b.share > a.share ? b : a));
  return { kind: 'ragged', delimiter: nearest.reading.delimiter, share: nearest.share };
}

function byFit(a: Table, b: Table): number {
  return Number(b.hasMapped) - Number(a.hasMapped) || b.share - a.share;
}

/** Broken quotes are a matter of single records, which are quarantined. */
function isOneColumn({ header, rows }: Table): boolean {
  return header.length === 1 && rows.every(({ cells }) => cells.length === 1);
}

/** What a name says of tabs is believed if the header has any. */
function preferTabs(tables: readonly Table[], fileName: string): readonly Table[] {
  const tabs = tables.filter(({ reading, header }) => reading.delimiter === '\t' && header.length > 1);
  return tabs.length > 0 && /\.(tsv|tab)(\.|$)/i.test(fileName) ? tabs : tables;
}

/** What the line `sep=;` that Excel understands says, when the text begins with one. */
function delimiterLine(text: string): string | undefined {
  return /^"?sep=([^\r\n])\1*"?[ ]*(?:[\r\n]|$)/i.exec(text)?.[1];
}

/** A sample may end in the middle of a line. */
function wholeLines(sample: string): string {
  const end = sample.lastIndexOf(sample.includes('\n') ? '\n' : '\r');
  return sample.slice(0, end + 1) || sample;
}

function notesOn(layout: TextLayout, table: Table, named: string | undefined): readonly string[] {
  const { delimiter, quote, headerLine, headerRows } = layout;
  const name = (character: string) => (character === '\t' ? 'tab' : JSON.stringify(character));
  return [
    ...(delimiter === ',' ? [] : [`delimiter ${name(delimiter)}`]),
    ...(named === undefined ? [] : ['delimiter named in line 1']),
    ...(quote === '"' ? [] : [quote === '' ? 'no quotes around cells' : `quote ${quote}`]),
    ...(layout.escape === quote || quote === '' ? [] : [`escape ${layout.escape}`]),
    ...(headerLine === 1 ? [] : [`header in line ${headerLine}`]),
    ...(headerRows === 1 ? [] : [`${headerRows} header lines`]),
    ...(table.endsWithDelimiter ? ['each line ends with a delimiter'] : []),
  ];
}
