/** What parts the records of a text file. */
export type RecordLayout =
  | { readonly kind: 'cells'; readonly delimiter: string; readonly quote: string; readonly columns: number }
  /** A record on each line, as in JSON Lines. */
  | { readonly kind: 'lines' };

/** A row of a text file: a record, or a blank line. Valid during the call it is handed to. */
export interface ScannedRecord {
  /** From 0, blank lines and the header included. */
  readonly row: number;
  /** Physical line of its first byte, from 1. */
  readonly line: number;
  /** Offset of its first byte. */
  readonly offset: number;
  readonly blank: boolean;
  /** The row without its line end, cut after 4 kB. */
  readonly text: () => string;
}

export type LineEnd = 'LF' | 'CR LF' | 'CR';

/** Where the scanner stands in a cell. */
const state = { cellStart: 0, blankAtStart: 1, plain: 2, quoted: 3, quoteClosed: 4 } as const;
type State = (typeof state)[keyof typeof state];

const lineFeed = 10;
const carriageReturn = 13;
const blank = 32;
const longestText = 4096;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Splits the bytes of a text file into rows, exactly where the engine's parser does in strict mode: a quote opens a quoted
 * cell only at its beginning or after one blank there; elsewhere it is a character. A quote inside a quoted cell
 * closes it unless another one follows; what comes after a closed cell is wrong, and plain. The parser says how many
 * rows it has seen, but not on which line one begins; the test of this class compares the two.
 *
 * A loop over bytes with mutable state, because files are large.
 */
export class RecordScanner {
  /** The kinds of line ends seen so far outside quotes, each with the line that was the first to end so. */
  readonly lineEnds = new Map<LineEnd, number>();
  /** The line of the record whose last quote nobody closed; known after `end`. */
  openQuote: number | undefined;
  readonly #found: (record: ScannedRecord) => void;
  readonly #delimiter: Buffer;
  readonly #quote: number;
  readonly #cells: boolean;
  #state: State = state.cellStart;
  #delimiterBytes = 0;
  #afterReturn = false;
  #blank = true;
  #row = 0;
  #line = 1;
  #offset = 0;
  #startLine = 1;
  #startOffset = 0;
  /** The bytes scanned now, where the row begins in them, and what earlier ones held of it. */
  #bytes: Buffer = Buffer.alloc(0);
  #from = 0;
  #earlier = Buffer.alloc(0);

  constructor(layout: RecordLayout, found: (record: ScannedRecord) => void) {
    this.#found = found;
    this.#cells = layout.kind === 'cells';
    this.#delimiter = Buffer.from(layout.kind === 'cells' ? layout.delimiter : '');
    this.#quote = layout.kind === 'cells' ? (Buffer.from(layout.quote)[0] ?? -1) : -1;
  }

  scan(bytes: Buffer): void {
    const skipped = this.#offset === 0 && bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
    this.#bytes = bytes;
    if (this.#offset === 0) this.#startOffset = skipped;
    this.#from = skipped;
    const before = this.#offset;
    for (let at = skipped; at < bytes.length; at++) {
      this.#offset = before + at;
      this.#take(bytes[at] as number, at);
    }
    this.#offset = before + bytes.length;
    const rest = bytes.subarray(this.#from, this.#from + longestText - this.#earlier.length);
    this.#earlier = Buffer.concat([this.#earlier, rest]);
    this.#bytes = Buffer.alloc(0);
    this.#from = 0;
  }

  /** To be called once, after the last bytes. */
  end(): void {
    if (this.#afterReturn) this.#sawLineEnd('CR');
    if (this.#state === state.quoted) this.openQuote = this.#startLine;
    if (this.#offset > this.#startOffset) this.#close(0, 0);
  }

  #take(byte: number, at: number): void {
    if (this.#afterReturn) {
      this.#afterReturn = false;
      this.#sawLineEnd(byte === lineFeed ? 'CR LF' : 'CR');
      if (byte === lineFeed) {
        this.#begin(at + 1);
        return;
      }
    }
    if (byte === lineFeed) {
      this.#line++;
      if (this.#state !== state.quoted) {
        this.#sawLineEnd('LF');
        this.#close(at, at + 1);
        return;
      }
    }
    if (byte === carriageReturn && this.#cells && this.#state !== state.quoted) {
      this.#line++;
      this.#afterReturn = true;
      this.#close(at, at + 1);
      return;
    }
    if (this.#cells || (byte !== blank && byte !== 9 && byte !== carriageReturn)) this.#blank = false;
    this.#state = this.#cells ? this.#next(byte) : state.plain;
  }

  #next(byte: number): State {
    if (this.#state === state.quoted) return byte === this.#quote ? state.quoteClosed : state.quoted;
    if (byte === this.#delimiter[this.#delimiterBytes]) {
      this.#delimiterBytes++;
      if (this.#delimiterBytes < this.#delimiter.length) return state.plain;
      this.#delimiterBytes = 0;
      return state.cellStart;
    }
    this.#delimiterBytes = 0;
    switch (this.#state) {
      case state.cellStart:
        if (byte === blank) return state.blankAtStart;
        return byte === this.#quote ? state.quoted : state.plain;
      case state.blankAtStart:
        return byte === this.#quote ? state.quoted : state.plain;
      case state.quoteClosed:
        if (byte === blank) return state.quoteClosed;
        return byte === this.#quote ? state.quoted : state.plain;
      case state.plain:
        return state.plain;
    }
  }

  /** Ends the row before `end`; the next one begins at `next`. */
  #close(end: number, next: number): void {
    const text = () => {
      const here = this.#bytes.subarray(this.#from, end);
      return Buffer.concat([this.#earlier, here])
        .subarray(0, longestText)
        .toString('utf8')
        .replace(/\r$/, '');
    };
    this.#found({
      row: this.#row,
      line: this.#startLine,
      offset: this.#startOffset,
      blank: this.#blank,
      text,
    });
    this.#row++;
    this.#blank = true;
    this.#state = state.cellStart;
    this.#delimiterBytes = 0;
    this.#begin(next);
  }

  /** The end itself has been counted as a line already. */
  #sawLineEnd(kind: LineEnd): void {
    if (!this.lineEnds.has(kind)) this.lineEnds.set(kind, this.#line - 1);
  }

  #begin(next: number): void {
    this.#startLine = this.#line;
    this.#startOffset = this.#offset + 1;
    this.#from = next;
    this.#earlier = Buffer.alloc(0);
  }
}
