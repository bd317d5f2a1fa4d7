import type { TextLayout } from './layout.js';

const lineFeed = 10;
const carriageReturn = 13;
const blank = 32;

/** A record as `RecordSyntax` sees it: where it ends, and its cells as triples of begin, end, and whether it is quoted. */
export interface ParsedRecord {
  /** Behind its line end. */
  readonly next: number;
  /** Before its line end. */
  readonly stop: number;
  readonly fault: 'broken_quote' | 'open_quote' | 'stray_return' | undefined;
  /** Cell of the fault. */
  readonly at: number;
  readonly breaks: number;
  readonly bounds: readonly number[];
}

/** How the records of a text are told apart, and their cells. It looks at bytes and knows no right or wrong number of cells. */
export class RecordSyntax {
  readonly delimiter: Buffer;
  /** The byte that every line ends with. */
  readonly lineEnd: number;
  readonly #quote: number;
  readonly #escape: number;
  readonly #strayQuotes: 'damage' | 'text';

  constructor(
    { delimiter, quote, escape: mark }: Pick<TextLayout, 'delimiter' | 'quote' | 'escape'>,
    { returnEnds, strayQuotes }: { readonly returnEnds: boolean; readonly strayQuotes: 'damage' | 'text' },
  ) {
    this.delimiter = Buffer.from(delimiter);
    this.lineEnd = returnEnds ? carriageReturn : lineFeed;
    this.#quote = Buffer.from(quote)[0] ?? -1;
    this.#escape = Buffer.from(mark)[0] ?? -1;
    this.#strayQuotes = strayQuotes;
  }

  /** The line that begins at `start`: before its end, and behind it. */
  line(bytes: Buffer, start: number): { readonly stop: number; readonly next: number } {
    const end = bytes.indexOf(this.lineEnd, start);
    if (end < 0) return { stop: bytes.length, next: bytes.length };
    const hasReturn = this.lineEnd === lineFeed && end > start && bytes[end - 1] === carriageReturn;
    return { stop: hasReturn ? end - 1 : end, next: end + 1 };
  }

  /** The record that begins at `start`, as far as the bytes up to `end` show it; `last` when none follow. */
  parse(bytes: Buffer, start: number, end: number, last: boolean): ParsedRecord {
    const bounds: number[] = [];
    let fault: ParsedRecord['fault'];
    let faultAt = 0;
    let breaks = 0;
    const found = (kind: NonNullable<ParsedRecord['fault']>) => {
      if (fault === undefined) faultAt = bounds.length / 3;
      fault ??= kind;
    };
    let at = start;
    for (;;) {
      let open = at;
      while (open < end && bytes[open] === blank) open++;
      let contentEnd = -1;
      if (this.#quote >= 0 && bytes[open] === this.#quote && open < end) {
        const close = this.#closingQuote(bytes, open, end);
        if (close < 0) {
          found('open_quote');
          return { next: end, stop: end, fault, at: faultAt, breaks, bounds };
        }
        breaks += countByte(bytes, this.lineEnd, open, close);
        let after = close + 1;
        while (after < end && bytes[after] === blank) after++;
        const cutsHere = after === end && !last;
        if (cutsHere) return { next: end, stop: end, fault, at: faultAt, breaks, bounds };
        if (after === end || this.#isDelimiter(bytes, after) || this.#lineEndLength(bytes, after, end) > 0) {
          bounds.push(open + 1, close, 1);
          contentEnd = after;
        } else {
          found('broken_quote');
          at = after;
        }
      }
      if (contentEnd < 0) {
        const cell = at;
        while (at < end && !this.#isDelimiter(bytes, at) && this.#lineEndLength(bytes, at, end) === 0) {
          if (bytes[at] === this.#quote && this.#strayQuotes === 'damage') found('broken_quote');
          else if (bytes[at] === carriageReturn) found('stray_return');
          at++;
        }
        bounds.push(cell, at, 0);
        contentEnd = at;
      }
      at = contentEnd;
      if (at >= end) return { next: end, stop: end, fault, at: faultAt, breaks, bounds };
      if (!this.#isDelimiter(bytes, at)) {
        const length = this.#lineEndLength(bytes, at, end);
        return { next: at + length, stop: at, fault, at: faultAt, breaks, bounds };
      }
      at += this.delimiter.length;
    }
  }

  /** The content of each cell, quotes and escapes resolved. */
  contents(bytes: Buffer, bounds: readonly number[]): readonly Buffer[] {
    const cells: Buffer[] = [];
    for (let index = 0; index < bounds.length; index += 3) {
      const content = bytes.subarray(bounds[index], bounds[index + 1]);
      cells.push(bounds[index + 2] === 1 ? unescaped(content, this.#quote, this.#escape) : content);
    }
    return cells;
  }

  #closingQuote(bytes: Buffer, open: number, end: number): number {
    const quote = this.#quote;
    if (this.#escape === quote) {
      let close = bytes.indexOf(quote, open + 1);
      while (close >= 0 && close + 1 < end && bytes[close + 1] === quote)
        close = bytes.indexOf(quote, close + 2);
      return close < end ? close : -1;
    }
    for (let at = open + 1; at < end; at++) {
      if (bytes[at] === this.#escape) at++;
      else if (bytes[at] === quote) return at;
    }
    return -1;
  }

  #isDelimiter(bytes: Buffer, at: number): boolean {
    const { delimiter } = this;
    if (bytes[at] !== delimiter[0]) return false;
    for (let next = 1; next < delimiter.length; next++) {
      if (bytes[at + next] !== delimiter[next]) return false;
    }
    return true;
  }

  /** Bytes of the line end at `at`, 0 if there is none. */
  #lineEndLength(bytes: Buffer, at: number, end: number): number {
    const byte = bytes[at];
    if (byte === this.lineEnd) return 1;
    return byte === carriageReturn && at + 1 < end && bytes[at + 1] === lineFeed ? 2 : 0;
  }
}

/** A doubled quote is one; behind a backslash a quote or a backslash is itself, and anything else keeps the backslash. */
function unescaped(content: Buffer, quote: number, mark: number): Buffer {
  if (!content.includes(mark)) return content;
  const result = Buffer.alloc(content.length);
  let length = 0;
  for (let at = 0; at < content.length; at++) {
    const next = content[at + 1];
    if (content[at] === mark && (next === quote || next === mark)) at++;
    result[length++] = content[at] as number;
  }
  return result.subarray(0, length);
}

function countByte(bytes: Buffer, byte: number, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(byte, from); at >= 0 && at < to; at = bytes.indexOf(byte, at + 1)) count++;
  return count;
}
