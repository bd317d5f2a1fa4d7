import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { canonicalEncoding } from '../../model/encodings.js';
import { wholeCharacters } from './character-borders.js';
import type { Encoding } from './layout.js';

/** Bytes that mean nothing in the encoding they were read with. */
export interface EncodingDamage {
  /** Physical line of the first of them, from 1. */
  readonly line: number;
  /** How many lines have some. */
  readonly lines: number;
}

/** Turns the parts of one text into characters, without its byte order mark. */
export interface StrictDecoder {
  /** The characters of a part; what its end cuts comes with the next part. */
  readonly write: (part: Buffer) => string;
  readonly end: () => string;
  /** The damage met so far. */
  readonly damage: () => EncodingDamage | undefined;
}

/** A text as UTF-8 without byte order mark, to be read once. */
export interface Transcoded extends AsyncIterable<Buffer> {
  /** Complete once the last part has been read. The text must not be used if there is any. */
  readonly damage: () => EncodingDamage | undefined;
}

/** Reads bytes of an encoding as UTF-8, part by part. */
export function transcoded(bytes: AsyncIterable<Buffer>, encoding: Encoding): Transcoded {
  const decoder = strictDecoder(encoding);
  return {
    damage: decoder.damage,
    async *[Symbol.asyncIterator]() {
      for await (const part of bytes) {
        const text = decoder.write(part);
        if (text !== '') yield Buffer.from(text);
      }
      const rest = decoder.end();
      if (rest !== '') yield Buffer.from(rest);
    },
  };
}

/**
 * A decoder that invents and drops nothing in silence. `iconv-lite` writes U+FFFD for bytes without a meaning, but a text
 * may hold U+FFFD itself; it also keeps lone surrogates, and wrong four-byte characters of GB18030 become others. So
 * lines with such characters are looked at again. It is only ever given whole characters: at the borders of parts it
 * may lose some.
 */
export function strictDecoder(encoding: Encoding): StrictDecoder {
  const name = canonicalEncoding(encoding);
  // Without a byte order mark "utf-16" says too little; readSample has asked by then.
  if (name === undefined || name === 'utf-16') throw new Error(`There is no decoder for ${encoding}.`);
  const log = damageLog(name);
  let held: Buffer = Buffer.alloc(0);
  let isFirst = true;

  const decode = (bytes: Buffer): string => {
    if (bytes.length === 0) return '';
    const text = decodeWhole(bytes, name);
    log.look(text, bytes);
    const hasMark = isFirst && text.startsWith('\ufeff');
    isFirst = false;
    return hasMark ? text.slice(1) : text;
  };

  return {
    write: (part) => {
      const bytes = held.length === 0 ? part : Buffer.concat([held, part]);
      const cut = wholeCharacters(bytes, name);
      held = bytes.subarray(cut);
      return decode(bytes.subarray(0, cut));
    },
    end: () => {
      const rest = held;
      held = Buffer.alloc(0);
      return decode(rest);
    },
    damage: log.found,
  };
}

/** Bytes of whole characters as text; the canonical names are names of `iconv-lite`, too. */
function decodeWhole(bytes: Buffer, name: string): string {
  const text = iconv.decode(bytes, name as iconv.Encoding, { stripBOM: false });
  // Half a unit at the end of a file would vanish.
  return name.startsWith('utf-16') && bytes.length % 2 === 1 ? `${text}\ud800` : text;
}

/** Remembers where bytes without a meaning were seen, in parts that follow one another. */
function damageLog(name: string) {
  let lineFeeds = 0;
  let returns = 0;
  let first: number | undefined;
  let lines = 0;
  return {
    look: (text: string, bytes: Buffer): void => {
      const end = text.includes('\n') ? '\n' : '\r';
      if (suspicion(name).test(text)) {
        const damaged = damagedSegments(text, bytes, end, name);
        const [segment] = damaged;
        // Files of old Macs part their lines by returns alone.
        if (segment !== undefined)
          first ??= 1 + segment + (lineFeeds > 0 || end === '\n' ? lineFeeds : returns);
        lines += damaged.length;
      }
      lineFeeds += count(text, '\n');
      if (lineFeeds === 0) returns += count(text, '\r');
    },
    found: (): EncodingDamage | undefined => (first === undefined ? undefined : { line: first, lines }),
  };
}

/** Numbers of the segments between line ends, from 0, that hold bytes without a meaning. */
function damagedSegments(text: string, bytes: Buffer, end: string, name: string): readonly number[] {
  const looksWrong = suspicion(name);
  const raw = needsBytes(name) ? splitBytes(bytes, end.charCodeAt(0)) : [];
  return text.split(end).flatMap((segment, index) => {
    if (!looksWrong.test(segment)) return [];
    const source = raw[index];
    return source !== undefined && isWritten(segment, source, name) ? [] : [index];
  });
}

/** Characters that may stand for bytes without a meaning. */
function suspicion(name: string): RegExp {
  switch (name) {
    case 'utf-8':
      return /\ufffd/;
    case 'gb18030':
      return /[\ufffd\ud800-\udfff]/;
    case 'utf-16le':
    case 'utf-16be':
      return /\p{Cs}/u;
    case 'utf-32le':
    case 'utf-32be':
      return /[\ufffd\p{Cs}]/u;
    default:
      // Bytes that an encoding leaves open come as control characters, and in Shift_JIS as private ones.
      return /[\ufffd\u0080-\u009f\uf8f0-\uf8f3]/;
  }
}

/** Whether suspicious characters may be right, which the bytes of their line tell. */
function needsBytes(name: string): boolean {
  return name === 'utf-8' || name === 'gb18030';
}

function isWritten(text: string, source: Buffer, name: string): boolean {
  return name === 'utf-8' ? isUtf8(source) : iconv.encode(text, name as iconv.Encoding).equals(source);
}

function splitBytes(bytes: Buffer, separator: number): readonly Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  for (let at = bytes.indexOf(separator); at >= 0; at = bytes.indexOf(separator, start)) {
    parts.push(bytes.subarray(start, at));
    start = at + 1;
  }
  return [...parts, bytes.subarray(start)];
}

function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found++;
  return found;
}
