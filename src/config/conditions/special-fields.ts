import { buyingRoles } from '../../model/audience.js';
import { engagementCases } from '../../model/campaign.js';
import { caseField } from '../../model/campaign-conditions.js';
import { seniorities } from '../../model/seniority.js';

/**
 * Facts about a lead that are worked out from its row, its events, its score and from each other, with the step at
 * which they are known.
 */
const known = {
  events: 'start',
  fit: 'start',
  pain: 'start',
  score: 'start',
  ready: 'start',
  velocity: 'start',
  momentum: 'start',
  disqualified: 'start',
  first_touch_at: 'start',
  ready_at: 'start',
  seniority: 'start',
  buying_role: 'start',
  'account.score': 'start',
  interest: 'start',
  interests: 'start',
  audience_level: 'start',
  channel: 'start',
  temperature: 'start',
  persona: 'persona',
  tag: 'tag',
  stage: 'stage',
  qualification: 'qualification',
  segment: 'segment',
  [caseField]: 'campaign',
} as const;

/** The steps in which leads are classified; a condition reads what is known at an earlier one (S4). */
export const steps = [
  'start',
  'persona',
  'tag',
  'stage',
  'qualification',
  'segment',
  'queue',
  'campaign',
] as const;

export type Step = (typeof steps)[number];

/** What the special fields that single conditions read mean, for editors. */
export const specialFieldMeanings = {
  fit: 'FIT: points for who the lead is.',
  pain: 'PAIN: points for what the lead does, as of the run.',
  score: 'The score.',
  ready: 'Whether the lead is ready for sales.',
  velocity: 'Points per day.',
  momentum: 'Points gained in the window of `velocity`.',
  disqualified: 'Whether a rule disqualifies the lead.',
  first_touch_at: 'When the lead was first heard of.',
  ready_at: 'Since when the lead has been ready.',
  seniority: `Seniority by the title: ${seniorities.join(', ')} or unknown.`,
  buying_role: `Role in a buying decision by the title: ${buyingRoles.join(', ')} or unknown.`,
  'account.score': 'Score of the account of the lead.',
  interest: 'Topic the lead is most interested in.',
  interests: 'Topics the lead is interested in; a test asks for one of them.',
  audience_level: 'How much is known about the lead, by the levels of `audience`.',
  channel: 'Channels by which the lead can be reached; a test asks for one of them.',
  temperature: 'hot, warm or cold, by the score.',
  persona: 'Persona of the lead, or none.',
  tag: 'Tags of the lead; a test asks for one of them.',
  stage: 'Stage of the lead.',
  qualification: 'yes, maybe or no, by fit and need.',
  segment: 'Segments of the lead; a test asks for one of them.',
  [caseField]: `What the lead did with the last mail, in campaigns: ${engagementCases.join(', ')}.`,
  'days_since.last_event': 'Days since the lead last did anything; after days_since. also an event type.',
} as const;

export const specialFields = Object.keys(known) as readonly (keyof typeof known)[];

/** Special fields that hold a point in time. */
export const specialMoments: readonly string[] = ['first_touch_at', 'ready_at'];

/** Special fields of which a lead can have several values; a test of one asks for a member of the set. */
export const setFields = ['segment', 'tag', 'interests', 'channel'] as const;

export type SetField = (typeof setFields)[number];

export function isSetField(field: string): field is SetField {
  return setFields.some((set) => set === field);
}

/** Begins the days since the last event of a type: `days_since.page.viewed`. */
export const daysSincePrefix = 'days_since.';

/** Begins the part of a partition that a lead is in: `partition.size-class`. */
export const partitionPrefix = 'partition.';

export function isSpecialField(field: string): boolean {
  return stepOf(field) !== undefined;
}

/** When a special field is known; undefined for fields of the row. */
export function stepOf(field: string): Step | undefined {
  if (field.startsWith(daysSincePrefix)) return 'start';
  if (field.startsWith(partitionPrefix)) return 'segment';
  return Object.hasOwn(known, field) ? known[field as keyof typeof known] : undefined;
}
