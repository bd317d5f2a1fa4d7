import type { AudienceModel } from './audience-model.js';

/** What the fold says of each lead besides its score (S4), by lead ordinal. Instants are UTC ms, NaN where there is none. */
export interface AudienceFeatures {
  readonly leads: number;
  /** One column per aggregate of the config: a count, a sum, or an instant. */
  readonly aggregates: readonly Float64Array[];
  readonly stages: StageFeatures;
  readonly interests: InterestFeatures;
}

/** Where the events have brought each lead (S4.4). */
export interface StageFeatures {
  /** Index of the stage in the config, 0 without a transition. */
  readonly stage: Int32Array;
  /** When the stage was entered, NaN for a lead that never left the first one. */
  readonly enteredAt: Float64Array;
  /** Transitions that are not legal; they change nothing. */
  readonly illegal: Int32Array;
  /** The first few of them, in the order of leads and instants. */
  readonly illegalExamples: IllegalTransition[];
}

/** How many illegal transitions are kept for a report. */
export const illegalExamples = 10;

export interface IllegalTransition {
  readonly lead: number;
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

export const interestStates = { observed: 0, declared: 1, declined: 2 } as const;

/** What each lead is interested in (S4.3). Topics are ids, ordered like their names. */
export interface InterestFeatures {
  /** The declared topic of the largest weight, else the observed one, never a declined one; -1 for none. */
  readonly topTopic: Int32Array;
  /** Weight of the top topic; 0 for one that is declared and was never observed. */
  readonly topWeight: Float64Array;
  readonly rows: InterestRows;
}

/** Topics of all leads, ordered by lead and topic: those with a weight above 0, and those declared or declined. */
export interface InterestRows {
  /** Rows in use; the columns have room for more. */
  count: number;
  lead: Int32Array;
  topic: Int32Array;
  /** Observed weight, whatever the state. */
  weight: Float64Array;
  /** One of `interestStates`. */
  state: Uint8Array;
}

/** What leads without events have. */
export function emptyAudienceFeatures(leads: number, { aggregates }: AudienceModel): AudienceFeatures {
  return {
    leads,
    aggregates: aggregates.measures.map((measure) => {
      const column = new Float64Array(leads);
      return measure === 'count' || measure === 'sum' ? column : column.fill(Number.NaN);
    }),
    stages: {
      stage: new Int32Array(leads),
      enteredAt: new Float64Array(leads).fill(Number.NaN),
      illegal: new Int32Array(leads),
      illegalExamples: [],
    },
    interests: {
      topTopic: new Int32Array(leads).fill(-1),
      topWeight: new Float64Array(leads),
      rows: {
        count: 0,
        lead: new Int32Array(64),
        topic: new Int32Array(64),
        weight: new Float64Array(64),
        state: new Uint8Array(64),
      },
    },
  };
}
