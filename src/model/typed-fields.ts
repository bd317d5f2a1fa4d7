import type { Audience } from './audience.js';
import { dateFieldsOf, eventsOf, leadConditionsOf } from './campaign-conditions.js';
import { isClassified } from './classified-fields.js';
import type { Condition, FieldTest, Scalar } from './condition.js';
import type { Config } from './config.js';

/** Fields of one kind of source whose text is read as a value, each once, in order of appearance. */
export interface TypedFields {
  readonly instants: readonly string[];
  readonly numbers: readonly string[];
}

/** What the config reads as instants and as numbers: the fields with such a meaning, and what its rules compare that way. */
export function typedFields(config: Config): { readonly leads: TypedFields; readonly events: TypedFields } {
  const { fit, pain } = config.score;
  const { aggregates, channels, stages } = config.audience;
  const points = pain.rules.flatMap((rule) => (typeof rule.points === 'number' ? [] : rule.points.property));
  const consents = channels.flatMap(({ consent }) => consent ?? []);
  const { campaigns } = config;
  return {
    leads: fieldsIn(
      [
        ...fit.rules.map(({ when }) => when),
        ...conditionsOnLeads(config.audience),
        ...campaigns.flatMap(leadConditionsOf),
      ],
      [
        ...['created_at', 'updated_at', ...consents],
        ...consentToMail(config),
        ...campaigns.flatMap(dateFieldsOf),
      ],
      [],
    ),
    events: fieldsIn(
      [...pain.rules, ...aggregates, ...stages.stages, ...campaigns.flatMap(eventsOf)].flatMap(
        ({ where }) => where ?? [],
      ),
      ['at'],
      [...points, ...aggregates.flatMap(({ property }) => property ?? [])],
    ),
  };
}

/** What the policy asks for is only read for campaigns. */
function consentToMail({ campaigns, policy }: Config): readonly string[] {
  return campaigns.length > 0 && policy.consent.required ? [policy.consent.field] : [];
}

function conditionsOnLeads(audience: Audience): readonly Condition[] {
  const { personas, tags, stages, segments, partitions, queue } = audience;
  return [
    ...[...personas, ...tags.rules, ...stages.stages, ...segments, ...queue.rules],
    ...partitions.flatMap(({ members }) => members),
  ].flatMap(({ when }) => when ?? []);
}

function fieldsIn(
  conditions: readonly Condition[],
  instants: readonly string[],
  numbers: readonly string[],
): TypedFields {
  const tests = conditions.flatMap(testsIn).filter(({ field }) => !isClassified(field));
  const reading = (type: ReturnType<typeof typeOf>) =>
    tests.filter((test) => typesRead(test).includes(type)).map(({ field }) => field);
  return {
    instants: [...new Set([...instants, ...reading('instant')])],
    numbers: [...new Set([...numbers, ...reading('number')])],
  };
}

function testsIn(condition: Condition): readonly FieldTest[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap(testsIn);
    case 'not':
      return testsIn(condition.of);
    default:
      return [condition];
  }
}

/** The types a test reads its field as; the operand decides. */
function typesRead(test: FieldTest): readonly ReturnType<typeof typeOf>[] {
  switch (test.kind) {
    case 'compare':
      return [typeOf(test.value)];
    case 'between':
      return [typeOf(test.low), typeOf(test.high)];
    case 'in':
      return test.values.map(typeOf);
    case 'moment':
    case 'age':
      return ['instant'];
    case 'text':
    case 'matches':
    case 'exists':
    case 'in_list':
      return [];
  }
}

function typeOf(value: Scalar): 'number' | 'instant' | 'other' {
  if (typeof value === 'number') return 'number';
  return typeof value === 'object' ? 'instant' : 'other';
}
