import { unknownTitle } from '../../model/audience.js';
import { type Sql, sql } from '../../sql/sql.js';
import type { ProfilePlan } from './profile-plan.js';

/** Seniority or buying role by the title (A4). */
export function titleWord(plan: ProfilePlan, column: 'seniority' | 'buying_role'): Sql {
  return plan.layers.column(column, () => sql`coalesce(${plan.joined('title', column)}, ${unknownTitle})`);
}

/** Score of the account of a lead (S3.8); NULL for a lead without one. */
export function accountScore(plan: ProfilePlan): Sql {
  return plan.layers.column('account score', () => {
    const score = plan.number('accountScore');
    return sql`CASE WHEN NOT isnan(${score}) THEN ${score} END`;
  });
}

/** People of the account of a lead, itself among them. */
export function accountPeople(plan: ProfilePlan): Sql {
  return sql`nullif(${plan.number('accountPeople')}, 0)`;
}

/** Name of the account of a lead. */
export function accountOf(plan: ProfilePlan): Sql {
  plan.numbers.add('account');
  return plan.joined('account', 'account');
}
