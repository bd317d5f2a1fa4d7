import type { JsonListener } from './json-scanner.js';
import type { JsonPath } from './paths.js';
import { deepestRecord } from './record-query.js';

/** An array of records in a document. */
export interface FoundArray {
  /** Keys from the outside in; none when the document is the array. */
  readonly path: JsonPath;
  readonly records: number;
  /** Bytes of its longest record. */
  readonly longest: number;
  readonly mayBeDeep: boolean;
}

/** Arrays of objects are offered down to this many keys. */
const deepestOffer = 3;

/** Is told where each record of the array begins and ends. */
type RecordEnded = (start: number, end: number, line: number) => void;

/** Finds the array at one of the wanted paths, and the arrays of objects that could be meant instead. */
export class ArrayFinder implements JsonListener {
  readonly keyDepth: number;
  /** Paths of arrays whose first element is an object, outside of other arrays. */
  readonly offered = new Map<string, JsonPath>();
  readonly #wanted: ReadonlySet<string>;
  readonly #keys: string[] = [];
  #found: { path: JsonPath; records: number; longest: number; mayBeDeep: boolean } | undefined;
  /** Depth within the outermost open array; undefined outside of arrays. */
  #arrayDepth: number | undefined;
  #arrayIsEmpty = true;
  /** Whether that array is the one that was found. */
  #inFound = false;
  readonly #ended: RecordEnded;
  #recordStart = 0;
  #recordLine = 1;

  constructor(wanted: readonly JsonPath[], ended: RecordEnded = () => undefined) {
    this.#ended = ended;
    this.#wanted = new Set(wanted.map((path) => JSON.stringify(path)));
    this.keyDepth = Math.max(deepestOffer, ...wanted.map((path) => path.length));
  }

  get found(): FoundArray | undefined {
    return this.#found;
  }

  /** Where the record begins that was begun last. */
  get recordStart(): number {
    return this.#recordStart;
  }

  key(depth: number, key: string): void {
    if (this.#arrayDepth === undefined) this.#keys[depth - 1] = key;
  }

  open(isArray: boolean, depth: number, start: number, line: number): void {
    if (this.#arrayDepth !== undefined) {
      this.#openInside(isArray, depth - this.#arrayDepth, start, line);
      return;
    }
    if (!isArray) return;
    this.#arrayDepth = depth + 1;
    this.#arrayIsEmpty = true;
    const path = this.#path(depth);
    this.#inFound = this.#found === undefined && path !== undefined && this.#wanted.has(JSON.stringify(path));
    if (this.#inFound) this.#found = { path: path ?? [], records: 0, longest: 0, mayBeDeep: false };
  }

  close(depth: number, end: number): void {
    if (this.#arrayDepth === undefined) return;
    if (depth === this.#arrayDepth) this.#endRecord(end);
    if (depth < this.#arrayDepth) {
      this.#arrayDepth = undefined;
      this.#inFound = false;
    }
  }

  scalar(depth: number, start: number, end: number, line: number): void {
    if (depth !== this.#arrayDepth) return;
    this.#recordStart = start;
    this.#recordLine = line;
    this.#endRecord(end);
  }

  #openInside(isArray: boolean, level: number, start: number, line: number): void {
    if (level === 0) {
      this.#recordStart = start;
      this.#recordLine = line;
      const path = this.#path((this.#arrayDepth ?? 1) - 1);
      if (this.#arrayIsEmpty && !isArray && path !== undefined && path.length <= deepestOffer) {
        this.offered.set(JSON.stringify(path), path);
      }
    }
    if (this.#inFound && this.#found !== undefined && level >= deepestRecord) this.#found.mayBeDeep = true;
  }

  #endRecord(end: number): void {
    this.#arrayIsEmpty = false;
    if (!this.#inFound || this.#found === undefined) return;
    this.#found.records++;
    this.#found.longest = Math.max(this.#found.longest, end - this.#recordStart);
    this.#ended(this.#recordStart, end, this.#recordLine);
  }

  /** The keys of the objects that are open; undefined when there are more than were kept. */
  #path(depth: number): JsonPath | undefined {
    return depth > this.keyDepth ? undefined : this.#keys.slice(0, depth);
  }
}
