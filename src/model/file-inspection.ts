import type { PresetName } from './preset.js';

/** What is in a file, found without a config. Plain data, part of the JSON document of `nurture inspect`. */
export interface FileInspection {
  readonly file: string;
  readonly format: 'csv' | 'jsonl' | 'json' | 'parquet';
  readonly compression: 'uncompressed' | 'gzip' | 'zstd';
  /** Size on disk. */
  readonly bytes: number;
  /** Null for a format that is no text. */
  readonly encoding: EncodingFinding | null;
  /** Rows that can be read; the broken ones come on top. */
  readonly rows: number;
  readonly broken: readonly BrokenRows[];
  /** How the file is written, beyond the plainest, and how its values are read; one remark each. */
  readonly notes: readonly string[];
  readonly columns: readonly ColumnInspection[];
  readonly role: RoleGuess;
  readonly tool: ToolGuess;
  /** What only a person can answer, with the YAML that answers it. */
  readonly questions: readonly string[];
  /** What is likely to go wrong. */
  readonly warnings: readonly string[];
  /** The first rows as they are, only when asked for. */
  readonly sample: readonly (readonly string[])[] | null;
  /** An entry of `sources:`; null when nothing in the file says what it is. */
  readonly source: SourceProposal | null;
}

export interface EncodingFinding {
  readonly name: string;
  readonly knownBy: 'declaration' | 'byte order mark' | 'valid UTF-8';
}

export interface BrokenRows {
  /** Code as in the rejects file. */
  readonly reason: string;
  readonly rows: number;
  /** Lines of the first three, from 1. */
  readonly lines: readonly number[];
}

export const columnKinds = [
  'empty',
  'email',
  'url',
  'instant',
  'date',
  'epoch',
  'boolean',
  'phone',
  'id',
  'integer',
  'number',
  'text',
] as const;

/** What the values of a column look like. `instant` is a date with a time, `epoch` a plain number that counts time. */
export type ColumnKind = (typeof columnKinds)[number];

export interface ColumnInspection {
  readonly header: string;
  readonly kind: ColumnKind;
  /** Rows with a value. */
  readonly filled: number;
  /** Values that are not of the kind. */
  readonly misfits: number;
  /** Different values; unless `exact`, an estimate within some percent. */
  readonly distinct: number;
  readonly exact: boolean;
  /** No two rows have the same value, and every row has one: the column can tell rows apart. */
  readonly unique: boolean;
  /** Least and greatest value of numbers and dates. */
  readonly range: { readonly from: string; readonly to: string } | null;
  /** Two values in their form alone: letters as x, digits as 9, addresses as a***@host. */
  readonly examples: readonly string[];
}

export interface RoleGuess {
  readonly kind: 'leads' | 'events' | 'suppressions' | 'list' | 'unknown';
  readonly why: string;
}

/** Which tool wrote the file, by headers that only its exports have. */
export type ToolGuess =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'found';
      readonly tool: string;
      /** A preset that the config knows. */
      readonly preset: PresetName | null;
      /** Headers that show it. */
      readonly by: readonly string[];
    }
  /** Several fit equally well, so none is chosen. */
  | { readonly kind: 'tied'; readonly tools: readonly string[] };

/** An entry of `sources:` in the config. */
export interface SourceProposal {
  readonly kind: 'leads' | 'events' | 'suppressions' | 'list';
  readonly file: string;
  readonly preset: PresetName | null;
  /** Header of the id of leads; for a list, of its values. */
  readonly key: string | null;
  readonly columns: readonly MappedColumn[];
  /** A YAML mapping in one line; empty when nothing has to be said. */
  readonly dialect: string;
  readonly types: readonly EventTypeProposal[];
  /** Event types beyond those of `types`. */
  readonly moreTypes: number;
  /** What to think about before it is used. */
  readonly remarks: readonly string[];
}

export interface MappedColumn {
  readonly field: string;
  readonly header: string;
}

export interface EventTypeProposal {
  /** As in the file. */
  readonly name: string;
  readonly rows: number;
  /** Canonical name, where the name leaves no doubt. */
  readonly type: string | null;
}

/** Two columns of different files with values in common. */
export interface JoinGuess {
  readonly file: string;
  readonly header: string;
  readonly inFile: string;
  readonly inHeader: string;
  /** Different values looked at: all, or an even sample of them. */
  readonly values: number;
  /** Those that the other column has, too. */
  readonly found: number;
}
