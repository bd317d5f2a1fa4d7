/** What a score run comes to, for people and for JSON. */
export interface ScoreSummary {
  readonly leads: number;
  readonly ready: number;
  /** Ready by FIT alone (B4). */
  readonly readyByProfile: number;
  readonly disqualified: number;
  readonly withEvents: number;
  readonly overdue: number;
  /** Quantiles of the score; 0 without leads. */
  readonly score: {
    readonly min: number;
    readonly median: number;
    readonly p90: number;
    readonly max: number;
  };
  /** Leads per range of scores: [from, to), the last one closed. */
  readonly distribution: readonly { readonly from: number; readonly to: number; readonly leads: number }[];
}
