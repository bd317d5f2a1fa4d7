import { open } from 'node:fs/promises';
import { type Compression, unpackedBytes } from '../compression.js';
import type { Database } from '../database.js';
import { type EncodingDamage, transcoded } from './encodings.js';
import type { Encoding } from './layout.js';

/** A file of text: where it is, and how its bytes become UTF-8. */
export interface TextFile {
  readonly path: string;
  readonly compression: Compression;
  readonly encoding: Encoding;
}

const pieceBytes = 1 << 20;

/**
 * Hands the text of a file on as UTF-8, unpacked, in pieces, until `take` says that it has enough. Gives what was no
 * text in the declared encoding; bytes that claim to be UTF-8 are handed on as they are. A piece may be overwritten
 * once `take` has returned.
 */
export async function readText(
  file: TextFile,
  database: Database,
  take: (bytes: Buffer) => 'more' | 'enough',
): Promise<EncodingDamage | undefined> {
  if (file.encoding === 'utf-8' && file.compression === 'uncompressed') {
    await readPlain(file.path, take);
    return undefined;
  }
  const bytes = unpackedBytes(file.path, file.compression, database);
  const text = file.encoding === 'utf-8' ? undefined : transcoded(bytes, file.encoding);
  for await (const piece of text ?? bytes) {
    if (take(piece) === 'enough') return undefined;
  }
  return text?.damage();
}

/** Two buffers in turn: the next piece is read while this one is looked at. */
async function readPlain(path: string, take: (bytes: Buffer) => 'more' | 'enough'): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = Math.min(pieceBytes, size + 1);
    let [here, there] = [Buffer.allocUnsafe(length), Buffer.allocUnsafe(length)];
    let reading = file.read(here, 0, length, null);
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      const piece = here.subarray(0, bytesRead);
      [here, there] = [there, here];
      reading = file.read(here, 0, length, null);
      if (take(piece) === 'enough') {
        await reading;
        return;
      }
    }
  } finally {
    await file.close();
  }
}
