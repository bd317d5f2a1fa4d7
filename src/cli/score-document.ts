import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../engine/database.js';
import { type Selection, writeScores } from '../engine/results.js';

/**
 * Writes one JSON document to `path`: the head, then the leads under their plural noun. The rows are written by the engine
 * to `scratch` and copied, so that a million of them never become JavaScript values.
 */
export async function documentOf(
  database: Database,
  head: object,
  scratch: string,
  path: string,
  selection: Selection,
): Promise<void> {
  await writeScores(database, scratch, 'json', selection);
  await rowsDocument(head, 'leads', scratch, path);
}

/** Writes the head, and under a plural noun the rows, a JSON array that the engine has written to `rows`. */
export async function rowsDocument(head: object, noun: string, rows: string, path: string): Promise<void> {
  const opening = JSON.stringify({ schemaVersion: 1, ...head }, null, 2).replace(/\n\}$/, `,\n  "${noun}": `);
  const file = createWriteStream(path, { mode: 0o600 });
  file.write(opening);
  await pipeline(createReadStream(rows), file, { end: false });
  await new Promise<void>((done, failed) =>
    file.end('}\n', (error?: Error | null) => (error ? failed(error) : done())),
  );
}

/** Copies a finished file to standard output, which stays open. */
export async function printDocument(path: string, stdout: NodeJS.WritableStream): Promise<void> {
  await pipeline(createReadStream(path), stdout, { end: false });
}

/** What a result was computed with, to be recognised later. */
export function configHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
