import { isUtf8 } from 'node:buffer';
import type { TextLayout } from './layout.js';
import { longestRecord } from './record-check.js';
import { type ParsedRecord, RecordSyntax } from './record-syntax.js';

/** Why a record can not be read. Codes of the rejects file. */
export type BrokenReason =
  | 'too_few_cells'
  | 'too_many_cells'
  | 'broken_quote'
  | 'nul_byte'
  | 'stray_return'
  | 'too_long'
  | 'repeated_header'
  | 'not_utf8';

/** A record of a text, sound or not, or a line without content. Valid during the call it is handed to. */
export interface ReadRecord {
  /** Physical line of its first byte, from 1. */
  readonly line: number;
  /** Offset of its first byte. */
  readonly offset: number;
  /** The bytes without the line end. */
  readonly raw: Buffer;
  readonly kind: 'sound' | 'broken' | 'blank';
  /** Present when broken. */
  readonly reason?: BrokenReason;
  /** Cell of the fault, from 0, where one can be named. */
  readonly cell?: number;
  /** Line ends inside the record. */
  readonly breaks: number;
  /** The content of each cell of a sound record, quotes and escapes resolved. */
  readonly cells: () => readonly Buffer[];
}

/** What is known of a text as a whole when it is read; it decides what a damaged record may mean. */
export interface Habits {
  /**
   * `yes` when some sound record spans lines: then a line inside a damaged cell may be text, and is never taken for a
   * record. `unknown` in the pass that finds it out.
   */
  readonly spans: 'yes' | 'no' | 'unknown';
  /** Lines end with a carriage return alone. */
  readonly returnEnds: boolean;
  /** A quote inside an unquoted cell: damage, or a character in a text that never quotes a cell. */
  readonly strayQuotes: 'damage' | 'text';
  /** Something in the text is damaged, so that a cell that swallows what looks like whole records is suspect. */
  readonly damaged: boolean;
}

/** Says `enough` when no further record is wanted. */
export type Visit = (record: ReadRecord) => 'enough' | undefined;

const blank = 32;

/**
 * Reads the records of a delimited text with care (S2.1, S2.2): a damaged one is handed over with its reason, and never
 * drags sound ones with it in silence, nor is what was inside it taken for a record. All bytes are UTF-8, or the record that
 * holds others is broken. A quoted cell may have blanks around it, and nothing else.
 */
export class RecordReader {
  /** Line of a quote that nothing closes, in a text whose cells span lines: where its cell ends is anybody's guess. */
  openQuote: number | undefined;
  readonly #layout: TextLayout;
  readonly #habits: Habits;
  readonly #visit: Visit;
  #stopped = false;
  readonly #syntax: RecordSyntax;
  readonly #columns: number;
  #header: Buffer | undefined;
  #linesToSkip: number;
  #bytes: Buffer = Buffer.alloc(0);
  #offset = 0;
  #line = 1;

  constructor(layout: TextLayout, habits: Habits, visit: Visit) {
    this.#layout = layout;
    this.#habits = habits;
    this.#visit = visit;
    this.#syntax = new RecordSyntax(layout, habits);
    this.#columns = layout.header.length;
    this.#linesToSkip = layout.headerLine - 1;
  }

  /** Nothing more is read: an open quote was met, or enough was seen. */
  get done(): boolean {
    return this.#stopped || this.openQuote !== undefined;
  }

  push(chunk: Buffer): void {
    if (this.done) return;
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    this.#read(false);
  }

  /** To be called once, after the last bytes. */
  end(): void {
    if (!this.done) this.#read(true);
  }

