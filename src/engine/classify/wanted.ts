import type { Config } from '../../model/config.js';
import type { PlanTest } from '../../model/plan-tests.js';
import { type ProfileColumn, profileColumns } from '../../model/score-columns.js';
import type { Sql } from '../../sql/sql.js';

/** What a plan wants to know of the leads (S5, S6). */
export interface PlanWanted {
  readonly tests: readonly PlanTest[];
  /** Fields whose instants the planner reads. */
  readonly dateFields: readonly string[];
}

/** What a run wants to know of its leads besides their scores. Nothing else is worked out. */
export interface Wanted {
  readonly columns: readonly ProfileColumn[];
  /** Ids of segments, each of which becomes a column of `profile`. */
  readonly segments: readonly string[];
  /** Ids of partitions, each of which becomes a column of `profile`. */
  readonly partitions: readonly string[];
  /** Whether the table `account_profile` is asked for. */
  readonly accounts: boolean;
  /** Fields of the rows of leads that somebody will look at in `lead_value`. */
  readonly fields?: readonly string[];
  /** Pain rules by index whose worth to each lead is kept. */
  readonly worthOf?: readonly number[];
  /** What a plan asks; undefined when nobody plans. */
  readonly plan?: PlanWanted;
  /** Whether somebody wants to know which pain rules have counted anything. */
  readonly rulesHit?: boolean;
  /** Text for each row of `lead`: leads for which it differs are of different worlds, and share neither mailbox nor account. */
  readonly apart?: Sql;
}

/** A run for scores alone. */
export const nothingWanted: Wanted = { columns: [], segments: [], partitions: [], accounts: false };

/** Everything a config can say, for an explanation of single leads. */
export function everythingWanted({ audience }: Config): Wanted {
  return {
    columns: profileColumns,
    segments: audience.segments.map(({ id }) => id),
    partitions: audience.partitions.map(({ id }) => id),
    accounts: true,
  };
}
