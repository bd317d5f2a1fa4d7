import type { Sql } from '../../sql/sql.js';

/** A column of the table `profile`. */
export interface ProfileOutput {
  readonly name: string;
  readonly text: Sql;
}
