import type { Interests } from '../../model/audience.js';
import type { Config } from '../../model/config.js';
import type { MatchContext } from '../ingest-leads.js';
import { isDerived } from '../lead-fields.js';
import { topicFields } from '../topics.js';
import { accountFields } from './accounts.js';
import { profilePlan } from './classified-fields.js';
import { profileOutputs } from './profile-outputs.js';
import type { Wanted } from './wanted.js';

/** What must be known of the inputs before leads can be classified as it is wanted. */
export interface ProfileNeeds {
  /** Fields of the rows of leads, without those that follow from the address. */
  readonly leadFields: readonly string[];
  readonly mailDomains: boolean;
  /** The config whose events are to be folded: without what nobody asks for. */
  readonly folded: Config;
  /** Whether the fold is asked for more than scores. */
  readonly foldsAudience: boolean;
  /** Whether leads must be told apart by their accounts. */
  readonly accounts: boolean;
  readonly titles: boolean;
}

export function profileNeeds(config: Config, wanted: Wanted, context: MatchContext): ProfileNeeds {
  const plan = profilePlan(config, context);
  profileOutputs(plan, wanted);
  const numbers = [...plan.numbers];
  const has = (pattern: RegExp) => numbers.some((name) => pattern.test(name));
  const accounts = wanted.accounts || has(/^account/);
  const asks = {
    aggregates: has(/^aggregate/),
    stages: has(/^(?:stage|illegalStages)/),
    interests: has(/^topic /) || plan.tables.has('topic') || plan.tables.has('interest'),
  };
  const { interests } = config.audience;
  const fields = [
    ...plan.fields,
    ...(wanted.fields ?? []),
    ...(accounts ? accountFields(config.score.account) : []),
    ...(asks.interests && interests !== undefined ? topicFields(interests) : []),
  ];
  return {
    leadFields: [...new Set(fields)].filter((field) => !isDerived(field)),
    mailDomains: fields.some(isDerived),
    folded: foldedConfig(config, asks, wanted.plan !== undefined),
    foldsAudience: asks.aggregates || asks.stages || (asks.interests && interests !== undefined),
    accounts,
    titles: accounts || plan.tables.has('title'),
  };
}

interface Asks {
  readonly aggregates: boolean;
  readonly stages: boolean;
  readonly interests: boolean;
}

/** Events are only matched for what somebody asks for; what is left keeps its place. */
function foldedConfig(config: Config, asks: Asks, plans: boolean): Config {
  const { interests, aggregates, stages, ...rest } = config.audience;
  const asked: { readonly interests?: Interests } =
    asks.interests && interests !== undefined ? { interests } : {};
  return {
    ...config,
    campaigns: plans ? config.campaigns : [],
    audience: {
      ...rest,
      ...asked,
      aggregates: asks.aggregates ? aggregates : [],
      stages: asks.stages
        ? stages
        : { ...stages, stages: stages.stages.map(({ event: _, ...stage }) => stage) },
    },
  };
}
