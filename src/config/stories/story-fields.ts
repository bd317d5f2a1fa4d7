import { caseField, dateFieldsOf, eventsOf, leadConditionsOf } from '../../model/campaign-conditions.js';
import { isClassified } from '../../model/classified-fields.js';
import { fieldsOf } from '../../model/condition.js';
import type { Config } from '../../model/config.js';
import {
  canonicalEventFields,
  canonicalLeadFields,
  derivedLeadFields,
  momentFields,
} from '../../model/fields.js';
import { typedFields } from '../../model/typed-fields.js';

/** What the leads and the events of a story may say. */
export interface StoryFields {
  readonly leads: readonly string[];
  readonly events: readonly string[];
  /** Those of either that something in the config reads. */
  readonly read: readonly string[];
  /** Those that hold instants. */
  readonly instants: readonly string[];
}

/**
 * The fields that have a meaning of their own, those that the sources of the config map, and those that it reads. `content` are the fields that
 * the texts of mails read.
 */
export function storyFields(config: Config, content: readonly string[]): StoryFields {
  const { sources } = config;
  const typed = typedFields(config);
  return {
    leads: distinct([
      ...canonicalLeadFields,
      ...sources.leads.flatMap(({ columns }) => Object.keys(columns)),
      ...leadFieldsRead(config),
      ...content,
    ]),
    events: distinct([
      ...canonicalEventFields,
      ...sources.events.flatMap(({ columns }) => Object.keys(columns)),
      ...eventFieldsRead(config),
    ]).filter((name) => !fieldsOfEveryEvent.includes(name)),
    read: distinct([...leadFieldsRead(config), ...content, ...eventFieldsRead(config)]),
    instants: distinct([...momentFields, ...typed.leads.instants, ...typed.events.instants]),
  };
}

/** They have keys of their own, or, as the address, are those of the lead. */
const fieldsOfEveryEvent: readonly string[] = ['lead', 'email', 'type', 'at'];

function leadFieldsRead({ score, audience, campaigns, policy }: Config): readonly string[] {
  const { personas, tags, stages, segments, partitions, queue, channels, levels, interests } = audience;
  const conditions = [
    ...[...score.fit.rules, ...personas, ...tags.rules, ...stages.stages, ...segments, ...queue.rules],
    ...partitions.flatMap(({ members }) => members),
  ].flatMap(({ when }) => when ?? []);
  const { by } = score.account;
  return [
    ...[...conditions, ...campaigns.flatMap(leadConditionsOf)].flatMap(fieldsOf),
    ...campaigns.flatMap(dateFieldsOf),
    ...channels.flatMap(({ needs, consent }) => [...needs, ...(consent === undefined ? [] : [consent])]),
    ...levels.flatMap(({ fields }) => fields),
    ...(interests === undefined ? [] : [interests.declaredField, interests.declinedField]),
    ...(by === 'domain' ? [] : [by.field]),
    tags.field,
    policy.consent.field,
  ];
}

function eventFieldsRead({ score, audience, campaigns }: Config): readonly string[] {
  const { aggregates, stages, interests } = audience;
  const matchers = [...score.pain.rules, ...aggregates, ...stages.stages, ...campaigns.flatMap(eventsOf)];
  return [
    ...matchers.flatMap(({ where }) => (where === undefined ? [] : fieldsOf(where))),
    ...score.pain.rules.flatMap(({ points }) => (typeof points === 'number' ? [] : points.property)),
    ...aggregates.flatMap(({ property }) => property ?? []),
    ...(interests === undefined ? [] : [interests.property]),
  ];
}

/** Each once, without what is worked out from others. Leads of stories are named by their ids, never by an address of an event. */
function distinct(names: readonly string[]): readonly string[] {
  const derived: readonly string[] = [...derivedLeadFields, caseField];
  return [...new Set(names)].filter((name) => !isClassified(name) && !derived.includes(name));
}
