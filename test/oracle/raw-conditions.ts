import type { Condition, Duration, Scalar } from '../../src/model/condition.js';
import { readInstant } from './values.js';
import type { RawCondition, RawValue } from './world.js';

/** A valid raw condition as a tree. Dates are moments of the project zone; a date alone is the start of its day. */
export function readCondition(raw: RawCondition, timezone: string): Condition {
  return { kind: 'all', of: Object.entries(raw).map(([key, value]) => readKey(key, value, timezone)) };
}

function readKey(key: string, value: RawValue, timezone: string): Condition {
  if (key === 'all' || key === 'any') {
    return { kind: key, of: list(value).map((part) => readCondition(mapping(part), timezone)) };
  }
  if (key === 'not') return { kind: 'not', of: readCondition(mapping(value), timezone) };
  if (Array.isArray(value))
    return { kind: 'in', field: key, values: list(value).map(scalar), negated: false };
  if (typeof value !== 'object') return { kind: 'compare', field: key, op: 'eq', value };
  return {
    kind: 'all',
    of: Object.entries(mapping(value)).map(([op, operand]) => readOp(key, op, operand, timezone)),
  };
}

function readOp(field: string, op: string, operand: RawValue, timezone: string): Condition {
  switch (op) {
    case 'eq':
    case 'ne':
      return { kind: 'compare', field, op, value: scalar(operand) };
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return { kind: 'compare', field, op, value: numberOrDate(operand, timezone) };
    case 'between': {
      const [low = 0, high = 0] = list(operand);
      return { kind: 'between', field, low: numberOrDate(low, timezone), high: numberOrDate(high, timezone) };
    }
    case 'in':
    case 'not_in':
      return { kind: 'in', field, values: list(operand).map(scalar), negated: op === 'not_in' };
    case 'contains':
    case 'starts_with':
    case 'ends_with':
      return { kind: 'text', field, op, value: String(operand) };
    case 'matches':
      return { kind: 'matches', field, pattern: String(operand) };
    case 'exists':
      return { kind: 'exists', field, exists: operand === true };
    case 'in_list':
      return { kind: 'in_list', field, list: String(operand) };
    case 'before':
    case 'after':
      return { kind: 'moment', field, op, at: readDate(String(operand), timezone) };
    case 'within':
    case 'older_than':
      return { kind: 'age', field, op, span: readDuration(String(operand)) };
    default:
      throw new Error(`The oracle does not know the op ${op}.`);
  }
}

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `90m 16h 30d 2w 3mo 1y`. */
export function readDuration(text: string): Duration {
  const [, count, unit = ''] = /^(\d+)(mo|[mhdwy])$/.exec(text) ?? [];
  if (count === undefined) throw new Error(`The oracle does not know the duration ${text}.`);
  if (unit === 'mo') return { ms: 0, months: Number(count) };
  if (unit === 'y') return { ms: 0, months: 12 * Number(count) };
  return { ms: Number(count) * (unitMs[unit] ?? Number.NaN), months: 0 };
}

function readDate(text: string, timezone: string): number {
  const instant = readInstant(text, timezone);
  if (instant === undefined) throw new Error(`The oracle does not know the date ${text}.`);
  return instant;
}

function numberOrDate(value: RawValue, timezone: string): Scalar {
  return typeof value === 'string' ? { instant: readDate(value, timezone) } : scalar(value);
}

function scalar(value: RawValue): string | number | boolean {
  if (typeof value === 'object') throw new Error('The oracle expects a single value here.');
  return value;
}

function list(value: RawValue): readonly RawValue[] {
  if (!Array.isArray(value)) throw new Error('The oracle expects a list here.');
  return value;
}

function mapping(value: RawValue): RawCondition {
  if (typeof value !== 'object' || Array.isArray(value))
    throw new Error('The oracle expects a mapping here.');
  return value as RawCondition;
}
