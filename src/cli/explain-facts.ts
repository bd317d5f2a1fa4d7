import type { Account } from '../engine/accounts-query.js';
import type { FoundLead } from '../engine/lead-lookup.js';
import type { LeadProfile } from '../engine/lead-profile.js';
import type { LeadExplanation } from '../fold/explain-lead.js';
import { fieldsOf } from '../model/condition.js';
import type { Config } from '../model/config.js';
import { canonicalLeadFields } from '../model/fields.js';
import { formatInstant, formatNumber } from '../report/numbers.js';

/** All that is known of one lead, from its rows, its events and from the run over all leads. */
export interface LeadFactSheet {
  readonly config: Config;
  readonly asOf: number;
  readonly lead: FoundLead;
  /** Texts of its row, by field; null where it has none. */
  readonly fields: Readonly<Record<string, string | null>>;
  readonly folded: LeadExplanation;
  readonly profile: LeadProfile;
  readonly account?: Account;
  /** Names of topics by id. */
  readonly topics: readonly string[];
}

/** Fields of the row that an explanation shows or looks at. */
export function fieldsToExplain({ audience, score }: Config): readonly string[] {
  const { segments, channels, levels } = audience;
  return [
    ...new Set([
      ...canonicalLeadFields,
      ...score.fit.rules.flatMap(({ when }) => fieldsOf(when)),
      ...segments.flatMap(({ when }) => fieldsOf(when)),
      ...channels.flatMap(({ needs, consent }) => [...needs, ...(consent === undefined ? [] : [consent])]),
      ...levels.flatMap(({ fields }) => fields),
    ]),
  ].filter((field) => !field.includes('/'));
}

/**
 * What a lead has in a field that a condition reads, in words; undefined where the answer is only yes or no, and null where
 * there is nothing.
 */
export function fieldValue(facts: LeadFactSheet, field: string): string | null | undefined {
  const { folded, profile, lead, config, fields } = facts;
  const { features } = folded;
  const number = (column: Float64Array) => formatNumber(column[lead.ord] as number);
  const instant = (column: Float64Array) => formatInstant(column[lead.ord] as number) || null;
  switch (field) {
    case 'fit':
    case 'pain':
    case 'score':
    case 'velocity':
    case 'momentum':
      return number(features[field]);
    case 'first_touch_at':
      return instant(features.firstTouchAt);
    case 'ready_at':
      return instant(features.readyAt);
    case 'account.score':
      return profile.accountScore === null ? null : formatNumber(profile.accountScore);
    case 'seniority':
      return profile.seniority;
    case 'buying_role':
      return profile.buyingRole;
    case 'interest':
      return profile.interest;
    case 'audience_level':
      return profile.audienceLevel;
    case 'persona':
      return profile.persona;
    case 'stage':
      return profile.stage;
    case 'qualification':
      return profile.qualification;
    case 'temperature':
      return profile.temperature;
    case 'ready':
    case 'disqualified':
    case 'tag':
    case 'channel':
    case 'segment':
      return undefined;
  }
  if (field.startsWith('events/')) return aggregateValue(facts, Number(field.slice('events/'.length)));
  const partition = config.audience.partitions.findIndex(({ id }) => field === `partition.${id}`);
  if (partition >= 0) return profile.partitions[partition] ?? null;
  return field.includes('/') ? undefined : (fields[field] ?? null);
}

function aggregateValue({ folded, lead, config }: LeadFactSheet, index: number): string | null {
  const value = folded.audience?.features.aggregates[index]?.[lead.ord];
  if (value === undefined || Number.isNaN(value)) return null;
  const measure = config.audience.aggregates[index]?.measure;
  return measure === 'first' || measure === 'last' ? formatInstant(value) : formatNumber(value);
}
