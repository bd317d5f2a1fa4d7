import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Sql } from '../sql/sql.js';
import type { Compression } from './compression.js';
import type { RecordLayout } from './record-scanner.js';

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
  /** What parts the records, for finding them in the text. Missing where a record has no line. */
  readonly layout?: RecordLayout;
  /**
   * A query over the file. `bad` is true for a record that has no readable cells. Broken records of a delimited text
   * do not appear in it; the engine puts them into the table named by `rejects`.
   */
  readonly scan: (rejects: string) => Sql;
}

export type Opened = { readonly file: SourceFile } | { readonly problem: Diagnostic };
