import { isUtf8 } from 'node:buffer';
import { canonicalEncoding } from '../../model/encodings.js';
import { type Compression, unpackedBytes } from '../compression.js';
import type { Database } from '../database.js';
import { type ForeignFormat, markOf, recogniseFormat, utf16ByNuls } from './content.js';
import { strictDecoder } from './encodings.js';
import type { Encoding } from './layout.js';
import { type Decoding, suggestDecodings } from './suggest-decodings.js';

const sampleBytes = 256 * 1024;

/** The text at the beginning of a file, or why there is none. */
export type Sample =
  | {
      readonly kind: 'text';
      /** Without byte order mark. */
      readonly text: string;
      /** Whether this is the whole file. */
      readonly complete: boolean;
      /** Canonical name of what the whole file is to be read with; never `utf-16`, which leaves the byte order open. */
      readonly encoding: Encoding;
      readonly bom: boolean;
    }
  | { readonly kind: 'empty' }
  | NotUtf8
  | WrongEncoding
  | { readonly kind: 'other-format'; readonly format: ForeignFormat };

/** The file declares no encoding and is not UTF-8. */
export interface NotUtf8 {
  readonly kind: 'not-utf8';
  /** What it holds instead, as the end of "it holds ...". */
  readonly seen: string;
  readonly line?: number;
  /** How the first line that is not UTF-8 would read, the most probable first. */
  readonly decodings?: readonly Decoding[];
  /** The encoding, if the bytes leave no doubt; it still has to be declared. */
  readonly evident?: Encoding;
}

/** The bytes contradict the encoding that is declared. */
export interface WrongEncoding {
  readonly kind: 'wrong-encoding';
  readonly encoding: Encoding;
  /** The first line with bytes that mean nothing. */
  readonly line?: number;
  /** What the bytes are instead, if they leave no doubt. */
  readonly seen?: Encoding;
}

/**
 * The first 256 KiB of a file, unpacked and strictly decoded. A byte order mark goes before the declared encoding; without
 * both the text must be UTF-8. Files that are no delimited text at all are recognised by their content.
 */
export async function readSample(
  path: string,
  compression: Compression,
  declared: Encoding | undefined,
  database: Database,
): Promise<Sample> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of unpackedBytes(path, compression, database)) {
    parts.push(part);
    size += part.length;
    if (size > sampleBytes) break;
  }
  return decodeSample(Buffer.concat(parts).subarray(0, sampleBytes), size <= sampleBytes, declared);
}

/** The sample that these first bytes of a file make; `complete` when there are no more. */
export function decodeSample(bytes: Buffer, complete: boolean, declared: Encoding | undefined): Sample {
  const mark = markOf(bytes);
  const encoding = declared === undefined ? undefined : canonicalEncoding(declared);
  const format = recogniseFormat(bytes, mark ?? encoding);
  if (format !== undefined) return { kind: 'other-format', format };
  if (mark?.startsWith('utf-32') && mark !== encoding) return unreadUtf32(mark);
  if (mark !== undefined) return decodeAs(bytes, complete, mark, true);
  const contradiction = encoding === undefined ? undefined : contradictionOf(bytes, complete, encoding);
  if (contradiction !== undefined) return contradiction;
  const byNuls = utf16ByNuls(bytes);
  if (byNuls !== undefined && (encoding === undefined || encoding === 'utf-8')) return unmarkedUtf16(byNuls);
  return decodeAs(bytes, complete, encoding ?? 'utf-8', false);
}

/** The problem with a file whose first line that is not UTF-8 is this one; lines count from 1. */
export function describeNotUtf8(line: Buffer, lineNumber: number): NotUtf8 {
  return {
    kind: 'not-utf8',
    seen: 'bytes that are not UTF-8',
    line: lineNumber,
    decodings: suggestDecodings(line),
  };
}

