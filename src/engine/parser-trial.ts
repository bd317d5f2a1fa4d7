import { createReadStream } from 'node:fs';
import { type Sql, sql } from '../sql/sql.js';
import { unpackedBytes } from './compression.js';
import type { Database } from './database.js';
import type { FileProblem } from './file-problem.js';
import { type RecordLayout, RecordScanner } from './record-scanner.js';
import type { InspectedFile } from './source-file.js';

/** How the engine's parser has to read a file, or why it can not. */
export type Trial = { readonly parallel: boolean } | { readonly problem: FileProblem };

/**
 * Lets the parser read a file once, for nothing but its mistakes. There are two, and one mode is right where the other is
 * wrong: in parallel, a record with two badly quoted cells is rejected, and yet what is left of it may appear as a row;
 * otherwise, an open quote swallows the rest of the file without a reject. Line ends of two kinds
 * stop it in the middle of a run. All of this takes quotes or carriage returns, so most files are only searched for these.
 */
export async function tryParser(
  file: InspectedFile,
  layout: RecordLayout & { readonly kind: 'cells' },
  scan: (rejects: string) => Sql,
  database: Database,
): Promise<Trial> {
  if (file.compression === 'uncompressed' && !(await containsAny(file.path, [layout.quote, '\r'])))
    return { parallel: true };
  const rejects = database.freshName('rejects_trial');
  try {
    await database.rows(sql`SELECT count(*) FROM (${scan(rejects)})`);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (/does not support a full read/.test(error.message))
      return withoutOpenQuote(file, layout, database, false);
    if (/invalid state/.test(error.message)) return mixedLineEnds(file, layout, database, error);
    throw error;
  }
  const [row] = await database.rows(
    sql`SELECT max(mistakes) FROM (SELECT count(*)::INTEGER AS mistakes FROM query_table(${rejects})
      WHERE error_type = 'UNQUOTED VALUE' GROUP BY line)`,
  );
  const mistakes = Number(row?.[0] ?? 0);
  return mistakes === 0 ? { parallel: true } : withoutOpenQuote(file, layout, database, mistakes === 1);
}

/** One open quote makes a single broken record of all that follows: too much to be quarantined in silence. */
async function withoutOpenQuote(
  file: InspectedFile,
  layout: RecordLayout,
  database: Database,
  parallel: boolean,
): Promise<Trial> {
  const { openQuote } = await scanAll(file, layout, database);
  return openQuote === undefined ? { parallel } : { problem: { kind: 'open-quote', line: openQuote } };
}

async function mixedLineEnds(
  file: InspectedFile,
  layout: RecordLayout,
  database: Database,
  error: Error,
): Promise<Trial> {
  const { lineEnds } = await scanAll(file, layout, database);
  if (lineEnds.size < 2) throw error;
  return { problem: { kind: 'mixed-line-ends', lineEnds } };
}

async function scanAll(
  file: InspectedFile,
  layout: RecordLayout,
  database: Database,
): Promise<RecordScanner> {
  const scanner = new RecordScanner(layout, () => undefined);
  for await (const bytes of unpackedBytes(file.path, file.compression, database)) scanner.scan(bytes);
  scanner.end();
  return scanner;
}

async function containsAny(path: string, characters: readonly string[]): Promise<boolean> {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  for await (const bytes of file) {
    if (characters.some((character) => (bytes as Buffer).includes(character))) return true;
  }
  return false;
}
