/**
 * What a plan decides, in columns (S6.1). For every lead and campaign there is a verdict; those in an occurrence also have a row with the
 * details. Instants are UTC ms, NaN where there is none.
 */
export interface DecisionColumns {
  readonly leads: number;
  readonly campaigns: number;
  /** `action * 64 + reason` by campaign, then lead: codes of model/reason.ts. */
  readonly verdicts: Uint16Array;
  /** Rows in use; the columns have room for more. */
  readonly rows: number;
  readonly lead: Int32Array;
  readonly campaign: Int32Array;
  readonly occurrence: Int32Array;
  /** Index of the step, -1 for none. */
  readonly step: Int32Array;
  readonly attempt: Int32Array;
  /** Index of the variant, -1 for none. */
  readonly variant: Int32Array;
  /** Index of the form of the mail (model/content-forms.ts), -1 for none. */
  readonly form: Int32Array;
  /** Index of the campaign that went first, -1 for none. */
  readonly winner: Int32Array;
  /** Sum of `decisionMarks`. */
  readonly marks: Int32Array;
  readonly startAt: Float64Array;
  readonly exitAt: Float64Array;
  readonly dueAt: Float64Array;
  readonly sendAt: Float64Array;
}

export const verdictBits = 6;

/** `begins`: the occurrence begins with this plan. `suppresses`: its end puts the address on the suppression list. */
export const decisionMarks = { begins: 1, suppresses: 2 } as const;
