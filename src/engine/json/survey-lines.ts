import { deepestRecord } from './record-query.js';

/** What a pass over the bytes of a JSON Lines file shows. */
export interface LineSurvey {
  /** Lines that are not blank: the records that the engine must find, the bad ones included. */
  readonly records: number;
  /** Whether a line may hold a record that is too deep. */
  readonly mayBeDeep: boolean;
  /** The first line that is longer than the engine can take. */
  readonly tooLong?: number;
}

/** Bytes of the longest line that is read. The engine's own limit is where it gives up on the whole file. */
export const longestLine = 16 * 1_048_576;

const lineFeed = 10;
/** The shortest line that opens and closes brackets so deep. */
const shortestDeep = 2 * (deepestRecord + 1);

/** Counts the records of a file independently of the engine. Stops at a line that is too long. */
export async function surveyLines(chunks: AsyncIterable<Buffer>): Promise<LineSurvey> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  let records = 0;
  let mayBeDeep = false;
  const take = (bytes: Buffer, start: number, end: number) => {
    if (!isBlank(bytes, start, end)) records++;
    if (!mayBeDeep && end - start >= shortestDeep) mayBeDeep = countOpened(bytes, start, end) > deepestRecord;
  };
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(lineFeed, rest.length); end >= 0; end = bytes.indexOf(lineFeed, start)) {
      if (end - start > longestLine) return { records, mayBeDeep, tooLong: line };
      take(bytes, start, end);
      start = end + 1;
      line++;
    }
    rest = bytes.subarray(start);
    if (rest.length > longestLine) return { records, mayBeDeep, tooLong: line };
  }
  take(rest, 0, rest.length);
  return { records, mayBeDeep };
}

/** Blank lines are no records. */
export function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte !== 32 && (byte < 9 || byte > 13)) return false;
  }
  return true;
}

/**
 * Brackets that open, those within texts included, since a text may be an envelope. Four bytes at a time, because nearly none of
 * them is a bracket: `{` and `[` differ in one bit, and a word has a zero byte where one of its bytes is either.
 */
function countOpened(bytes: Buffer, start: number, end: number): number {
  const shift = bytes.byteOffset & 3;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset - shift, (bytes.length + shift) >> 2);
  const firstWord = Math.min((start + shift + 3) >> 2, words.length);
  const lastWord = (end + shift) >> 2;
  if (lastWord <= firstWord) return countEach(bytes, start, end);
  let opened = countEach(bytes, start, (firstWord << 2) - shift);
  for (let word = firstWord; word < lastWord; word++) {
    const differing = ((words[word] as number) | 0x20202020) ^ 0x7b7b7b7b;
    if (((differing - 0x01010101) & ~differing & 0x80808080) === 0) continue;
    opened += countEach(bytes, (word << 2) - shift, (word << 2) - shift + 4);
  }
  return opened + countEach(bytes, (lastWord << 2) - shift, end);
}

function countEach(bytes: Buffer, start: number, end: number): number {
  let opened = 0;
  for (let at = start; at < end; at++) if (((bytes[at] as number) | 0x20) === 0x7b) opened++;
  return opened;
}
