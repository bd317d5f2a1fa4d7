import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { sql } from '../sql/sql.js';
import type { Database } from './database.js';
import { rawLines } from './raw-lines.js';
import { findZstdDamage } from './zstd-frames.js';

/** How a file is packed, as the engine names it. */
export type Compression = 'uncompressed' | 'gzip' | 'zstd';

/** By the name's ending, in whatever case: file systems and exports write `.GZ`, too. */
function compressionOf(path: string): Compression {
  if (/\.gz$/i.test(path)) return 'gzip';
  if (/\.zst$/i.test(path)) return 'zstd';
  return 'uncompressed';
}

/** By the first bytes, else by the name: exports are downloaded as gzip data under a `.csv` name, too. */
export async function compressionByContent(path: string): Promise<Compression> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const start = buffer.toString('hex', 0, bytesRead);
    if (start.startsWith('1f8b08')) return 'gzip';
    // A frame, or a skippable one before it (RFC 8878, 3.1).
    if (/^(?:28b52ffd|5.2a4d18)$/.test(start)) return 'zstd';
    return compressionOf(path);
  } finally {
    await file.close();
  }
}

/**
 * What is wrong with a compressed file as a whole, or undefined. The engine stops without a word where the data end,
 * and checks no sums: half a download would count as a smaller export. So a `.gz` is unpacked once up to its
 * checksum, and the frames of a `.zst` are walked to the last one.
 */
export async function findDamage(path: string, compression: Compression): Promise<string | undefined> {
  switch (compression) {
    case 'uncompressed':
      return undefined;
    case 'gzip':
      return findGzipDamage(path);
    case 'zstd':
      return findZstdDamage(path);
  }
}

async function findGzipDamage(path: string): Promise<string | undefined> {
  const unpacking = createGunzip({ chunkSize: 1 << 18 });
  const nowhere = new Writable({ write: (_bytes, _encoding, done) => done() });
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 18 }), unpacking, nowhere);
  } catch (error) {
    if (error instanceof Error && /^Z_/.test((error as NodeJS.ErrnoException).code ?? ''))
      return error.message;
    throw error;
  }
  // What follows the last member is ignored here and refused by the engine in the middle of its work.
  const { size } = await stat(path);
  return unpacking.bytesWritten < size ? 'something else follows the compressed data' : undefined;
}

/**
 * The bytes of a text file, unpacked. Those of a `.zst` come through the engine, line by line: their line ends are all
 * `\n` then, and lines keep their numbers but not their offsets.
 */
export async function* unpackedBytes(
  path: string,
  compression: Compression,
  database: Database,
): AsyncGenerator<Buffer> {
  if (compression === 'zstd') {
    yield* linesThroughEngine(path, database);
    return;
  }
  const { size } = await stat(path);
  const file = createReadStream(path, { highWaterMark: Math.min(1 << 20, Math.max(size, 1 << 12)) });
  const source = compression === 'gzip' ? file.pipe(createGunzip()) : file;
  file.on('error', (error) => source.destroy(error));
  try {
    for await (const bytes of source) yield bytes as Buffer;
  } finally {
    file.destroy();
    source.destroy();
  }
}

async function* linesThroughEngine(path: string, database: Database): AsyncGenerator<Buffer> {
  const query = sql`SELECT line FROM read_csv(${path}, ${rawLines}, compression = 'zstd')`;
  let isEmpty = true;
  for await (const chunk of database.stream(query)) {
    isEmpty = false;
    yield bytesOf(chunk.getColumnValues(0));
  }
  // A stream of few rows now and then ends before its first; asked for as a whole, they are there.
  if (isEmpty) yield bytesOf((await database.rows(query)).map(([line]) => line));
}

function bytesOf(lines: readonly unknown[]): Buffer {
  return Buffer.from(lines.map((line) => `${line ?? ''}\n`).join(''));
}
