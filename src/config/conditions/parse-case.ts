import { engagementCases } from '../../model/campaign.js';
import { caseField } from '../../model/campaign-conditions.js';
import type { FieldTest } from '../../model/condition.js';
import { describeValue, quoteText } from '../describe-value.js';
import { isMapping } from '../outline.js';
import { keyProblem, type Path, valueProblem } from '../problem.js';
import type { ConditionContext } from './context.js';
import { isOperator } from './operators.js';
import { parseTest } from './parse-test.js';

/** Operators that ask which of a few words it is, or whether there is one. */
const ofWords: readonly string[] = ['eq', 'ne', 'in', 'not_in', 'exists'];

/** Reads a test of the case of the last mail (S5.5). A case is one of six words, so it is only compared with those. */
export function parseCase(context: ConditionContext, raw: unknown, path: Path): readonly FieldTest[] {
  const operands = isMapping(raw) ? Object.entries(raw) : [['eq', raw] as const];
  for (const [operator, operand] of operands) {
    const at = isMapping(raw) ? [...path, operator] : path;
    if (isOperator(operator) && !ofWords.includes(operator)) {
      const message = `"case" can not be compared by ${quoteText(operator)}.`;
      const help = 'Write `case: clicked`, `case: [clicked, opened]`, or use ne, not_in or exists.';
      context.report(keyProblem('config/bad-condition', at, message, { help }));
    }
    if (typeof operand !== 'number' && (typeof operand !== 'boolean' || operator === 'exists')) continue;
    const message = `Expected one of ${engagementCases.join(', ')}, but found ${describeValue(operand)}.`;
    context.report(valueProblem('config/bad-condition', at, message));
  }
  return parseTest(context, caseField, raw, path);
}
