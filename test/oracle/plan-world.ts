import type { ledgerColumns } from '../../src/model/ledger.js';
import type { Action, Reason } from '../../src/model/reason.js';
import type { TextRow, World } from './world.js';

/**
 * A whole input of the plan as plain data (S6.1). Leads and events have further text columns: `timezone region consent_at` and whatever
 * dates, names and languages campaigns read; `send_id campaign step template bounce_class purpose reason`.
 */
export interface PlanWorld extends World {
  /** Rows of all committed runs that the plan reads (S6.12), in the order of the runs. */
  readonly ledger: readonly LedgerText[];
  /** Which of the runs each row of the ledger is of, from 0; all are of the first when left out. */
  readonly runOf?: readonly number[];
  /** Sends of each of those runs, the oldest first: what is usual (S6.9). */
  readonly sendsOfRuns: readonly number[];
  /** As-of of each of those runs, UTC ms; of none today when left out. */
  readonly instantsOfRuns?: readonly number[];
  /** Text cells: email (an address, a SHA-256, or `@domain`), domain, reason, at, purpose. */
  readonly suppressions: readonly TextRow[];
  readonly horizonMs: number;
  /** Local dates (`2024-12-25`) on which no mail goes out, and those that are open in any case (S6.4). */
  readonly daysOff: readonly string[];
  readonly workdays: readonly string[];
  readonly allowBlast?: boolean;
}

/** A row of the ledger as text: instants as ISO, numbers as digits, blank for what a row does not have. */
export type LedgerText = Readonly<Record<(typeof ledgerColumns)[number], string>>;

/** What the plan says about one lead and one campaign. Instants are UTC ms. */
export interface NaivePlanRow {
  readonly lead: string;
  readonly campaign: string;
  readonly occurrence: number | null;
  readonly startedAt: number | null;
  /** Id of the step that is sent or waited for; of `waiting_case` the one whose mail may still get another case. */
  readonly step: string | null;
  readonly attempt: number | null;
  readonly variant: string | null;
  readonly action: Action;
  readonly reason: Reason;
  readonly dueAt: number | null;
  /** Only of what is sent. */
  readonly sendAt: number | null;
  /** Zone of the lead, whatever zone its window has, and where it comes from (S6.4). */
  readonly zone: string;
  readonly zoneSource: ZoneSource;
  /** Campaign to which the mail was lost (S6.6). */
  readonly winner: string | null;
}

export type ZoneSource = 'lead' | 'region' | 'country' | 'project' | 'utc';

export interface NaivePlan {
  /** One for each lead and campaign, by key of the lead, then in the order of the config. */
  readonly rows: readonly NaivePlanRow[];
  /** What committing the plan would add; nothing if it is blocked. */
  readonly ledger: readonly LedgerText[];
}
