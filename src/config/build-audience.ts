import type {
  Assignment,
  Audience,
  Channel,
  GroupReference,
  Interests,
  Partition,
  Persona,
  Queue,
  Segment,
  TagRule,
} from '../model/audience.js';
import { buildStages } from './build-stages.js';
import type { AggregateList } from './conditions/aggregate-list.js';
import { type Conditions, conditionAt } from './conditions/find-conditions.js';
import { completeLabels } from './labels.js';
import type { ShapedConfig } from './schema/config-schema.js';

/** What the conditions of a config have been read into. */
export interface ReadConditions {
  readonly conditions: Conditions;
  readonly aggregates: AggregateList;
  /** Segments and partitions by the fields that hold them, each after those it reads. */
  readonly groupOrder: readonly string[];
}

/** Who is who, from a config that has been found free of errors. */
export function buildAudience(shaped: ShapedConfig, read: ReadConditions): Audience {
  const { titles, interests, tags, stages, qualification, labels, audience, queue, score } = shaped;
  const { conditions, aggregates } = read;
  const rules = tags.rules.map((rule, index) => buildTagRule(rule, index, read));
  return {
    titles,
    personas: shaped.personas.map((persona, index) => buildPersona(persona, index, conditions)),
    ...(interests === undefined ? {} : { interests: buildInterests(interests) }),
    tags: { field: tags.column, rules },
    stages: buildStages(stages, conditions),
    ...buildGroups(shaped, read),
    qualification,
    labels: completeLabels(labels, score.ready),
    levels: Object.entries(audience.levels).map(([id, fields]) => ({ id, fields })),
    channels: Object.entries(audience.channels).map(([id, channel]): Channel => ({ id, ...channel })),
    queue: buildQueue(queue, conditions),
    aggregates: aggregates.all,
  };
}

function buildPersona(
  { buying_process, product_knowledge, ...rest }: ShapedConfig['personas'][number],
  index: number,
  conditions: Conditions,
): Persona {
  return {
    ...rest,
    when: conditionAt(conditions, ['personas', index, 'when']),
    ...(buying_process === undefined ? {} : { buyingProcess: buying_process }),
    ...(product_knowledge === undefined ? {} : { productKnowledge: product_knowledge }),
  };
}

function buildInterests(shaped: NonNullable<ShapedConfig['interests']>): Interests {
  const { property, topics, half_life, weights, declared, declined, events } = shaped;
  return {
    property,
    ...(topics === undefined
      ? {}
      : {
          topics: Object.entries(topics).map(([id, values]) => ({
            id,
            values: [...new Set([id, ...values])],
          })),
        }),
    ...(Number.isFinite(half_life) ? { halfLifeMs: half_life } : {}),
    weights: Object.entries(weights).map(([event, weight]) => ({ event, weight })),
    declaredField: declared,
    declinedField: declined,
    declaredEvents: events.declared,
    declinedEvents: events.declined,
  };
}

/** A rule on events asks for at least one of them. */
function buildTagRule(
  rule: ShapedConfig['tags']['rules'][number],
  index: number,
  { conditions, aggregates }: ReadConditions,
): TagRule {
  const path = ['tags', 'rules', index];
  if ('when' in rule) return { tag: rule.tag, when: conditionAt(conditions, [...path, 'when']) };
  const { tag, event, where, within } = rule;
  const field = aggregates.fieldOf({
    measure: 'count',
    events: event,
    ...(where === undefined ? {} : { where: conditionAt(conditions, [...path, 'where']) }),
    ...(within === undefined ? {} : { withinMs: within }),
  });
  return { tag, when: { kind: 'compare', field, op: 'gte', value: 1 } };
}

/** Segments and partitions in the order in which each comes after those it reads. */
function buildGroups(
  { segments, partitions, audience }: ShapedConfig,
  { conditions, groupOrder }: ReadConditions,
): Pick<Audience, 'segments' | 'partitions' | 'groups'> {
  const places = new Map(groupOrder.map((field, place) => [field, place]));
  const placeOf = (field: string) => places.get(field) ?? 0;
  const builtSegments = segments
    .map(
      ({ min_size, ...rest }, index): Segment => ({
        ...rest,
        when: conditionAt(conditions, ['segments', index, 'when']),
        minSize: min_size ?? audience.min_size,
      }),
    )
    .toSorted((a, b) => placeOf(`segment/${a.id}`) - placeOf(`segment/${b.id}`));
  const builtPartitions = partitions
    .map(
      ({ id, of, else: otherwise }, index): Partition => ({
        id,
        members: of.map((part, place) => ({
          id: part.id,
          when: conditionAt(conditions, ['partitions', index, 'of', place, 'when']),
        })),
        otherwise,
      }),
    )
    .toSorted((a, b) => placeOf(`partition.${a.id}`) - placeOf(`partition.${b.id}`));
  const references = new Map<string, GroupReference>([
    ...builtSegments.map(({ id }, index) => [`segment/${id}`, { kind: 'segment', index }] as const),
    ...builtPartitions.map(({ id }, index) => [`partition.${id}`, { kind: 'partition', index }] as const),
  ]);
  const groups = groupOrder.flatMap((field) => references.get(field) ?? []);
  return { segments: builtSegments, partitions: builtPartitions, groups };
}

function buildQueue(
  { rules, default: otherwise, owner_column }: ShapedConfig['queue'],
  conditions: Conditions,
): Queue {
  return {
    rules: rules.map(({ to, method }, index) => ({
      when: conditionAt(conditions, ['queue', 'rules', index, 'when']),
      to,
      method,
    })),
    ...(otherwise === undefined ? {} : { otherwise: otherwise satisfies Assignment }),
    ownerField: owner_column,
  };
}
