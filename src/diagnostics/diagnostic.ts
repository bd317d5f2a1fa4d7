import type { DiagnosticCode } from './codes.js';
import type { Severity } from './severity.js';

export type { Severity } from './severity.js';

/** One thing that is wrong, or worth knowing, about what the user gave us: plain data, rendered elsewhere. */
export interface Diagnostic {
  /** Names the bad pattern, e.g. `config/unknown-key`. Listed in codes.ts, never reused. */
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** What is wrong, one sentence. */
  readonly message: string;
  /** Why it matters. */
  readonly why?: string;
  /** What to do about it. */
  readonly help?: string;
  readonly at?: Span;
  /** The one certain cure, where there is one. */
  readonly fix?: Fix;
  /** Further places of the same problem (the first few) and how many there are in all. */
  readonly also?: { readonly places: readonly Span[]; readonly count: number };
}

/** A place in a file. Lines and columns count from 1; `end*` is exclusive. */
export interface Span {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** The text of the line, for the excerpt with the caret. Left out where the text is personal data. */
  readonly excerpt?: string;
}

/** What to write instead of the text from `start` to `end`: UTF-16 units from the beginning of the file, half-open. */
export interface Fix {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What changes, in words: `half_lfie -> half_life`. */
  readonly summary: string;
}
