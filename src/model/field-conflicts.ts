/** A field for which sources of leads have different values (A8). */
export interface FieldConflicts {
  readonly field: string;
  /** Leads that have more than one value. */
  readonly leads: number;
  /** Names of the sources that have another value than the one that is kept, and of those it is kept from, in their order. */
  readonly sources: readonly string[];
}
