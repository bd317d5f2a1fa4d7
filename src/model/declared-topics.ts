/** Topics that the rows of leads themselves declare or decline (S4.3), in columns ordered by lead. */
export interface DeclaredTopics {
  /** Ordinal of the lead, ascending. */
  readonly lead: Int32Array;
  /** Id of the topic, the same as in events. */
  readonly topic: Int32Array;
  /** UTC ms since when the row says so, -Infinity when it does not say. */
  readonly at: Float64Array;
  /** 1 where the topic is declined, 0 where it is declared. */
  readonly declined: Uint8Array;
}

export const noDeclaredTopics: DeclaredTopics = {
  lead: new Int32Array(0),
  topic: new Int32Array(0),
  at: new Float64Array(0),
  declined: new Uint8Array(0),
};