  #read(last: boolean): void {
    const bytes = this.#bytes;
    let start = this.#offset === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    while (start < bytes.length && !this.done) {
      const next = this.#linesToSkip > 0 ? this.#skipLine(start) : this.#readRecord(start, last);
      if (next < 0) break;
      start = next;
    }
    this.#bytes = Buffer.from(bytes.subarray(start));
    this.#offset += start;
  }

  #skipLine(start: number): number {
    const end = this.#bytes.indexOf(this.#syntax.lineEnd, start);
    if (end < 0) return this.#bytes.length;
    this.#linesToSkip--;
    this.#line++;
    return end + 1;
  }

  /** Reads what begins at `start` and returns where the next one begins, or -1 when more bytes are needed to tell. */
  #readRecord(start: number, last: boolean): number {
    const { spans } = this.#habits;
    if (spans === 'no' && this.#header !== undefined) return this.#handLine(start, last);
    const bytes = this.#bytes;
    const parsed = this.#syntax.parse(bytes, start, bytes.length, last);
    const more = parsed.next >= bytes.length && !last;
    if (more && bytes.length - start <= longestRecord) return -1;
    if (this.#header === undefined) {
      this.#header = Buffer.from(bytes.subarray(start, parsed.stop));
      this.#linesToSkip = this.#layout.headerRows - 1;
      this.#line += parsed.breaks + 1;
      return parsed.next;
    }
    const count = parsed.bounds.length / 3;
    const crossesLines = parsed.breaks > 0 || parsed.fault === 'open_quote' || more;
    if (!crossesLines) return this.#hand(start, parsed);
    const whole = parsed.fault === undefined && !more && count === this.#columns;
    if (whole && !(this.#habits.damaged && this.#swallows(start, parsed))) return this.#hand(start, parsed);
    if (parsed.fault !== 'open_quote' && more) return this.#handLine(start, last);
    if (parsed.fault !== 'open_quote') return this.#handExtent(start, parsed.next);
    if (spans === 'unknown') return this.#handLine(start, last);
    this.openQuote = this.#line;
    return parsed.next;
  }

  /** A line of its own, in a text where no sound record spans lines. */
  #handLine(start: number, last: boolean): number {
    const { stop, next } = this.#syntax.line(this.#bytes, start);
    if (next === this.#bytes.length && !last && next - start <= longestRecord) return -1;
    const isWhole = this.#bytes[next - 1] === this.#syntax.lineEnd || last;
    const parsed = this.#syntax.parse(this.#bytes, start, next, true);
    // A cell that nothing closes goes on behind the end of its line.
    this.#hand(start, { ...parsed, stop: Math.min(parsed.stop, stop), next });
    if (!isWhole) this.#linesToSkip = 1;
    return next;
  }

  /** Lines that may be text of a damaged cell: none of them is a record. */
  #handExtent(start: number, end: number): number {
    for (let at = start; at < end; ) {
      const { stop, next } = this.#syntax.line(this.#bytes, at);
      this.#give(at, stop, 'broken', 'broken_quote', undefined, 0, []);
      this.#line++;
      at = next;
    }
    return end;
  }

  #hand(start: number, parsed: ParsedRecord): number {
    const { stop, next, bounds, breaks, fault, at } = parsed;
    const raw = this.#bytes.subarray(start, stop);
    const count = bounds.length / 3;
    if (fault === undefined && this.#columns > 1 && hasNoContent(raw, bounds, this.#columns))
      this.#give(start, stop, 'blank', undefined, undefined, breaks, bounds);
    else {
      const reason = this.#reasonOf(raw, count, fault);
      const cell = reason === 'broken_quote' ? at : undefined;
      this.#give(start, stop, reason === undefined ? 'sound' : 'broken', reason, cell, breaks, bounds);
    }
    this.#line += breaks + (next > stop ? 1 : 0);
    return next;
  }

  #reasonOf(raw: Buffer, count: number, fault: ParsedRecord['fault']): BrokenReason | undefined {
    if (!isUtf8(raw)) return 'not_utf8';
    if (raw.length > longestRecord) return 'too_long';
    if (raw.includes(0)) return 'nul_byte';
    if (fault !== undefined) return fault === 'open_quote' ? 'broken_quote' : fault;
    if (count < this.#columns) return 'too_few_cells';
    if (count > this.#columns) return 'too_many_cells';
    return this.#header?.equals(raw) ? 'repeated_header' : undefined;
  }

  #give(
    start: number,
    stop: number,
    kind: ReadRecord['kind'],
    reason: BrokenReason | undefined,
    cell: number | undefined,
    breaks: number,
    bounds: readonly number[],
  ): void {
    if (this.#stopped) return;
    const bytes = this.#bytes;
    const wish = this.#visit({
      line: this.#line,
      offset: this.#offset + start,
      raw: bytes.subarray(start, stop),
      kind,
      breaks,
      cells: () => this.#syntax.contents(bytes, bounds),
      ...(reason === undefined ? {} : { reason }),
      ...(cell === undefined ? {} : { cell }),
    });
    this.#stopped = wish === 'enough';
  }

  /** Whether a line inside a record would be one by itself: then a quote more or less has joined several. */
  #swallows(start: number, { stop }: ParsedRecord): boolean {
    if (this.#columns < 3) return false;
    for (
      let at = this.#syntax.line(this.#bytes, start).next;
      at < stop;
      at = this.#syntax.line(this.#bytes, at).next
    ) {
      const line = this.#bytes.subarray(at, Math.min(stop, this.#syntax.line(this.#bytes, at).stop));
      if (countOf(line, this.#syntax.delimiter) >= this.#columns - 1) return true;
    }
    return false;
  }
}

/** A line of nothing but blanks, or a record of nothing but separators. */
function hasNoContent(raw: Buffer, bounds: readonly number[], columns: number): boolean {
  if (raw.every((byte) => byte === blank)) return true;
  return (
    bounds.length === 3 * columns &&
    bounds.every((at, index) => (index % 3 === 2 ? at === 0 : index % 3 === 1 || at === bounds[index + 1]))
  );
}

function countOf(bytes: Buffer, part: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(part); at >= 0; at = bytes.indexOf(part, at + part.length)) count++;
  return count;
}
