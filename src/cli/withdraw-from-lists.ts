import { closeSync, openSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Database } from '../engine/database.js';
import { writeRows } from '../engine/write-rows.js';
import { sql } from '../sql/sql.js';

/**
 * Takes sends out of lists, the files in `sends` of a plan: each row names its send by `send_id`. Rows of text stay as they are, byte for
 * byte. The engine knows the sends as the table `stopped_send`. Returns how many rows were taken out of which lists.
 */
export async function withdrawFromLists(
  database: Database,
  directory: string,
  lists: readonly string[],
  sends: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const removed = new Map<string, number>();
  for (const name of lists) {
    const path = join(directory, name);
    const isText = extname(name) !== '.parquet';
    const rows = isText ? rewriteText(name, path, sends) : await rewriteParquet(database, path);
    if (rows > 0) removed.set(name, rows);
  }
  return removed;
}

/** Where a list is written before it takes the place of the old one. */
export function rewrittenList(path: string): string {
  return `${path}.rest`;
}

async function rewriteParquet(database: Database, path: string): Promise<number> {
  const stopped = sql`FROM read_parquet(${path}) AS list SEMI JOIN stopped_send ON stopped_send.send_id = list.send_id`;
  const [[rows] = []] = await database.rows(sql`SELECT count(*)::DOUBLE ${stopped}`);
  if (rows === 0) return 0;
  const rest = sql`SELECT * EXCLUDE (file_row_number) FROM read_parquet(${path}, file_row_number = true) AS list
    ANTI JOIN stopped_send ON stopped_send.send_id = list.send_id ORDER BY file_row_number`;
  await writeRows(database, rewrittenList(path), 'parquet', rest);
  renameSync(rewrittenList(path), path);
  return Number(rows);
}

/** What a text of a list consists of; ends of lines belong to what they end. What is no row is kept. */
interface Piece {
  readonly text: string;
  /** `element` for a row of an array, which a comma parts from the next one. */
  readonly kind: 'row' | 'element' | 'other';
  /** The `send_id` of the row, worked out when somebody asks. */
  readonly sendId: () => unknown;
}

/** Copies a list without the sends, record by record: it may be larger than a text can be. Returns how many rows are left out. */
function rewriteText(name: string, path: string, sends: ReadonlySet<string>): number {
  const pieces = piecesOf(name, path);
  const file = openSync(rewrittenList(path), 'wx', 0o600);
  let unwritten = '';
  const flush = () => {
    writeFileSync(file, unwritten, 'latin1');
    unwritten = '';
  };
  const write = (text: string) => {
    unwritten += text;
    if (unwritten.length >= bytesAtOnce) flush();
  };
  let removed = 0;
  let before: string | undefined;
  try {
    for (const { text, kind, sendId } of pieces) {
      if (kind !== 'other' && mayName(text, sends) && sends.has(String(sendId()))) {
        removed++;
        continue;
      }
      if (kind === 'row') {
        write(text);
        continue;
      }
      if (before !== undefined) write(kind === 'element' ? `${before},\n` : `${before}\n`);
      before = kind === 'element' ? text.replace(/,?\n$/, '') : undefined;
      if (kind === 'other') write(text);
    }
    flush();
  } finally {
    closeSync(file);
  }
  if (removed > 0) renameSync(rewrittenList(path), path);
  else rmSync(rewrittenList(path));
  return removed;
}

function* piecesOf(name: string, path: string): Generator<Piece> {
  switch (extname(name)) {
    case '.csv':
      yield* delimitedPieces(path, ',');
      break;
    case '.tsv':
      yield* delimitedPieces(path, '\t');
      break;
    case '.jsonl':
      for (const text of linesOf(path)) yield { text, kind: 'row', sendId: () => idInJson(text) };
      break;
    case '.json':
      // The engine writes each element of the array in a line of its own, behind a tab.
      for (const text of linesOf(path)) {
        const kind = text.startsWith('\t{') ? 'element' : 'other';
        yield { text, kind, sendId: () => idInJson(text.replace(/,?\n$/, '')) };
      }
      break;
    default:
      throw new Error(`${name} is no list that sends can be taken out of.`);
  }
}

function* delimitedPieces(path: string, delimiter: ',' | '\t'): Generator<Piece> {
  let column: number | undefined;
  for (const text of recordsOf(path)) {
    if (column === undefined) {
      column = cellsOf(text.replace(byteOrderMark, ''), delimiter).indexOf('send_id');
      yield { text, kind: 'other', sendId: () => undefined };
      continue;
    }
    const place = column;
    yield { text, kind: 'row', sendId: () => cellsOf(text, delimiter)[place] };
  }
}

/** As its bytes appear where each is a character. */
const byteOrderMark = /^\u00ef\u00bb\u00bf/;

/** Cells of a sound record, without their quotes. */
function cellsOf(record: string, delimiter: ',' | '\t'): readonly string[] {
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${delimiter}]*))(?:${delimiter}|$)`, 'gy');
  const cells = record.replace(/\r?\n$/, '').matchAll(cell);
  return [...cells].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}

function idInJson(row: string): unknown {
  return (JSON.parse(row) as { readonly send_id?: unknown }).send_id;
}

/** Records of a delimited text: lines, joined while a quote is open. */
function* recordsOf(path: string): Generator<string> {
  let record = '';
  let isOpen = false;
  for (const line of linesOf(path)) {
    record += line;
    if ((line.split('"').length - 1) % 2 === 1) isOpen = !isOpen;
    if (isOpen) continue;
    yield record;
    record = '';
  }
  if (record !== '') yield record;
}

const bytesAtOnce = 1_048_576;

/** Lines with their ends; each byte is one character, so that what is written again is what was read. */
function* linesOf(path: string): Generator<string> {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(bytesAtOnce);
  let open = '';
  try {
    for (let bytes = readSync(file, buffer); bytes > 0; bytes = readSync(file, buffer)) {
      const lines = (open + buffer.toString('latin1', 0, bytes)).split('\n');
      open = lines.pop() ?? '';
      for (const line of lines) yield `${line}\n`;
    }
  } finally {
    closeSync(file);
  }
  if (open !== '') yield open;
}

/** An id of a send is like no other word (S6.10). */
const sendIds = /(?<![A-Za-z0-9])[a-z2-7]{20}(?![A-Za-z0-9])/g;

/** Whether an id of one of the sends stands anywhere in a row: a quick answer for nearly all of them. */
function mayName(row: string, sends: ReadonlySet<string>): boolean {
  return (row.match(sendIds) ?? []).some((id) => sends.has(id));
}
