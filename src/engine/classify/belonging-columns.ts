import type { Channel } from '../../model/audience.js';
import { join, raw, type Sql, sql } from '../../sql/sql.js';
import { foldText } from '../../sql/values.js';
import { namesIn } from '../topics.js';
import type { ProfilePlan } from './profile-plan.js';

/** Whether a lead has a tag (A12): by its row, or by any rule for it. */
export function hasTag(plan: ProfilePlan, tag: string): Sql {
  return plan.layers.column(`tag ${fold(tag)}`, () => {
    const rules = plan.audience.tags.rules.flatMap((rule, index) =>
      fold(rule.tag) === fold(tag) ? [tagRuleHolds(plan, index)] : [],
    );
    const own = sql`coalesce(list_contains(${foldedTags(plan)}, ${foldText(sql`${tag}`)}), FALSE)`;
    return sql`(${join([own, ...rules], ' OR ')})`;
  });
}

export function hasAnyTag(plan: ProfilePlan): Sql {
  const rules = plan.audience.tags.rules.map((_, index) => tagRuleHolds(plan, index));
  return sql`(${join([sql`coalesce(len(${ownTags(plan)}) > 0, FALSE)`, ...rules], ' OR ')})`;
}

/** All tags in the order of their code points. One that a rule gives and the row has already, in whatever case, is one. */
export function tagsOf(plan: ProfilePlan): Sql {
  const given = plan.audience.tags.rules.map(({ tag }, index) => {
    const isNew = sql`NOT coalesce(list_contains(${foldedTags(plan)}, ${foldText(sql`${tag}`)}), FALSE)`;
    return sql`CASE WHEN ${tagRuleHolds(plan, index)} AND ${isNew} THEN ${tag} END`;
  });
  const own = sql`coalesce(${ownTags(plan)}, [])`;
  const all =
    given.length === 0
      ? own
      : sql`list_concat(${own}, list_filter([${join(given, ', ')}], lambda tag: tag IS NOT NULL))`;
  return sql`nullif(array_to_string(list_sort(list_distinct(${all})), ';'), '')`;
}

/** Whether the lead can be reached by a channel (A9): what the channel needs is there, and consent was given by as-of. */
export function channelIsOpen(plan: ProfilePlan, id: string): Sql {
  const channel = plan.audience.channels.find((one) => one.id === id);
  if (channel === undefined) return raw('FALSE');
  return plan.layers.column(`channel ${id}`, () => {
    const consent = channel.consent === undefined ? [] : [hasConsented(plan, channel.consent)];
    return sql`(${join([...channel.needs.map((field) => isKnown(plan, field)), ...consent], ' AND ')})`;
  });
}

/** The open channels in the order of the config. */
export function channelsOf(plan: ProfilePlan): Sql {
  return joinedNames(
    plan.audience.channels.map(({ id }: Channel) => ({ name: id, holds: channelIsOpen(plan, id) })),
  );
}

/** Whether a lead is interested in a topic, most or not (S4.3). */
export function interestIn(plan: ProfilePlan, topic: string): Sql {
  if (plan.audience.interests === undefined) return raw('FALSE');
  plan.topics.add(topic);
  return plan.flag(`topic ${topic}`);
}

/** The topic of the largest weight, or the names of all topics of a lead; NULL without interests. */
export function topicWord(plan: ProfilePlan, table: 'topic' | 'interest'): Sql {
  if (plan.audience.interests === undefined) return raw('CAST(NULL AS VARCHAR)');
  if (table === 'topic') plan.numbers.add('topTopic');
  return plan.joined(table, table === 'topic' ? 'name' : 'names');
}

export function isKnown(plan: ProfilePlan, field: string): Sql {
  return sql`${plan.leadField(field).text} IS NOT NULL`;
}

/** Names of what holds, separated by `;`; NULL when nothing does. */
export function joinedNames(parts: readonly { readonly name: string; readonly holds: Sql }[]): Sql {
  if (parts.length === 0) return raw('CAST(NULL AS VARCHAR)');
  const names = parts.map(({ name, holds }) => sql`CASE WHEN ${holds} THEN ${name} END`);
  return sql`nullif(concat_ws(';', ${join(names, ', ')}), '')`;
}

/** A consent is the instant at which it was given, or a word for yes. What is neither is none. */
export function hasConsented(plan: ProfilePlan, field: string): Sql {
  const { instant, boolean } = plan.leadField(field);
  return sql`CASE WHEN ${instant} IS NOT NULL THEN ${instant} <= ${raw(String(plan.asOf))} ELSE coalesce(${boolean}, FALSE) END`;
}

function tagRuleHolds(plan: ProfilePlan, index: number): Sql {
  const rule = plan.audience.tags.rules[index];
  if (rule === undefined) return raw('FALSE');
  return plan.layers.column(`tag rule ${index}`, () => plan.holds(rule.when));
}

function ownTags(plan: ProfilePlan): Sql {
  return plan.layers.column('tags of the row', () => {
    const { text } = plan.leadField(plan.audience.tags.field);
    return sql`CASE WHEN ${text} IS NOT NULL THEN ${namesIn(text)} END`;
  });
}

function foldedTags(plan: ProfilePlan): Sql {
  return plan.layers.column(
    'folded tags of the row',
    () => sql`list_transform(${ownTags(plan)}, lambda tag: ${foldText(raw('tag'))})`,
  );
}

/** Two tags of a config are one when texts are equal. */
function fold(tag: string): string {
  return tag.normalize('NFC').toLowerCase();
}
