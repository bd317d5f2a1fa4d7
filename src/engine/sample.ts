import type { Compression } from './compression.js';
import { unpackedBytes } from './compression.js';
import type { Database } from './database.js';

const sampleBytes = 256 * 1024;

export type Sample =
  | { readonly kind: 'text'; readonly text: string; readonly complete: boolean; readonly bom: boolean }
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-utf8'; readonly seen: string; readonly line?: number };

/** The beginning of a text file, unpacked and strictly decoded as UTF-8, without its byte order mark. */
export async function readSample(
  path: string,
  compression: Compression,
  database: Database,
): Promise<Sample> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of unpackedBytes(path, compression, database)) {
    parts.push(part);
    size += part.length;
    if (size > sampleBytes) break;
  }
  return decode(Buffer.concat(parts).subarray(0, sampleBytes), size <= sampleBytes);
}

/** Beginnings of files that are no text, whatever their name says. */
const signatures: readonly { readonly bytes: readonly number[]; readonly seen: string }[] = [
  { bytes: [0xff, 0xfe], seen: 'UTF-16 (little endian)' },
  { bytes: [0xfe, 0xff], seen: 'UTF-16 (big endian)' },
  { bytes: [0x1f, 0x8b], seen: 'gzip data; such a file is named .gz' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], seen: 'zstd data; such a file is named .zst' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], seen: 'a zip archive or a workbook' },
];

function decode(bytes: Buffer, complete: boolean): Sample {
  const signature = signatures.find((known) => known.bytes.every((byte, at) => bytes[at] === byte));
  if (signature !== undefined) return { kind: 'not-utf8', seen: signature.seen };
  if (bytes.includes(0)) return { kind: 'not-utf8', seen: 'NUL bytes, as UTF-16 and binary files do' };
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    const text = decoder.decode(bytes, { stream: !complete });
    return complete && text.trim() === '' ? { kind: 'empty' } : { kind: 'text', text, complete, bom };
  } catch {
    return { kind: 'not-utf8', seen: 'bytes that are not UTF-8', line: lineOfFirstBadByte(bytes) };
  }
}

function lineOfFirstBadByte(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(10, start);
    const slice = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (slice.toString('utf8').includes('\ufffd')) return line;
    if (end < 0) break;
    start = end + 1;
  }
  return line;
}
