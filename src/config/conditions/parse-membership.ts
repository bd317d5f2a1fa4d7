import type { Condition } from '../../model/condition.js';
import { quoteText } from '../describe-value.js';
import { isMapping } from '../outline.js';
import { keyProblem, type Path, valueProblem } from '../problem.js';
import type { ConditionContext } from './context.js';
import { checkName, readFlag, readText } from './operands.js';
import { isOperator } from './operators.js';
import { unknownOperator } from './parse-test.js';
import type { SetField } from './special-fields.js';

/**
 * Reads a test of a field that holds a set (`segment`, `tag`, `interests`, `channel`) into tests of one boolean field for each
 * member: `tag: [vip, press]` asks whether `tag/vip` or `tag/press` is true.
 */
export function parseMembership(
  context: ConditionContext,
  field: SetField,
  raw: unknown,
  path: Path,
): readonly Condition[] {
  if (!isMapping(raw)) return [anyOf(context, field, raw, path)];
  if (Object.keys(raw).length === 0) {
    const message = `The condition on ${quoteText(field)} is empty.`;
    context.report(valueProblem('config/bad-condition', path, message));
  }
  return Object.entries(raw).flatMap(([operator, value]) => {
    const at = [...path, operator];
    switch (operator) {
      case 'eq':
      case 'in':
      case 'contains':
        return [anyOf(context, field, value, at)];
      case 'ne':
      case 'not_in':
        return [{ kind: 'not', of: anyOf(context, field, value, at) }];
      case 'exists':
        return existence(context, field, value, at);
      default:
        context.report(
          isOperator(operator) ? noSuchTest(field, operator, at) : unknownOperator(operator, at),
        );
        return [];
    }
  });
}

function anyOf(context: ConditionContext, field: SetField, raw: unknown, path: Path): Condition {
  if (!Array.isArray(raw)) return allOrNothing(member(context, field, raw, path));
  if (raw.length === 0) {
    const message = `The list of what ${quoteText(field)} can be is empty.`;
    context.report(valueProblem('config/bad-condition', path, message));
  }
  const members = raw.flatMap((one: unknown, index) => member(context, field, one, [...path, index]));
  return members.length === 1 ? allOrNothing(members) : { kind: 'any', of: members };
}

function member(context: ConditionContext, field: SetField, raw: unknown, path: Path): readonly Condition[] {
  const name = readText({ ...context, field, path }, raw)?.trim();
  if (name === undefined) return [];
  checkName({ ...context, field, path }, name, path);
  return [isMember(field, name)];
}

/** Whether the set has any member; `interest` is the topic of the largest weight. */
function existence(
  context: ConditionContext,
  field: SetField,
  raw: unknown,
  path: Path,
): readonly Condition[] {
  const exists = readFlag({ ...context, field, path }, raw);
  if (exists === undefined) return [];
  if (field === 'segment' && 'step' in context.scope.special && context.scope.special.step === 'segment') {
    const message = 'Whether a lead is in any segment is only known after all segments.';
    context.report(keyProblem('config/reads-ahead', path, message));
  }
  return [{ kind: 'exists', field: field === 'interests' ? 'interest' : field, exists }];
}

function isMember(field: SetField, name: string): Condition {
  return { kind: 'compare', field: `${field}/${name}`, op: 'eq', value: true };
}

function allOrNothing([only]: readonly Condition[]): Condition {
  return only ?? { kind: 'any', of: [] };
}

function noSuchTest(field: SetField, operator: string, path: Path) {
  const message = `${quoteText(field)} can not be compared by ${quoteText(operator)}.`;
  const help = `Write \`${field}: name\`, \`${field}: [name, other]\`, or use not_in or exists.`;
  return keyProblem('config/bad-condition', path, message, { help });
}
