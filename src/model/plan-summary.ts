import type { Action, Reason } from './reason.js';

/** A plan in numbers: what `summary.json` holds and `nurture plan` prints. No personal data. */
export interface PlanSummary {
  readonly asOf: string;
  /** End of the horizon; half-open. */
  readonly until: string;
  readonly leads: number;
  /** Leads times campaigns: what the actions add up to (S6.1). */
  readonly considered: number;
  readonly actions: Readonly<Record<Action, number>>;
  readonly reasons: readonly ReasonCount[];
  readonly campaigns: readonly CampaignSummary[];
  /** Sends by day of the project zone. */
  readonly days: readonly { readonly day: string; readonly sends: number }[];
  readonly blast: BlastSummary;
  readonly ledger: LedgerSummary;
  /** Files of the send lists that have rows. */
  readonly lists: readonly ListSummary[];
}

export interface ListSummary {
  /** Relative to the directory of the plan. */
  readonly name: string;
  readonly rows: number;
}

export interface ReasonCount {
  readonly action: Action;
  readonly reason: Reason;
  readonly leads: number;
}

export interface CampaignSummary {
  readonly id: string;
  readonly owner: string | null;
  readonly actions: Readonly<Record<Action, number>>;
  readonly reasons: readonly ReasonCount[];
  /** Sends by step, in the order of the steps. */
  readonly steps: readonly { readonly id: string; readonly sends: number }[];
  /** Leads that stand at a step that is gone (S5.7). */
  readonly vanished: number;
}

/** What the blast gate compared (S6.9). `usual` is null while there are too few runs to say. */
export interface BlastSummary {
  readonly sends: number;
  readonly usual: number | null;
  readonly broken: { readonly by: 'max_sends' | 'max_growth'; readonly limit: number } | null;
}

export interface LedgerSummary {
  readonly runs: number;
  /** The last run that was read. */
  readonly last: string | null;
  /** Whether later runs exist that were left out (S6.12). */
  readonly replay: boolean;
  /** What the last run decided, to compare with; null when there is none. */
  readonly before: EarlierTotals | null;
}

/** Totals of an earlier plan. */
export type EarlierTotals = Pick<PlanSummary, 'asOf' | 'leads' | 'actions'>;
