import { nearest } from '../../diagnostics/nearest.js';
import { caseField } from '../../model/campaign-conditions.js';
import type { Condition } from '../../model/condition.js';
import { derivedLeadFields } from '../../model/fields.js';
import { describeValue, quoteText } from '../describe-value.js';
import { isMapping } from '../outline.js';
import { keyProblem, type Path, valueProblem } from '../problem.js';
import { suggest } from '../suggestion.js';
import type { ConditionContext } from './context.js';
import { isOperator } from './operators.js';
import { parseCase } from './parse-case.js';
import { parseDaysSince } from './parse-days-since.js';
import { parseEventsTest } from './parse-events-test.js';
import { parseMembership } from './parse-membership.js';
import { parseTest } from './parse-test.js';
import {
  daysSincePrefix,
  isSetField,
  isSpecialField,
  partitionPrefix,
  type Step,
  stepOf,
  steps,
} from './special-fields.js';

/**
 * Reads a condition of the config (docs/conditions.md). Problems are reported to the context; what could be read is
 * returned, so that one mistake hides no other. Forms that ask for events or for members of a set become tests of plain
 * fields (model/audience.ts).
 */
export function parseCondition(context: ConditionContext, raw: unknown, path: Path): Condition {
  if (!isMapping(raw)) {
    const message = `Expected a condition, but found ${describeValue(raw)}.`;
    const help = 'Write `field: value`, `field: { op: value }`, or combine them with all, any and not.';
    context.report(valueProblem('config/bad-condition', path, message, { help }));
    return { kind: 'all', of: [] };
  }
  const keys = Object.keys(raw);
  if (keys.length === 0) {
    context.report(valueProblem('config/bad-condition', path, 'The condition is empty.'));
  }
  return allOf(keys.flatMap((key) => parseKey(context, key, raw[key], [...path, key])));
}

function parseKey(context: ConditionContext, key: string, raw: unknown, path: Path): readonly Condition[] {
  switch (key) {
    case 'all':
    case 'any':
      return [{ kind: key, of: parseConditions(context, raw, path) }];
    case 'not':
      return [{ kind: 'not', of: parseCondition(context, raw, path) }];
    default:
      return parseField(context, key, raw, path);
  }
}

function parseConditions(context: ConditionContext, raw: unknown, path: Path): readonly Condition[] {
  if (!Array.isArray(raw) || raw.length === 0) {
    const message = `Expected a list of conditions, but found ${describeValue(raw)}.`;
    context.report(valueProblem('config/bad-condition', path, message));
    return [];
  }
  return raw.map((one: unknown, index) => parseCondition(context, one, [...path, index]));
}

function parseField(
  context: ConditionContext,
  field: string,
  raw: unknown,
  path: Path,
): readonly Condition[] {
  if (!checkField(context, field, path)) return [];
  const takesSpecial = 'step' in context.scope.special;
  if (takesSpecial && field === 'events') return parseEventsTest(context, raw, path, parseCondition);
  if (takesSpecial && field.startsWith(daysSincePrefix)) return parseDaysSince(context, field, raw, path);
  if (takesSpecial && isSetField(field)) return parseMembership(context, field, raw, path);
  if (takesSpecial && field === caseField) return parseCase(context, raw, path);
  return parseTest(context, field, raw, path);
}

/** Whether the field can be used here. */
function checkField(context: ConditionContext, field: string, path: Path): boolean {
  const { scope } = context;
  if ('step' in scope.special && isSpecialField(field))
    return checkStep(context, scope.special.step, field, path);
  if (scope.fields.includes(field)) return true;
  if ('step' in scope.special && field === 'event') {
    const message = `The field "event" can not be used in ${scope.name}.`;
    const why = 'The condition is about a lead, which can have any number of events.';
    context.report(
      keyProblem('config/special-field', path, message, { why, help: 'Write `events: { type: … }`.' }),
    );
    return false;
  }
  const isDerived = derivedLeadFields.some((derived) => derived === field);
  if ('whyNot' in scope.special && (isDerived || isSpecialField(field))) {
    const message = `The field ${quoteText(field)} can not be used in ${scope.name}.`;
    context.report(keyProblem('config/special-field', path, message, { why: scope.special.whyNot }));
    return false;
  }
  if (isOperator(field)) {
    const message = `The operator ${quoteText(field)} stands where a field is expected.`;
    const help = `Write the field first: \`field: { ${field}: … }\`.`;
    context.report(keyProblem('config/bad-condition', path, message, { help }));
    return false;
  }
  const meant = nearest(field, scope.fields, 2);
  if (meant !== undefined) {
    const message = `The field ${quoteText(field)} is not known, and looks like "${meant}".`;
    const help = `Did you mean "${meant}"? If ${quoteText(field)} is a column of your own, name it under \`columns\`.`;
    context.report(keyProblem('config/unknown-field', path, message, { help }));
  }
  return true;
}

/** Whether a special field is known at this step; segments and partitions may read each other. */
function checkStep(context: ConditionContext, step: Step, field: string, path: Path): boolean {
  const known = stepOf(field) ?? 'start';
  if (known === 'campaign' && step !== 'campaign') {
    const message = `The field ${quoteText(field)} can not be used in ${context.scope.name}.`;
    const why = 'It is about the mails of a campaign.';
    context.report(keyProblem('config/special-field', path, message, { why }));
    return false;
  }
  const isSame = known === step && (known === 'segment' || known === 'campaign');
  if (!isSame && steps.indexOf(known) >= steps.indexOf(step)) {
    const way = steps.slice(steps.indexOf(step), steps.indexOf(known) + 1).join(' -> ');
    const when = known === step ? 'is being worked out' : `comes later: ${way}`;
    const reader = context.scope.name.replace(/^a/, 'A');
    const message = `${reader} reads ${quoteText(field)}, which ${when}.`;
    context.report(keyProblem('config/reads-ahead', path, message));
    return false;
  }
  if (!field.startsWith(partitionPrefix) || context.names.has(field)) return true;
  const partition = field.slice(partitionPrefix.length);
  const partitions = [...context.names.keys()].filter((name) => name.startsWith(partitionPrefix));
  const message = `There is no partition ${quoteText(partition)}.`;
  context.report(keyProblem('config/unknown-partition', path, message, suggest(field, partitions)));
  return false;
}

function allOf(conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  return conditions.length === 1 && only !== undefined ? only : { kind: 'all', of: conditions };
}
