/** What the fold needs of the leads besides their events, in columns by lead ordinal. */
export interface LeadFacts {
  readonly leads: number;
  /** UTC ms, NaN where unknown. */
  readonly createdAt: Float64Array;
  /** Fit rules that hold, 31 to a word, in the order of the config. */
  readonly fitMasks: readonly Int32Array[];
}
