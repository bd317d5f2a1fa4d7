import type { FieldTest } from '../../model/condition.js';
import type { EventMatcher } from '../../model/event-matcher.js';
import { describeValue, quoteText } from '../describe-value.js';
import { misspeltEventType } from '../event-types.js';
import { isMapping } from '../outline.js';
import { type Path, valueProblem } from '../problem.js';
import type { ConditionContext } from './context.js';
import { anyAction } from './parse-events-test.js';
import { parseTest } from './parse-test.js';
import { daysSincePrefix } from './special-fields.js';

const DAY_MS = 86_400_000;

/**
 * Reads `days_since.last_event: { gte: 60 }` into tests of the instant of that event. Days are lengths of 24 hours and are
 * not rounded. Instants are whole milliseconds, so each comparison is one of the two ages of S1.6.
 */
export function parseDaysSince(
  context: ConditionContext,
  field: string,
  raw: unknown,
  path: Path,
): readonly FieldTest[] {
  const name = field.slice(daysSincePrefix.length);
  const isAny = name === 'last_event';
  if (!isAny) misspeltEventType(name, path, 'key').forEach(context.report);
  const events: EventMatcher = isAny ? anyAction : { events: [name] };
  const aggregate = context.fieldOfAggregate({ measure: 'last', ...events });
  if (!isMapping(raw) || Object.keys(raw).length === 0) return unexpected(context, raw, path);
  return Object.entries(raw).flatMap(([operator, value]) => {
    const at = [...path, operator];
    if (operator === 'exists') return parseTest(context, aggregate, { exists: value }, path);
    const limits = limitsOf(operator, value);
    if (limits === undefined) return unexpected(context, { [operator]: value }, at);
    return limits.map(
      ({ op, ms }): FieldTest => ({ kind: 'age', field: aggregate, op, span: { ms, months: 0 } }),
    );
  });
}

interface Limit {
  readonly op: 'within' | 'older_than';
  readonly ms: number;
}

function limitsOf(operator: string, value: unknown): readonly Limit[] | undefined {
  if (operator === 'between') {
    if (!Array.isArray(value) || value.length !== 2 || !value.every(isNumber)) return undefined;
    const [low = 0, high = 0] = value;
    return low > high ? undefined : [atLeast(low), atMost(high)];
  }
  if (!isNumber(value)) return undefined;
  switch (operator) {
    case 'gte':
      return [atLeast(value)];
    case 'gt':
      return [{ op: 'older_than', ms: Math.floor(value * DAY_MS) + 1 }];
    case 'lt':
      return [{ op: 'within', ms: Math.ceil(value * DAY_MS) }];
    case 'lte':
      return [atMost(value)];
    default:
      return undefined;
  }
}

function atLeast(days: number): Limit {
  return { op: 'older_than', ms: Math.ceil(days * DAY_MS) };
}

function atMost(days: number): Limit {
  return { op: 'within', ms: Math.floor(days * DAY_MS) + 1 };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function unexpected(context: ConditionContext, raw: unknown, path: Path): readonly never[] {
  const [operator] = isMapping(raw) ? Object.keys(raw) : [];
  const found = operator === undefined ? describeValue(raw) : quoteText(operator);
  const message = `Expected a comparison of days such as { gte: 60 }, but found ${found}.`;
  const help = 'Use gte, gt, lte or lt with a number of days, or between with two.';
  context.report(valueProblem('config/bad-condition', path, message, { help }));
  return [];
}
