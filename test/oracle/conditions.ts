import { RE2JS } from 're2js';
import { Temporal } from 'temporal-polyfill';
import type { Condition, Duration, FieldTest, Scalar } from '../../src/model/condition.js';
import {
  foldText,
  type Reading,
  readBoolean,
  readInstant,
  readNumber,
  readText,
  toUtc,
  toWall,
  trim,
} from './values.js';

export interface ConditionWorld {
  readonly asOf: number;
  /** Zone of the project; calendar spans are meant in it, and dates without offset unless `reading` says otherwise. */
  readonly timezone: string;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly reading?: Reading;
}

/** A text of a file, or a fact that was worked out: it is what it is and is not read from a text. */
export type Cell = string | Fact | undefined;

type Fact = number | boolean | { readonly instant: number };

/** Text cells by field name, special fields such as `email.kind` included. */
export type Row = Readonly<Record<string, string | undefined>>;

/** What is known by field name. */
export type Known = Readonly<Record<string, Cell>>;

/** Whether a row fulfils a condition. A missing or unparsable value makes a comparison false. */
export function evaluate(condition: Condition, row: Known, context: ConditionWorld): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((part) => evaluate(part, row, context));
    case 'any':
      return condition.of.some((part) => evaluate(part, row, context));
    case 'not':
      return !evaluate(condition.of, row, context);
    default:
      return evaluateTest(
        condition,
        Object.hasOwn(row, condition.field) ? row[condition.field] : undefined,
        context,
      );
  }
}

function evaluateTest(test: FieldTest, cell: Cell, context: ConditionWorld): boolean {
  if (cell !== undefined && typeof cell !== 'string') return evaluateFact(test, cell, context);
  const text = readText(cell);
  switch (test.kind) {
    case 'compare':
      return compare(test.op, text, test.value, context);
    case 'between':
      return compare('gte', text, test.low, context) && compare('lte', text, test.high, context);
    case 'in':
      return test.values.some((value) => compare('eq', text, value, context)) !== test.negated;
    case 'text':
      return text !== undefined && holds(test.op, foldText(text), foldText(test.value));
    case 'matches':
      return text !== undefined && RE2JS.compile(test.pattern, RE2JS.CASE_INSENSITIVE).matcher(text).find();
    case 'exists':
      return (text !== undefined) === test.exists;
    case 'in_list':
      return text !== undefined && listed(text, test.list, context);
    case 'moment': {
      const instant = readInstant(text, context.timezone, context.reading);
      if (instant === undefined) return false;
      return test.op === 'before' ? instant < test.at : instant > test.at;
    }
    case 'age': {
      const instant = readInstant(text, context.timezone, context.reading);
      if (instant === undefined) return false;
      const start = before(context.asOf, test.span, context.timezone);
      return test.op === 'within' ? start < instant && instant <= context.asOf : instant <= start;
    }
  }
}

/** A number is compared with numbers alone, and so on; nobody asks for the text of a fact. */
function evaluateFact(test: FieldTest, fact: Fact, context: ConditionWorld): boolean {
  if (typeof fact === 'object') {
    const written = new Date(fact.instant).toISOString();
    return evaluateTest(test, written, { ...context, reading: {} });
  }
  switch (test.kind) {
    case 'exists':
      return test.exists;
    case 'compare':
      return test.op === 'ne'
        ? factOrder(fact, test.value) !== 0
        : orderHolds(test.op, factOrder(fact, test.value));
    case 'between':
      return orderHolds('gte', factOrder(fact, test.low)) && orderHolds('lte', factOrder(fact, test.high));
    case 'in':
      return test.values.some((value) => factOrder(fact, value) === 0) !== test.negated;
    default:
      throw new Error(`The oracle does not know ${test.kind} of a fact.`);
  }
}

function factOrder(fact: number | boolean, operand: Scalar): number | undefined {
  return typeof fact === typeof operand ? difference(Number(fact), Number(operand)) : undefined;
}

type Comparison = Extract<FieldTest, { kind: 'compare' }>['op'];

function compare(
  op: Comparison,
  text: string | undefined,
  operand: Scalar,
  context: ConditionWorld,
): boolean {
  if (op === 'ne') return !compare('eq', text, operand, context);
  return orderHolds(op, orderOf(text, operand, context));
}

function orderHolds(op: Exclude<Comparison, 'ne'>, order: number | undefined): boolean {
  if (order === undefined) return false;
  switch (op) {
    case 'eq':
      return order === 0;
    case 'lt':
      return order < 0;
    case 'lte':
      return order <= 0;
    case 'gt':
      return order > 0;
    case 'gte':
      return order >= 0;
  }
}

/** Negative, zero or positive; the type of the operand says how the cell is read. */
function orderOf(text: string | undefined, operand: Scalar, context: ConditionWorld): number | undefined {
  if (text === undefined) return undefined;
  if (typeof operand === 'string') return codePointOrder(foldText(text), foldText(trim(operand)));
  if (typeof operand === 'number') return difference(readNumber(text, context.reading), operand);
  if (typeof operand === 'boolean') {
    const value = readBoolean(text);
    return value === undefined ? undefined : Number(value) - Number(operand);
  }
  return difference(readInstant(text, context.timezone, context.reading), operand.instant);
}

function difference(value: number | undefined, operand: number): number | undefined {
  if (value === undefined) return undefined;
  return value < operand ? -1 : value > operand ? 1 : 0;
}

/** Order by code point, which JavaScript's `<` on strings is not outside the basic plane. */
export function codePointOrder(a: string, b: string): number {
  const left = Array.from(a, (character) => character.codePointAt(0) ?? 0);
  const right = Array.from(b, (character) => character.codePointAt(0) ?? 0);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const step = (left[i] ?? 0) - (right[i] ?? 0);
    if (step !== 0) return step;
  }
  return left.length - right.length;
}

function holds(op: 'contains' | 'starts_with' | 'ends_with', text: string, operand: string): boolean {
  switch (op) {
    case 'contains':
      return text.includes(operand);
    case 'starts_with':
      return text.startsWith(operand);
    case 'ends_with':
      return text.endsWith(operand);
  }
}

function listed(text: string, list: string, context: ConditionWorld): boolean {
  const entries = Object.hasOwn(context.lists, list) ? context.lists[list] : [];
  return (entries ?? []).some((entry) => {
    const member = readText(entry);
    return member !== undefined && foldText(member) === foldText(text);
  });
}

/** The instant one span earlier; months are steps of the calendar in the zone, clamped at the end of the month. */
function before(instant: number, span: Duration, timezone: string): number {
  if (span.months === 0) return instant - span.ms;
  const wall = Temporal.Instant.fromEpochMilliseconds(toWall(instant, timezone)).toZonedDateTimeISO('UTC');
  const earlier = wall.subtract({ months: span.months }, { overflow: 'constrain' });
  return toUtc(earlier.epochMilliseconds, timezone) - span.ms;
}
