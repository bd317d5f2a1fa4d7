import { unpackedBytes } from './compression.js';
import type { Database } from './database.js';
import { type RecordLayout, RecordScanner, type ScannedRecord } from './record-scanner.js';
import type { SourceFile } from './source-file.js';

/** Where a record of a text file stands. */
export interface RecordPlace {
  /** Physical line its first byte is on, from 1. */
  readonly line: number;
  /** Offset of its first byte in the unpacked file; missing where the engine unpacks it. */
  readonly offset?: number;
  /** The record as it stands in the file, without its line end; cut after 4 kB. */
  readonly text: string;
}

export interface RecordPlaces {
  /** Places of records the parser could not read, by row: from 0, blank lines and the header included. */
  readonly broken: ReadonlyMap<number, RecordPlace>;
  /** Places of the records a query yields, by their position among these, from 1. */
  readonly readable: ReadonlyMap<number, RecordPlace>;
}

/**
 * Finds records of a text file. The engine counts records, people look for lines; a quoted cell may hold line ends, blank
 * lines are no records, broken ones are counted apart, so these differ. One pass over the bytes, only taken when a place
 * has to be named. `broken` has the rows of all records the parser could not read.
 */
export async function locateRecords(
  database: Database,
  { path, compression, layout }: SourceFile,
  broken: ReadonlySet<number>,
  positions: ReadonlySet<number>,
): Promise<RecordPlaces> {
  const found = { broken: new Map<number, RecordPlace>(), readable: new Map<number, RecordPlace>() };
  if (layout === undefined || broken.size + positions.size === 0) return found;
  const numbering = new Numbering(layout, broken);
  const keep = (record: ScannedRecord) => {
    const position = numbering.next(record);
    const wanted = position === undefined ? broken.has(record.row) : positions.has(position);
    if (!wanted) return;
    const place = {
      line: record.line,
      text: record.text(),
      ...(compression === 'zstd' ? {} : { offset: record.offset }),
    };
    if (position === undefined) found.broken.set(record.row, place);
    else found.readable.set(position, place);
  };
  const scanner = new RecordScanner(layout, keep);
  for await (const bytes of unpackedBytes(path, compression, database)) {
    scanner.scan(bytes);
    if (found.broken.size === broken.size && found.readable.size === positions.size) return found;
  }
  scanner.end();
  return found;
}

/** Tells which of the rows of a file a query yields, and as which. */
class Numbering {
  readonly #layout: RecordLayout;
  readonly #broken: ReadonlySet<number>;
  #awaitsHeader: boolean;
  #position = 0;

  constructor(layout: RecordLayout, broken: ReadonlySet<number>) {
    this.#layout = layout;
    this.#broken = broken;
    this.#awaitsHeader = layout.kind === 'cells';
  }

  /** The position of a row among the readable records; undefined for every other row. */
  next({ row, blank }: ScannedRecord): number | undefined {
    const { kind } = this.#layout;
    // A lone column may be empty; a blank line among several columns is nothing, as is one before the header.
    if (blank && (this.#awaitsHeader || kind === 'lines' || this.#layout.columns > 1)) return undefined;
    if (this.#awaitsHeader) {
      this.#awaitsHeader = false;
      return undefined;
    }
    if (this.#broken.has(row)) return undefined;
    this.#position++;
    return this.#position;
  }
}
