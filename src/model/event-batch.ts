/**
 * Events in columns, ordered by lead and instant: what crosses from the engine to the fold. Only numbers.
 *
 * `flags` packs what the fold must know about each event besides the rules it matches:
 * bits 0-2 the type rank of S2.5, bit 3 a machine event (S2.6), bit 4 a touch by sales (S3.5), bits 5-30 the
 * first 26 rules. Further rules follow in `masks`, 31 to a word.
 */
export interface EventBatch {
  readonly rows: number;
  /** Ordinal of the lead, from 0; negative for rows that belong to nobody (`orphanLead`) or can't be used. */
  readonly lead: Int32Array;
  /** UTC ms. */
  readonly at: Float64Array;
  /** 53 bits of a hash of the event's identity: its id, or all its mapped fields (S2.4). */
  readonly id: Float64Array;
  readonly flags: Int32Array;
  readonly masks: readonly Int32Array[];
  /** One column per property that rules take points from; NaN where unreadable. */
  readonly values: readonly Float64Array[];
}

export const rankBits = 0b111;
export const machineBit = 1 << 3;
export const touchBit = 1 << 4;
export const firstRuleBit = 5;
export const rulesInFlags = 26;
export const rulesPerMask = 31;

/** Lead ordinals of rows that have no lead. */
export const orphanLead = -1;

/** Words needed beyond `flags` for this many rules. */
export function maskWords(rules: number): number {
  return Math.max(0, Math.ceil((rules - rulesInFlags) / rulesPerMask));
}

/** Where the bit of a rule is: word -1 is `flags`. */
export function ruleBit(rule: number): { readonly word: number; readonly bit: number } {
  if (rule < rulesInFlags) return { word: -1, bit: firstRuleBit + rule };
  const rest = rule - rulesInFlags;
  return { word: Math.floor(rest / rulesPerMask), bit: rest % rulesPerMask };
}
