import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Sql } from '../sql/sql.js';
import type { Compression } from './compression.js';

/** A file on disk, and the name it goes by in messages. */
export interface InputFile {
  readonly path: string;
  readonly name: string;
}

/** What is known of a file before its content was looked at. */
export interface InspectedFile extends InputFile {
  readonly compression: Compression;
  readonly bytes: number;
  readonly modifiedMs: number;
}

/** One input file, looked at and ready to be read: every cell as text, columns `c0`, `c1`, ... in file order. */
export interface SourceFile extends InspectedFile {
  readonly format: 'csv' | 'jsonl' | 'json' | 'parquet';
  readonly columns: readonly string[];
  /** The file that the engine reads: the file itself, or its tidy copy. */
  readonly readsFrom: string;
  /** No cell has blanks around its content, and an empty one is missing: the text of a cell is the cell. */
  readonly trimmed: boolean;
  /** A query over the file. `bad` is true for a record that has no readable cells. */
  readonly scan: () => Sql;
  /**
   * Rows that `scan` must yield, counted when the file was looked at. Another number means that it is not read as it
   * was then, and the result can not be trusted.
   */
  readonly records: number;
  /** Damaged records that `scan` does not show, by reason. */
  readonly broken: ReadonlyMap<string, number>;
  /** Visits every record that the file holds, in order, readable or not. Missing where a record has no place in a text. */
  readonly walk?: (visit: (record: WalkedRecord) => 'enough' | undefined) => Promise<void>;
  /** How the file is written, as far as that was detected: a dialect to paste into the config, and remarks for people. */
  readonly dialect: string;
  readonly notes: readonly string[];
}

/** A record of a text file and its place. Valid during the call it is handed to. */
export interface WalkedRecord {
  /** Why the record is not among the rows; undefined when it is. */
  readonly reason: string | undefined;
  /** Name of the column of the fault, where one can be named. */
  readonly column?: string;
  /** Physical line of its first byte, from 1. */
  readonly line: number;
  /** Offset of its first byte in the unpacked file; missing where the text had to be decoded first. */
  readonly offset?: number;
  /** The record as it stands in the file, without its line end; cut after 4 kB. */
  readonly text: () => string;
}

export type Opened = { readonly file: SourceFile } | { readonly problem: Diagnostic };
