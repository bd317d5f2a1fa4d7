/**
 * The ledger: what committed runs have begun, sent and ended (S5.2, S7). Each run has a file `ledger.parquet` with the columns below;
 * all of them together are the memory of all campaigns.
 */
export const ledgerKinds = ['start', 'send', 'skip', 'exit', 'suppress'] as const;

/**
 * `start`: an occurrence began at that instant. `send`: a step is sent then. `skip`: a capped step was skipped for good; the instant is when it was due.
 * `exit`: the occurrence ended then, for `reason`. `suppress`: the campaign put the address on the suppression list.
 */
export type LedgerKind = (typeof ledgerKinds)[number];

/** Columns of `ledger.parquet`. Text but for `occurrence` and `attempt` (INTEGER) and `at` (TIMESTAMPTZ). */
export const ledgerColumns = [
  'lead_id',
  'email',
  'campaign',
  'occurrence',
  'kind',
  'at',
  'step',
  'attempt',
  'variant',
  'template',
  'channel',
  'reason',
  'send_id',
] as const;

/** Step of a ledger row that the config has no more, and says nothing about. */
export const vanishedStep = -1;
/** Step of a ledger row whose leads are moved out of the campaign (`moved: { old: exit }`). */
export const movedToExit = -2;

/**
 * The ledger as numbers, ordered by mailbox, then `at`, then run, campaign, step, attempt. Only rows of mailboxes that exist today; of rows
 * whose campaign the config has no more, only sends (they count for caps) and suppressions (they hold).
 */
export interface LedgerRows {
  readonly count: number;
  /** The smallest ordinal of the leads that have the address. */
  readonly mailbox: Int32Array;
  /**
   * Ordinal of the lead; -1 when no lead has this key any more, but the address is that of a mailbox. Where the address of a send is that
   * of another mailbox than the lead's by now, there is a second row with -1 for that mailbox. Suppressions are of the mailbox of their
   * address, and have -1.
   */
  readonly lead: Int32Array;
  /** Index in `config.campaigns`, -1 for one that is gone. */
  readonly campaign: Int16Array;
  readonly occurrence: Int32Array;
  /** Index in `ledgerKinds`. */
  readonly kind: Int8Array;
  /** UTC ms. */
  readonly at: Float64Array;
  /** Index of the step after `moved` was applied, `vanishedStep`, or `movedToExit`; -1 for rows without a step. */
  readonly step: Int32Array;
  readonly attempt: Int32Array;
  /** Code of the reason of an exit (model/reason.ts), -1 for other rows. */
  readonly reason: Int8Array;
  /** Index in `stepChannels`, -1 for rows without one. */
  readonly channel: Int8Array;
  /** 53 bits of a hash of the send id, the same as events carry; NaN for rows without one. */
  readonly send: Float64Array;
  /** Code of the template (see `MailCodes`), -1 for none. */
  readonly template: Int32Array;
}

/** Kinds of stops (S6.3). */
export const stopKinds = ['unsubscribed', 'complaint', 'bounced', 'list', 'objection'] as const;

export type StopKind = (typeof stopKinds)[number];

/** What the state keeps: stops, and consents that were withdrawn. */
export const keptStopKinds = [...stopKinds, 'withdrawn'] as const;

/** Code of a purpose that no campaign has, and of none given; others are indexes of `purposesOf(config)`. */
export const foreignPurpose = -2;
export const everyPurpose = -1;

/** Stops that files and the state hold, ordered by mailbox, then instant. */
export interface StopRows {
  readonly count: number;
  readonly mailbox: Int32Array;
  /** Index in `keptStopKinds`. */
  readonly kind: Int32Array;
  /** UTC ms; NaN for one without a readable instant, which holds for good. */
  readonly at: Float64Array;
  readonly purpose: Int32Array;
}
