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

/**
 * Hands the text of a file on as UTF-8, unpacked, in pieces, until `take` says that it has enough. Gives what was no
 * text in the declared encoding; bytes that claim to be UTF-8 are handed on as they are.
 */
export async function readText(
  file: TextFile,
  database: Database,
  take: (bytes: Buffer) => 'more' | 'enough',
): Promise<EncodingDamage | undefined> {
  const bytes = unpackedBytes(file.path, file.compression, database);
  const text = file.encoding === 'utf-8' ? undefined : transcoded(bytes, file.encoding);
  for await (const piece of text ?? bytes) {
    if (take(piece) === 'enough') return undefined;
  }
  return text?.damage();
}
