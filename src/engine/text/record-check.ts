import { isUtf8 } from 'node:buffer';
import { recordCheckWasm } from './record-check-wasm.js';

/** A text whose records one byte-wise pass can follow: header in the first line, one-byte delimiter, quotes doubled. */
export interface PlainLayout {
  readonly delimiter: string;
  /** Empty when nothing is quoted. */
  readonly quote: string;
  readonly columns: number;
}

/** The longest record that is read, in bytes. The engine gives up at twice this. */
export const longestRecord = 1_000_000;

/** Longest header that is looked at here. */
const headerRoom = 1 << 16;
const pageBytes = 1 << 16;
/** A block may be read beyond the last byte. */
const slack = 16;

interface Scanner {
  readonly memory: WebAssembly.Memory;
  readonly records: WebAssembly.Global;
  readonly spanning: WebAssembly.Global;
  readonly odd: WebAssembly.Global;
  readonly padded: WebAssembly.Global;
  readonly returns: WebAssembly.Global;
  readonly scan: (
    from: number,
    end: number,
    last: number,
    delimiter: number,
    quote: number,
    separators: number,
    headerLength: number,
  ) => number;
}

let compiled: WebAssembly.Module | undefined;

/**
 * Proves that a text means the same to every parser: each record has the cells of the header, quotes stand around whole
 * cells, lines end in one way, the bytes are UTF-8. It is independent of the engine's parser, which takes one separator
 * too many before an empty last cell without a word, and lets an open quote swallow the rest of a file. A text that is
 * odd in any way is left to `RecordReader`. Every byte of every file passes here, so the loop is in record-check.wat.
 */
export class RecordCheck {
  readonly #scanner: Scanner;
  readonly #layout: PlainLayout;
  readonly #quote: number;
  /** The first line, until it is whole. */
  #header: Buffer | undefined = Buffer.alloc(0);
  #headerLength = 0;
  /** Bytes behind the header in memory that do not make a whole record yet. */
  #rest = 0;
  #odd = false;

  constructor(layout: PlainLayout) {
    compiled ??= new WebAssembly.Module(Buffer.from(recordCheckWasm, 'base64'));
    this.#scanner = new WebAssembly.Instance(compiled).exports as unknown as Scanner;
    this.#layout = layout;
    // No byte has this value.
    this.#quote = layout.quote === '' ? 256 : layout.quote.charCodeAt(0);
  }

  /** False once something odd was seen; the rest need not be handed over then. */
  get regular(): boolean {
    return !this.#odd;
  }

  /** Records behind the header. */
  get records(): number {
    return this.#scanner.records.value;
  }

  /** Records with a line end in a cell: the engine can not share the work on a text that has any. */
  get spanning(): number {
    return this.#scanner.spanning.value;
  }

  /** Whether no cell has blanks around its content and none is quoted and empty: then there is nothing to trim. */
  get trimmed(): boolean {
    return this.#scanner.padded.value === 0;
  }

  push(chunk: Buffer): void {
    if (this.#odd) return;
    const bytes = this.#header === undefined ? chunk : this.#takeHeader(this.#header, chunk);
    if (bytes !== undefined && bytes.length > 0) this.#scan(bytes, false);
  }

  /** To be called once, after the last bytes. */
  end(): void {
    if (this.#odd) return;
    if (this.#header !== undefined) this.#takeHeader(this.#header, Buffer.from('\n'));
    this.#scan(Buffer.alloc(0), true);
  }

  /** What follows the header, once that is whole. */
  #takeHeader(begun: Buffer, chunk: Buffer): Buffer | undefined {
    const bytes = Buffer.concat([begun, chunk]);
    const end = bytes.indexOf(10);
    if (end < 0 || end > headerRoom) {
      this.#header = bytes;
      this.#odd = bytes.length > headerRoom;
      return undefined;
    }
    const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    const header = bytes.subarray(from, bytes[end - 1] === 13 ? end - 1 : end);
    // A name that spans lines, or that holds what no name has, is looked at by the careful reader.
    const quotes = header.filter((byte) => byte === this.#quote).length;
    this.#odd = quotes % 2 === 1 || header.includes(0) || header.includes(13) || !isUtf8(header);
    this.#scanner.returns.value = Number(bytes[end - 1] === 13);
    this.#headerLength = header.length;
    this.#room(header.length).set(header);
    this.#header = undefined;
    return bytes.subarray(end + 1);
  }

  #scan(bytes: Buffer, last: boolean): void {
    const { scanner, from } = { scanner: this.#scanner, from: headerRoom };
    const memory = this.#room(from + this.#rest + bytes.length + slack);
    memory.set(bytes, from + this.#rest);
    const end = from + this.#rest + bytes.length;
    const { delimiter, columns } = this.#layout;
    const next = scanner.scan(
      from,
      end,
      Number(last),
      delimiter.charCodeAt(0),
      this.#quote,
      columns - 1,
      this.#headerLength,
    );
    this.#rest = end - next;
    this.#odd ||= scanner.odd.value === 1 || this.#rest > longestRecord;
    memory.copyWithin(from, next, end);
  }

  /** The memory of the scanner, at least this large. */
  #room(bytes: number): Uint8Array {
    const { memory } = this.#scanner;
    const missing = bytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    return new Uint8Array(memory.buffer);
  }
}
