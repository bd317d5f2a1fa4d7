import type { Campaign, EngagementCase, Trigger } from './campaign.js';
import type { Condition, FieldTest } from './condition.js';
import { fieldsOf } from './condition.js';
import type { EventMatcher } from './event-matcher.js';

/** The field by which conditions of a campaign read how its last mail was received (S5.5). */
export const caseField = 'case';

const TRUE: Condition = { kind: 'all', of: [] };
const FALSE: Condition = { kind: 'any', of: [] };

/**
 * The condition for a lead whose last mail has this case, or that has had none yet: tests of `case` are replaced by what they
 * are. A condition that reads no case is given back as it is.
 */
export function withCase(condition: Condition, value: EngagementCase | undefined): Condition {
  return readsCase(condition) ? settled(condition, value) : condition;
}

export function readsCase(condition: Condition): boolean {
  return fieldsOf(condition).includes(caseField);
}

/** Every condition of a campaign on the lead. */
export function leadConditionsOf({
  goal,
  entry,
  exits,
  while: lasting,
  steps,
}: Campaign): readonly Condition[] {
  return [
    ...[goal, ...exits].flatMap((trigger) => (trigger.kind === 'condition' ? [trigger.when] : [])),
    ...[entry.when, lasting, ...steps.map(({ when }) => when)].flatMap((when) => when ?? []),
  ];
}

/** Every event a campaign asks for. */
export function eventsOf({ goal, entry, exits, steps }: Campaign): readonly EventMatcher[] {
  return [
    ...[goal, ...exits].flatMap((trigger: Trigger) => (trigger.kind === 'event' ? [trigger.event] : [])),
    ...(entry.kind === 'event' ? [entry.event] : []),
    ...steps.flatMap(({ waitFor }) => waitFor?.event ?? []),
  ];
}

/** Fields of the lead that hold the dates by which a campaign goes, each as often as it is named. */
export function dateFieldsOf({ entry, steps }: Campaign): readonly string[] {
  return [entry, ...steps.map(({ timing }) => timing)].flatMap((one) =>
    one.kind === 'date' ? one.field : [],
  );
}

function settled(condition: Condition, value: EngagementCase | undefined): Condition {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return { kind: condition.kind, of: condition.of.map((child) => settled(child, value)) };
    case 'not':
      return { kind: 'not', of: settled(condition.of, value) };
    default:
      if (condition.field !== caseField) return condition;
      return holds(condition, value) ? TRUE : FALSE;
  }
}

/** Without a mail every comparison is false, and what negates one is true. */
function holds(test: FieldTest, value: EngagementCase | undefined): boolean {
  switch (test.kind) {
    case 'compare':
      return test.op === 'ne' ? test.value !== value : test.op === 'eq' && test.value === value;
    case 'in':
      return test.values.some((one) => one === value) !== test.negated;
    case 'exists':
      return test.exists === (value !== undefined);
    case 'between':
    case 'text':
    case 'matches':
    case 'in_list':
    case 'moment':
    case 'age':
      // A case is a word; the config can not compare it in these ways.
      return false;
  }
}
