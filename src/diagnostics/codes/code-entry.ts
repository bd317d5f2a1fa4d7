import type { Severity } from '../severity.js';

/** What is true of every diagnostic of one code. A single diagnostic may say more precise words. */
export interface CodeEntry {
  readonly severity: Severity;
  /** The bad pattern in a few words, for lists of codes. */
  readonly summary: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do about it. */
  readonly help: string;
}