/** The first line that is not UTF-8, with its number from 1. The last line may be cut in a character if more follow. */
export function firstBadLine(
  bytes: Buffer,
  complete: boolean,
): { readonly line: Buffer; readonly number: number } | undefined {
  const separator = bytes.includes(10) ? 10 : 13;
  for (let start = 0, number = 1; start <= bytes.length; number++) {
    const at = bytes.indexOf(separator, start);
    const end = at < 0 ? bytes.length : at;
    const line = bytes.subarray(start, end);
    if (!isSound(line, complete || at >= 0)) return { line, number };
    start = end + 1;
  }
  return undefined;
}

function isSound(line: Buffer, complete: boolean): boolean {
  if (isUtf8(line)) return true;
  if (complete) return false;
  const decoder = strictDecoder('utf-8');
  decoder.write(line);
  return decoder.damage() === undefined;
}

function decodeAs(bytes: Buffer, complete: boolean, encoding: Encoding, bom: boolean): Sample {
  const decoder = strictDecoder(encoding);
  const start = decoder.write(bytes);
  const text = complete ? start + decoder.end() : start;
  const damage = decoder.damage();
  if (damage === undefined) {
    return complete && text.trim() === ''
      ? { kind: 'empty' }
      : { kind: 'text', text, complete, encoding, bom };
  }
  const bad = encoding === 'utf-8' ? firstBadLine(bytes, complete) : undefined;
  if (bad !== undefined) return describeNotUtf8(bad.line, bad.number);
  return { kind: 'wrong-encoding', encoding, line: damage.line };
}

/**
 * What shows that a text without byte order mark is not in the encoding it declares, although its bytes may have a meaning
 * in it: another byte order, no wide characters at all, or UTF-8.
 */
function contradictionOf(bytes: Buffer, complete: boolean, encoding: Encoding): Sample | undefined {
  const byNuls = utf16ByNuls(bytes);
  const wrong = (seen?: Encoding): WrongEncoding => ({
    kind: 'wrong-encoding',
    encoding,
    ...(seen === undefined ? {} : { seen }),
  });
  if (bytes.length === 0 || encoding === 'utf-8') return undefined;
  if (encoding === 'utf-16') return byNuls === undefined ? wrong() : unmarkedUtf16(byNuls);
  if (/^utf-16/.test(encoding)) {
    if (byNuls !== undefined && byNuls !== encoding) return wrong(byNuls);
    return bytes.includes(0) ? undefined : wrong(isUtf8(bytes) ? 'utf-8' : undefined);
  }
  if (/^utf-32/.test(encoding)) return undefined;
  if (byNuls !== undefined) return wrong(byNuls);
  const fewest = fewestUtf8Characters(encoding);
  return fewest !== undefined && charactersOfUtf8(bytes, complete) >= fewest ? wrong('utf-8') : undefined;
}

/**
 * How many characters of UTF-8, and nothing but such, prove that a text is not in the declared encoding. One is enough where each
 * byte is a character: `Ã¼` is no word. Two bytes of a Chinese character are valid UTF-8 once in six times.
 */
function fewestUtf8Characters(encoding: Encoding): number | undefined {
  return /^(?:gb|big5|euc|shift)/.test(encoding) ? 6 : 1;
}

/** Characters beyond ASCII in a text that is UTF-8 throughout; 0 in any other. */
function charactersOfUtf8(bytes: Buffer, complete: boolean): number {
  const decoder = strictDecoder('utf-8');
  const text = decoder.write(bytes) + (complete ? decoder.end() : '');
  return decoder.damage() === undefined ? (text.match(/[^\0-\x7f]/gu) ?? []).length : 0;
}

function unreadUtf32(mark: Encoding): NotUtf8 {
  const order = mark === 'utf-32le' ? 'little' : 'big';
  return { kind: 'not-utf8', seen: `UTF-32 (${order} endian)`, evident: mark };
}

function unmarkedUtf16(encoding: Encoding): NotUtf8 {
  const order = encoding === 'utf-16le' ? 'little' : 'big';
  return {
    kind: 'not-utf8',
    seen: `UTF-16 (${order} endian) without a byte order mark`,
    evident: encoding,
  };
}
