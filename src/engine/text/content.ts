import type { Encoding } from './layout.js';

/** What a file is in place of a delimited text. */
export type ForeignFormat =
  | 'gzip'
  | 'zstd'
  | 'parquet'
  | 'workbook'
  | 'old-workbook'
  | 'pdf'
  | 'html'
  | 'binary';

const signatures: readonly { readonly format: ForeignFormat; readonly bytes: Buffer }[] = [
  { format: 'gzip', bytes: Buffer.from([0x1f, 0x8b, 0x08]) },
  { format: 'zstd', bytes: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]) },
  { format: 'parquet', bytes: Buffer.from('PAR1') },
  { format: 'workbook', bytes: Buffer.from('PK\x03\x04', 'latin1') },
  { format: 'old-workbook', bytes: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) },
  { format: 'pdf', bytes: Buffer.from('%PDF-') },
];

/** Share of NUL bytes above which nothing is text, unless it has two or four bytes for each character. */
const mostNuls = 0.3;

/** A format that is no delimited text, by the first bytes of a file; `declared` is the encoding of the config. */
export function recogniseFormat(bytes: Buffer, declared: Encoding | undefined): ForeignFormat | undefined {
  const known = signatures.find(({ bytes: start }) => bytes.subarray(0, start.length).equals(start));
  if (known !== undefined) return known.format;
  // A login page that was saved in place of the export.
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b/i.test(bytes.toString('latin1', 0, 512)))
    return 'html';
  const isWide = /^utf-(?:16|32)/.test(declared ?? '') || utf16ByNuls(bytes) !== undefined;
  return !isWide && countNuls(bytes, 0, 1) > bytes.length * mostNuls ? 'binary' : undefined;
}

/** The encoding that a byte order mark names. That of UTF-32 begins like that of UTF-16. */
export function markOf(bytes: Buffer): Encoding | undefined {
  return marks.find(({ bytes: start }) => bytes.subarray(0, start.length).equals(start))?.encoding;
}

const marks: readonly { readonly encoding: Encoding; readonly bytes: Buffer }[] = [
  { encoding: 'utf-8', bytes: Buffer.from([0xef, 0xbb, 0xbf]) },
  { encoding: 'utf-32le', bytes: Buffer.from([0xff, 0xfe, 0, 0]) },
  { encoding: 'utf-32be', bytes: Buffer.from([0, 0, 0xfe, 0xff]) },
  { encoding: 'utf-16le', bytes: Buffer.from([0xff, 0xfe]) },
  { encoding: 'utf-16be', bytes: Buffer.from([0xfe, 0xff]) },
];

/** In UTF-16, ASCII characters have a NUL on one side. This share of all characters is ASCII even in Chinese exports. */
const fewestAscii = 0.1;
/** NULs on the other side are characters such as U+0100, or damage. */
const mostOtherNuls = 0.1;

/** The byte order of a text that looks like UTF-16 by its NUL bytes, or undefined. */
export function utf16ByNuls(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const even = countNuls(bytes, 0, 2);
  const odd = countNuls(bytes, 1, 2);
  const needed = (bytes.length / 2) * fewestAscii;
  if (odd > needed && even <= odd * mostOtherNuls) return 'utf-16le';
  if (even > needed && odd <= even * mostOtherNuls) return 'utf-16be';
  return undefined;
}

function countNuls(bytes: Buffer, first: number, step: number): number {
  let nuls = 0;
  for (let at = first; at < bytes.length; at += step) if (bytes[at] === 0) nuls++;
  return nuls;
}
