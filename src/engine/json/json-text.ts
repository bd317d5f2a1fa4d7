import { closeSync, openSync, writeSync } from 'node:fs';
import type { Compression } from '../compression.js';
import type { Database } from '../database.js';
import { fileProblem } from '../file-problem.js';
import type { InspectedFile, Opened } from '../source-file.js';
import { readSample, type Sample } from '../text/sample.js';
import { readText, type TextFile } from '../text/text-file.js';

/** JSON text as the engine can read it: UTF-8 and, unless it is a document, without a byte order mark. */
export interface JsonText {
  readonly path: string;
  readonly compression: Compression;
  /** Whether offsets in it are offsets in the file, unpacked. */
  readonly hasOffsets: boolean;
  /** Its first characters. */
  readonly beginning: string;
}

/** The text of a JSON file: the file itself, or a copy in UTF-8. The problem when it is no text. */
export async function openJsonText(
  file: InspectedFile,
  encoding: string | undefined,
  database: Database,
): Promise<JsonText | Extract<Opened, { problem: unknown }>> {
  const sample = await readSample(file.path, file.compression, encoding, database);
  if (sample.kind !== 'text') return fileProblem(file, sample);
  const { path, compression } = file;
  const text = { path, compression, beginning: sample.text, hasOffsets: compression !== 'zstd' };
  if (sample.encoding === 'utf-8' && !sample.bom) return text;
  return copyOf(file, sample, database);
}

async function copyOf(
  file: InspectedFile,
  { encoding, text }: Extract<Sample, { kind: 'text' }>,
  database: Database,
): Promise<JsonText | Extract<Opened, { problem: unknown }>> {
  const path = database.scratchFile('json');
  const damage = await writeCopy(
    { path: file.path, compression: file.compression, encoding },
    path,
    database,
  );
  if (damage !== undefined) return fileProblem(file, { kind: 'bad-encoding', ...damage, encoding });
  return { path, compression: 'uncompressed', beginning: text, hasOffsets: false };
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const flushAt = 1 << 18;

async function writeCopy(file: TextFile, path: string, database: Database) {
  const copy = openSync(path, 'wx', 0o600);
  let pending: Buffer[] = [];
  let size = 0;
  let isFirst = true;
  const flush = () => {
    let bytes = Buffer.concat(pending);
    if (isFirst && bytes.subarray(0, 3).equals(byteOrderMark)) bytes = bytes.subarray(3);
    for (let written = 0; written < bytes.length; ) written += writeSync(copy, bytes, written);
    isFirst = false;
    pending = [];
    size = 0;
  };
  try {
    const damage = await readText(file, database, (bytes) => {
      pending.push(Buffer.from(bytes));
      size += bytes.length;
      if (size > flushAt) flush();
      return 'more';
    });
    flush();
    return damage;
  } finally {
    closeSync(copy);
  }
}
