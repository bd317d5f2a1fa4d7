import type { Dialect } from '../model/config.js';
import { join, raw, type Sql, sql } from '../sql/sql.js';
import type { Database } from './database.js';
import { type FileProblem, fileProblem } from './file-problem.js';
import { repeatedHeader } from './mapping.js';
import type { InspectedFile, Opened, SourceFile } from './source-file.js';
import { detectLayout } from './text/detect-layout.js';
import type { Encoding, TextLayout } from './text/layout.js';
import { pasteable } from './text/pasteable.js';
import { readRecords, type Surveyed, survey, type TextProblem } from './text/read-records.js';
import { RecordCheck } from './text/record-check.js';
import type { ReadRecord } from './text/record-reader.js';
import type { Sample } from './text/sample.js';
import { readText, type TextFile } from './text/text-file.js';
import { tidyLayout, writeTidyCopy } from './text/tidy-copy.js';

/**
 * Delimited text. What a record is, is decided here and never by the engine: a text that is regular throughout is read
 * by the engine as it is, and of any other it gets a tidy copy of the sound records. In both cases it has to find as
 * many as were counted here.
 */
export async function openDelimited(
  file: InspectedFile,
  sample: Extract<Sample, { kind: 'text' }>,
  dialect: Dialect,
  mapped: readonly string[],
  database: Database,
): Promise<Opened> {
  const beginning = sample.text.slice(0, detectedCharacters);
  const isAll = sample.complete && beginning.length === sample.text.length;
  const found = detectLayout(beginning, isAll, dialect, file.path, mapped);
  if (found.kind !== 'layout') return fileProblem(file, found);
  const { notes } = found;
  // Only a declaration can say that a text knows no quotes; a sample shows no more than that it has none so far.
  const neverQuotes = found.layout.quote === '' && dialect.quote === undefined;
  const layout = neverQuotes ? { ...found.layout, quote: '"', escape: '"' } : found.layout;
  // A line that is found to end here goes on for others: the text has line ends of two kinds.
  if (layout.header.some((name) => name.includes('\r')))
    return fileProblem(file, { kind: 'mixed-line-ends', line: layout.headerLine });
  const twice = repeatedHeader(layout.header);
  if (twice !== undefined) return fileProblem(file, { kind: 'duplicate-header', header: twice });
  const text: TextFile = { path: file.path, compression: file.compression, encoding: sample.encoding };
  const returnEnds = sample.text.includes('\r') && !sample.text.includes('\n');
  const strayQuotes = neverQuotes ? 'text' : 'damage';
  const told = { dialect: pasteable(layout, sample.encoding), notes };

  const checked =
    isPlain(layout, sample.encoding) && !returnEnds ? await check(text, layout, database) : undefined;
  if (checked?.regular) return { file: { ...file, ...told, ...asItIs(text, layout, checked, database) } };

  const surveyed = await survey(text, layout, { returnEnds, strayQuotes }, database);
  if ('kind' in surveyed) return fileProblem(file, problemOf(surveyed, sample.encoding));
  const copy = database.scratchFile('csv');
  const tidy = await writeTidyCopy(surveyed, copy, database);
  if ('kind' in tidy) return fileProblem(file, problemOf(tidy, sample.encoding));
  const { footer } = surveyed;
  return {
    file: {
      ...file,
      dialect: told.dialect,
      notes: footer === undefined ? notes : [...notes, footerNote(footer)],
      format: 'csv',
      columns: layout.header,
      readsFrom: copy,
      trimmed: false,
      scan: () => scanOf(copy, 'uncompressed', tidyLayout, layout.header.length, true),
      records: tidy.records,
      broken: tidy.broken,
      walk: walker(surveyed, database),
    },
  };
}

/** Enough to see how a text is written; what is different further down is met by the check. */
const detectedCharacters = 1 << 16;

/** The parts of an opened file that the engine can read as it is. */
function asItIs(
  text: TextFile,
  layout: TextLayout,
  checked: RecordCheck,
  database: Database,
): Pick<SourceFile, 'format' | 'columns' | 'readsFrom' | 'trimmed' | 'scan' | 'records' | 'broken' | 'walk'> {
  const habits = { spans: 'yes', returnEnds: false, strayQuotes: 'damage', damaged: false } as const;
  return {
    format: 'csv',
    columns: layout.header,
    readsFrom: text.path,
    trimmed: checked.trimmed,
    // The engine's parallel reader may lose its place in a cell that spans lines.
    scan: () => scanOf(text.path, text.compression, layout, layout.header.length, checked.spanning === 0),
    records: checked.records,
    broken: new Map(),
    walk: walker({ file: text, layout, habits, footer: undefined }, database),
  };
}

/** Nothing is left for the engine to guess. */
function scanOf(
  path: string,
  compression: string,
  { delimiter, quote }: { readonly delimiter: string; readonly quote: string },
  columns: number,
  parallel: boolean,
): Sql {
  const indexes = Array.from({ length: columns }, (_, index) => index);
  const names = indexes.map((index) => raw(`c${index}`));
  const types = indexes.map((index) => raw(`'c${index}': 'VARCHAR'`));
  return sql`SELECT false AS bad, ${join(names, ', ')} FROM read_csv(${path}, auto_detect = false, header = true,
    delim = ${delimiter}, quote = ${quote}, escape = ${quote}, strict_mode = true, parallel = ${raw(String(parallel))},
    compression = ${compression}, columns = {${join(types, ', ')}})`;
}

/** What the fast check can follow. */
function isPlain(layout: TextLayout, encoding: string): boolean {
  const { delimiter, quote, headerLine, headerRows } = layout;
  const isOneByte = (text: string) => text === '' || (text.length === 1 && text < '\u0080');
  return (
    encoding === 'utf-8' &&
    headerLine === 1 &&
    headerRows === 1 &&
    isOneByte(delimiter) &&
    isOneByte(quote) &&
    (quote === '' || layout.escape === quote)
  );
}

async function check(text: TextFile, layout: TextLayout, database: Database): Promise<RecordCheck> {
  const { delimiter, quote, header } = layout;
  const records = new RecordCheck({ delimiter, quote, columns: header.length });
  await readText(text, database, (bytes) => {
    records.push(bytes);
    return records.regular ? 'more' : 'enough';
  });
  records.end();
  return records;
}

const longestText = 4096;

function walker(source: Surveyed, database: Database): NonNullable<SourceFile['walk']> {
  const { encoding, compression } = source.file;
  const hasOffsets = encoding === 'utf-8' && compression !== 'zstd';
  return async (visit) => {
    await readRecords(source, database, (record: ReadRecord) => {
      const column = record.cell === undefined ? undefined : source.layout.header[record.cell];
      return visit({
        reason: record.reason,
        line: record.line,
        text: () => record.raw.subarray(0, longestText).toString('utf8'),
        ...(column === undefined ? {} : { column }),
        ...(hasOffsets ? { offset: record.offset } : {}),
      });
    });
  };
}

function problemOf(problem: TextProblem, encoding: Encoding): FileProblem {
  return problem.kind === 'bad-encoding' ? { ...problem, encoding } : problem;
}

function footerNote({ line, lines }: { readonly line: number; readonly lines: number }): string {
  return lines === 1
    ? `footer in line ${line} skipped`
    : `footer of ${lines} lines from line ${line} skipped`;
}
