import type { AudienceFeatures } from '../../model/audience-features.js';
import type { Config } from '../../model/config.js';
import type { Features } from '../../model/features.js';
import type { MatchContext } from '../ingest-leads.js';
import type { LeadFields } from '../lead-fields.js';
import type { AccountNumbers } from './profile-numbers.js';
import type { Wanted } from './wanted.js';

/** Leads whose events have been folded, and what is wanted of them. */
export interface ClassifyInput {
  readonly config: Config;
  readonly context: MatchContext;
  /** Texts that `lead_value` holds. */
  readonly fields: LeadFields;
  readonly features: Features;
  /** Undefined when nothing wanted asks for it. */
  readonly audience: AudienceFeatures | undefined;
  readonly wanted: Wanted;
  /** Undefined when nothing wanted asks for accounts; else `account_key` names them by ordinal. */
  readonly accounts: AccountNumbers | undefined;
}
