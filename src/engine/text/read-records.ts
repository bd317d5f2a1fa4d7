import type { Database } from '../database.js';
import type { TextLayout } from './layout.js';
import { type Habits, type ReadRecord, RecordReader, type Visit } from './record-reader.js';
import { readText, type TextFile } from './text-file.js';

/** A text that is not as plain as it could be, and what is known of it as a whole. */
export interface Surveyed {
  readonly file: TextFile;
  readonly layout: TextLayout;
  readonly habits: Habits;
  /** Lines behind the last record that belong to no table, such as a copyright notice, or undefined. */
  readonly footer: { readonly line: number; readonly lines: number } | undefined;
}

/** Why a text can not be read at all. */
export type TextProblem =
  | { readonly kind: 'bad-bytes'; readonly line: number; readonly raw: Buffer }
  | { readonly kind: 'bad-encoding'; readonly line: number; readonly lines: number }
  | { readonly kind: 'open-quote'; readonly line: number };

const longestFooter = 25;

/** Reads a text once for what holds for all of it. */
export async function survey(
  file: TextFile,
  layout: TextLayout,
  form: Pick<Habits, 'returnEnds' | 'strayQuotes'>,
  database: Database,
): Promise<Surveyed | TextProblem> {
  const found = { spans: false, damaged: false, badBytes: undefined as TextProblem | undefined };
  let tail = { line: 0, lines: 0, isFooter: false };
  const look = ({ kind, reason, breaks, line, raw }: ReadRecord): undefined => {
    if (kind === 'sound') {
      if (breaks > 0) found.spans = true;
      tail = { line: 0, lines: 0, isFooter: false };
    } else if (kind === 'blank') {
      if (tail.lines === 0) tail = { line: 0, lines: 0, isFooter: true };
    } else {
      found.damaged = true;
      if (reason === 'not_utf8') found.badBytes ??= { kind: 'bad-bytes', line, raw: Buffer.from(raw) };
      tail = {
        line: tail.line || line,
        lines: tail.lines + 1,
        isFooter: tail.isFooter && reason === 'too_few_cells',
      };
    }
  };
  const reader = new RecordReader(layout, { ...form, spans: 'unknown', damaged: false }, look);
  const damage = await readAll(file, database, reader);
  if (damage !== undefined) return { kind: 'bad-encoding', ...damage };
  if (found.badBytes !== undefined) return found.badBytes;
  const isFooter = tail.isFooter && tail.lines > 0 && tail.lines <= longestFooter;
  return {
    file,
    layout,
    habits: { ...form, spans: found.spans ? 'yes' : 'no', damaged: found.damaged },
    footer: isFooter ? { line: tail.line, lines: tail.lines } : undefined,
  };
}

/** Hands every record of a text on, the broken ones among them; lines without content and the footer are none. */
export async function readRecords(
  { file, layout, habits, footer }: Surveyed,
  database: Database,
  visit: Visit,
): Promise<TextProblem | undefined> {
  const pass = (record: ReadRecord) => {
    const isContent = record.kind !== 'blank' && (footer === undefined || record.line < footer.line);
    return isContent ? visit(record) : undefined;
  };
  const reader = new RecordReader(layout, habits, pass);
  await readAll(file, database, reader);
  return reader.openQuote === undefined ? undefined : { kind: 'open-quote', line: reader.openQuote };
}

async function readAll(file: TextFile, database: Database, reader: RecordReader) {
  const damage = await readText(file, database, (bytes) => {
    reader.push(bytes);
    return reader.done ? 'enough' : 'more';
  });
  reader.end();
  return damage;
}
