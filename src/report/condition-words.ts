import type { EventAggregate } from '../model/audience.js';
import type { Condition, Duration, FieldTest, Scalar } from '../model/condition.js';
import { formatInstant, formatNumber } from './numbers.js';

/** A condition in words, for people who want to know why it does not hold: `score at least 50, and title contains "vp"`. */
export function conditionWords(condition: Condition, aggregates: readonly EventAggregate[]): string {
  switch (condition.kind) {
    case 'all':
      return listWords(condition.of, ', and ', 'always', aggregates);
    case 'any':
      return listWords(condition.of, ', or ', 'never', aggregates);
    case 'not':
      return `not (${conditionWords(condition.of, aggregates)})`;
    default:
      return testWords(condition, aggregates);
  }
}

/** What a field is called: `events/0` becomes `count of page.viewed within 30 d`; what belongs to a set is named by it. */
function fieldWords(field: string, aggregates: readonly EventAggregate[]): string {
  const aggregate = field.startsWith(eventsPrefix)
    ? aggregates[Number(field.slice(eventsPrefix.length))]
    : undefined;
  return aggregate === undefined ? field.replace('/', ' ') : aggregateWords(aggregate, aggregates);
}

const eventsPrefix = 'events/';

function listWords(
  parts: readonly Condition[],
  separator: string,
  whenEmpty: string,
  aggregates: readonly EventAggregate[],
): string {
  if (parts.length === 0) return whenEmpty;
  const isMixed = parts.length > 1;
  return parts
    .map((part) => {
      const words = conditionWords(part, aggregates);
      return isMixed && (part.kind === 'all' || part.kind === 'any') ? `(${words})` : words;
    })
    .join(separator);
}

function testWords(test: FieldTest, aggregates: readonly EventAggregate[]): string {
  const field = fieldWords(test.field, aggregates);
  switch (test.kind) {
    case 'compare':
      if (typeof test.value === 'boolean' && (test.op === 'eq' || test.op === 'ne')) {
        return test.value === (test.op === 'eq') ? field : `not ${field}`;
      }
      return `${field} ${comparisons[test.op]} ${scalarWords(test.value)}`;
    case 'between':
      return `${field} from ${scalarWords(test.low)} to ${scalarWords(test.high)}`;
    case 'in':
      return `${field} ${test.negated ? 'none of' : 'one of'} ${test.values.map(scalarWords).join(', ')}`;
    case 'text':
      return `${field} ${test.op.replace('_', ' ')} ${JSON.stringify(test.value)}`;
    case 'matches':
      return `${field} matches ${JSON.stringify(test.pattern)}`;
    case 'exists':
      return `${field} ${test.exists ? 'known' : 'unknown'}`;
    case 'in_list':
      return `${field} in list ${test.list}`;
    case 'moment':
      return `${field} ${test.op} ${formatInstant(test.at)}`;
    case 'age':
      return `${field} ${test.op === 'within' ? 'within' : 'older than'} ${durationWords(test.span)}`;
  }
}

const comparisons = {
  eq: 'is',
  ne: 'is not',
  lt: 'below',
  lte: 'at most',
  gt: 'above',
  gte: 'at least',
} as const;

function scalarWords(value: Scalar): string {
  if (typeof value === 'object') return formatInstant(value.instant);
  return typeof value === 'number' ? formatNumber(value) : String(value);
}

function aggregateWords(
  { measure, events, where, withinMs, property, except = [] }: EventAggregate,
  aggregates: readonly EventAggregate[],
): string {
  const kinds = events.length > 0 ? events.join(' or ') : except.length > 0 ? 'action' : 'event';
  const measured =
    measure === 'sum' ? `sum of ${property ?? 'value'} of` : `${measure}${measure === 'count' ? ' of' : ''}`;
  return [
    `${measured} ${kinds}`,
    ...(where === undefined ? [] : [`(${conditionWords(where, aggregates)})`]),
    ...(withinMs === undefined ? [] : [`within ${durationWords({ ms: withinMs, months: 0 })}`]),
  ].join(' ');
}

const unitsMs = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
  [1, 'ms'],
] as const;

/** In the largest unit that needs no fraction. The extra millisecond of "at most 60 days" is not worth a word. */
function durationWords({ ms, months }: Duration): string {
  if (months > 0) return months % 12 === 0 ? `${months / 12} y` : `${months} mo`;
  const whole = ms > 60_000 && ms % 1000 === 1 ? ms - 1 : ms;
  const [size, unit] = unitsMs.find(([size]) => whole % size === 0) ?? [1, 'ms'];
  return `${formatNumber(whole / size)} ${unit}`;
}
