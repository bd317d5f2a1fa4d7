/** What the fold says of each lead, in columns by lead ordinal. Instants are UTC ms, NaN where there is none. */
export interface Features {
  readonly leads: number;
  readonly fit: Float64Array;
  readonly pain: Float64Array;
  readonly bonus: Float64Array;
  readonly score: Float64Array;
  /** Points per day (S3.6). */
  readonly velocity: Float64Array;
  readonly momentum: Float64Array;
  readonly ready: Uint8Array;
  readonly disqualified: Uint8Array;
  readonly readyAt: Float64Array;
  readonly firstReadyAt: Float64Array;
  readonly dueAt: Float64Array;
  readonly firstTouchAt: Float64Array;
  readonly lastEventAt: Float64Array;
  /** Counted events, duplicates and machine events left out. */
  readonly events: Int32Array;
  /** The three rules worth most, best first: fit rules by index, pain rules by index + number of fit rules, -1 for none. */
  readonly reasons: readonly Int32Array[];
  readonly reasonPoints: readonly Float64Array[];
  /** What single pain rules are worth, for those who compare two configs; empty unless asked for. */
  readonly worths: readonly RuleWorth[];
}

/** A pain rule by index, and its points for each lead within its own bounds (S3.3): before those of groups and classes. */
export interface RuleWorth {
  readonly rule: number;
  readonly points: Float64Array;
}

export const reasonCount = 3;

export function emptyFeatures(leads: number, worthOf: readonly number[] = []): Features {
  const numbers = () => new Float64Array(leads);
  return {
    leads,
    fit: numbers(),
    pain: numbers(),
    bonus: numbers(),
    score: numbers(),
    velocity: numbers(),
    momentum: numbers(),
    ready: new Uint8Array(leads),
    disqualified: new Uint8Array(leads),
    readyAt: numbers().fill(Number.NaN),
    firstReadyAt: numbers().fill(Number.NaN),
    dueAt: numbers().fill(Number.NaN),
    firstTouchAt: numbers().fill(Number.NaN),
    lastEventAt: numbers().fill(Number.NaN),
    events: new Int32Array(leads),
    reasons: Array.from({ length: reasonCount }, () => new Int32Array(leads).fill(-1)),
    reasonPoints: Array.from({ length: reasonCount }, numbers),
    worths: worthOf.map((rule) => ({ rule, points: numbers() })),
  };
}
