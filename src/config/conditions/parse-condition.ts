import { nearest } from '../../diagnostics/nearest.js';
import type { Condition } from '../../model/condition.js';
import { derivedLeadFields } from '../../model/fields.js';
import { describeValue, quoteText } from '../describe-value.js';
import { isMapping } from '../outline.js';
import { keyProblem, type Path, valueProblem } from '../problem.js';
import { checkEventsTest } from './check-events-test.js';
import type { ConditionContext } from './context.js';
import { isOperator } from './operators.js';
import { parseTest } from './parse-test.js';
import { isSpecialField } from './scopes.js';

/**
 * Reads a condition of the config (docs/conditions.md). Problems are reported to the context; what could be read is
 * returned, so that one mistake hides no other. Facts that the model of conditions has no form for yet (`events`) are
 * checked and left out; they can only stand in sections that are not evaluated.
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
  if (field === 'events') {
    const ofEvents = { ...context, scope: context.eventScope };
    const problems = checkEventsTest(raw, path, (where, at) => parseCondition(ofEvents, where, at));
    problems.forEach(context.report);
    return [];
  }
  return parseTest(context, field, raw, path);
}

/** Whether the field can be used here. */
function checkField(context: ConditionContext, field: string, path: Path): boolean {
  const { scope } = context;
  if (scope.fields.includes(field)) return true;
  if (isSpecialField(field)) return checkSpecialField(context, field, path);
  if (derivedLeadFields.some((derived) => derived === field)) return checkSpecialField(context, field, path);
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

function checkSpecialField(context: ConditionContext, field: string, path: Path): boolean {
  const why = context.scope.noSpecialFields;
  if (why === undefined) return true;
  const message = `The field ${quoteText(field)} can not be used in ${context.scope.name}.`;
  context.report(keyProblem('config/special-field', path, message, { why }));
  return false;
}

function allOf(conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  return conditions.length === 1 && only !== undefined ? only : { kind: 'all', of: conditions };
}
