import type { FieldTest } from '../../model/condition.js';
import { quoteText } from '../describe-value.js';
import { isMapping } from '../outline.js';
import { keyProblem, type Path, type Problem, valueProblem } from '../problem.js';
import { suggest } from '../suggestion.js';
import type { ConditionContext } from './context.js';
import {
  readFlag,
  readListId,
  readMoment,
  readPattern,
  readQuantity,
  readRange,
  readScalar,
  readScalars,
  readSpan,
  readText,
} from './operands.js';
import { isOperator, type Operator, operators } from './operators.js';

/** Reads what a condition asks of one field: a value, a list of values, or a mapping of operators (an AND). */
export function parseTest(
  context: ConditionContext,
  field: string,
  raw: unknown,
  path: Path,
): readonly FieldTest[] {
  if (Array.isArray(raw)) return parseOperator(context, field, 'in', raw, path);
  if (!isMapping(raw)) return parseOperator(context, field, 'eq', raw, path);
  const keys = Object.keys(raw);
  if (keys.length === 0) {
    context.report(
      valueProblem('config/bad-condition', path, `The condition on ${quoteText(field)} is empty.`),
    );
  }
  return keys.flatMap((key) => {
    if (isOperator(key)) return parseOperator(context, field, key, raw[key], [...path, key]);
    context.report(unknownOperator(key, [...path, key]));
    return [];
  });
}

export function unknownOperator(key: string, path: Path): Problem {
  const meant = otherNames.get(key);
  const wording =
    meant === undefined
      ? suggest(key, operators)
      : { help: `Write \`${meant}\`.`, cure: { from: key, to: meant } };
  return keyProblem('config/unknown-operator', path, `There is no operator ${quoteText(key)}.`, wording);
}

/** How other languages write the operators. */
const otherNames: ReadonlyMap<string, Operator> = new Map([
  ['=', 'eq'],
  ['==', 'eq'],
  ['is', 'eq'],
  ['equals', 'eq'],
  ['!=', 'ne'],
  ['<>', 'ne'],
  ['<', 'lt'],
  ['<=', 'lte'],
  ['>', 'gt'],
  ['>=', 'gte'],
  ['like', 'contains'],
  ['regex', 'matches'],
  ['regexp', 'matches'],
]);

function parseOperator(
  context: ConditionContext,
  field: string,
  operator: Operator,
  raw: unknown,
  path: Path,
): readonly FieldTest[] {
  if (raw === null) {
    const message = `The condition on ${quoteText(field)} compares with nothing.`;
    const help = 'Write a value; `{ exists: false }` asks for a missing one.';
    context.report(valueProblem('config/bad-condition', path, message, { help }));
    return [];
  }
  const test = readOperator({ ...context, field, path }, operator, raw);
  return test === undefined ? [] : [test];
}

function readOperator(
  context: ConditionContext & { readonly field: string; readonly path: Path },
  operator: Operator,
  raw: unknown,
): FieldTest | undefined {
  const { field } = context;
  switch (operator) {
    case 'eq':
    case 'ne': {
      const value = readScalar(context, raw, context.path);
      return value === undefined ? undefined : { kind: 'compare', field, op: operator, value };
    }
    case 'in':
    case 'not_in': {
      const values = readScalars(context, raw);
      return values && { kind: 'in', field, values, negated: operator === 'not_in' };
    }
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte': {
      const value = readQuantity(context, raw, context.path);
      return value === undefined ? undefined : { kind: 'compare', field, op: operator, value };
    }
    case 'between': {
      const range = readRange(context, raw);
      return range && { kind: 'between', field, ...range };
    }
    case 'contains':
    case 'starts_with':
    case 'ends_with': {
      const value = readText(context, raw);
      return value === undefined ? undefined : { kind: 'text', field, op: operator, value };
    }
    case 'matches': {
      const pattern = readPattern(context, raw);
      return pattern === undefined ? undefined : { kind: 'matches', field, pattern };
    }
    case 'exists': {
      const exists = readFlag(context, raw);
      return exists === undefined ? undefined : { kind: 'exists', field, exists };
    }
    case 'in_list': {
      const list = readListId(context, raw);
      return list === undefined ? undefined : { kind: 'in_list', field, list };
    }
    case 'before':
    case 'after': {
      const at = readMoment(context, raw);
      return at === undefined ? undefined : { kind: 'moment', field, op: operator, at };
    }
    case 'within':
    case 'older_than': {
      const span = readSpan(context, raw);
      return span && { kind: 'age', field, op: operator, span };
    }
  }
}
