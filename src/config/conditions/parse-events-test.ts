import type { EventAggregate } from '../../model/audience.js';
import type { Condition } from '../../model/condition.js';
import type { EventMatcher } from '../../model/event-matcher.js';
import { passiveEventTypes } from '../../model/fields.js';
import { describeValue, quoteText } from '../describe-value.js';
import { parseDuration } from '../durations.js';
import { misspeltEventType } from '../event-types.js';
import { isMapping, textsIn } from '../outline.js';
import { keyProblem, type Path, valueProblem } from '../problem.js';
import { suggest } from '../suggestion.js';
import type { ConditionContext } from './context.js';
import { numberOperators, timeOperators } from './operators.js';
import { parseTest } from './parse-test.js';

type ParseCondition = (context: ConditionContext, raw: unknown, path: Path) => Condition;

const keys = ['type', 'where', 'within', 'count', 'sum', 'first', 'last'] as const;

/**
 * Reads `events: { type, where, within, count, sum, first, last }` into tests of event aggregates. Without any of the
 * last four it asks for at least one event; without a type, for what leads do themselves.
 */
export function parseEventsTest(
  context: ConditionContext,
  raw: unknown,
  path: Path,
  parseWhere: ParseCondition,
): readonly Condition[] {
  if (!isMapping(raw) || Object.keys(raw).length === 0) {
    return mismatch(context, path, 'a mapping with type, within and count', raw);
  }
  for (const key of Object.keys(raw)) if (!isOneOf(keys, key)) unknownKey(context, key, path);
  const test: EventsTest = { ...context, raw, path, events: readEvents(context, raw, path, parseWhere) };
  const tests = [
    ...countTests(test),
    ...sumTests(test),
    ...instantTests(test, 'first'),
    ...instantTests(test, 'last'),
  ];
  const asksForMore = ['count', 'sum', 'first', 'last'].some((key) => Object.hasOwn(raw, key));
  return asksForMore ? tests : numberTests(test, countField(test), { gte: 1 }, path);
}

/** What a lead does itself, whatever it is. */
export const anyAction: EventMatcher = { events: [], except: passiveEventTypes };

type Events = Omit<EventAggregate, 'measure' | 'property'>;

interface EventsTest extends ConditionContext {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly path: Path;
  readonly events: Events;
}

function readEvents(
  context: ConditionContext,
  raw: Readonly<Record<string, unknown>>,
  path: Path,
  parseWhere: ParseCondition,
): Events {
  const { type, where, within } = raw;
  const ofEvents = { ...context, scope: context.eventScope };
  const withinMs = within === undefined ? undefined : readWithin(context, within, [...path, 'within']);
  return {
    ...(type === undefined ? anyAction : { events: readTypes(context, type, [...path, 'type']) }),
    ...(where === undefined ? {} : { where: parseWhere(ofEvents, where, [...path, 'where']) }),
    ...(withinMs === undefined ? {} : { withinMs }),
  };
}

function readTypes(context: ConditionContext, raw: unknown, path: Path): readonly string[] {
  const types = textsIn(raw, path);
  const count = Array.isArray(raw) ? raw.length : 1;
  if (types.length === 0 || types.length < count || types.some(({ text }) => text.trim() === '')) {
    return mismatch(context, path, 'an event type or a list of them', raw);
  }
  types.flatMap(({ text, path: at }) => misspeltEventType(text, at)).forEach(context.report);
  return types.map(({ text }) => text);
}

function readWithin(context: ConditionContext, raw: unknown, path: Path): number | undefined {
  if (typeof raw !== 'string') {
    mismatch(context, path, 'a duration such as 30d', raw);
    return undefined;
  }
  const duration = parseDuration(raw);
  if (duration === undefined) {
    context.report(valueProblem('config/bad-duration', path, `${quoteText(raw)} is not a duration.`));
  } else if (duration.months > 0) {
    context.report(valueProblem('config/calendar-duration', path, `${quoteText(raw)} has no fixed length.`));
  } else if (duration.ms === 0) {
    const help = 'Write a duration longer than zero.';
    context.report(
      valueProblem('config/out-of-range', path, `The duration ${quoteText(raw)} is zero.`, { help }),
    );
  }
  return duration?.ms;
}

function countTests(test: EventsTest): readonly Condition[] {
  if (!Object.hasOwn(test.raw, 'count')) return [];
  const path = [...test.path, 'count'];
  const { count } = test.raw;
  const isComparison = typeof count === 'number' || isNonEmptyMapping(count);
  if (!isComparison) return mismatch(test, path, 'a number or a comparison such as { gte: 3 }', count);
  return numberTests(test, countField(test), typeof count === 'number' ? { eq: count } : count, path);
}

function countField({ events, fieldOfAggregate }: EventsTest): string {
  return fieldOfAggregate({ measure: 'count', ...events });
}

function sumTests(test: EventsTest): readonly Condition[] {
  if (!Object.hasOwn(test.raw, 'sum')) return [];
  const path = [...test.path, 'sum'];
  const { sum } = test.raw;
  const { property, ...comparison } = isMapping(sum) ? sum : {};
  if (typeof property !== 'string' || property.trim() === '' || !isNonEmptyMapping(comparison)) {
    return mismatch(test, path, 'a property and a comparison such as { property: value, gte: 100 }', sum);
  }
  const field = test.fieldOfAggregate({ measure: 'sum', ...test.events, property });
  return numberTests(test, field, comparison, path);
}

function instantTests(test: EventsTest, measure: 'first' | 'last'): readonly Condition[] {
  if (!Object.hasOwn(test.raw, measure)) return [];
  const path = [...test.path, measure];
  const asked = test.raw[measure];
  if (!isNonEmptyMapping(asked)) {
    return mismatch(test, path, 'a mapping such as { within: 30d } or { before: 2025-01-01 }', asked);
  }
  const field = test.fieldOfAggregate({ measure, ...test.events });
  return Object.entries(asked).flatMap(([key, value]) => {
    if (isOneOf(timeOperators, key)) return parseTest(test, field, { [key]: value }, path);
    return unknownKey(test, key, path, timeOperators);
  });
}

function numberTests(
  test: EventsTest,
  field: string,
  comparison: Readonly<Record<string, unknown>>,
  path: Path,
): readonly Condition[] {
  return Object.entries(comparison).flatMap(([key, value]) => {
    if (!isOneOf(numberOperators, key)) return unknownKey(test, key, path, numberOperators);
    const operands: readonly unknown[] = key === 'between' && Array.isArray(value) ? value : [value];
    const isNumeric = operands.every((operand) => typeof operand === 'number');
    if (!isNumeric) return mismatch(test, [...path, key], 'a number', value);
    return parseTest(test, field, { [key]: value }, path);
  });
}

function unknownKey(
  context: ConditionContext,
  key: string,
  parent: Path,
  known: readonly string[] = keys,
): readonly never[] {
  const name = String(parent.at(-1));
  const message = `The key ${quoteText(key)} is not known in "${name}".`;
  const wording = suggest(key, known, `Known here: ${known.join(', ')}.`);
  context.report(keyProblem('config/unknown-key', [...parent, key], message, wording));
  return [];
}

function mismatch(context: ConditionContext, path: Path, expected: string, raw: unknown): readonly never[] {
  const message = `Expected ${expected}, but found ${describeValue(raw)}.`;
  context.report(valueProblem('config/bad-condition', path, message));
  return [];
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

function isNonEmptyMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return isMapping(value) && Object.keys(value).length > 0;
}
