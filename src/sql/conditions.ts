import { Temporal } from 'temporal-polyfill';
import type { Condition, Duration, FieldTest, Scalar, TextOp } from '../model/condition.js';
import { join, raw, type Sql, sql } from './sql.js';
import { trimBlanks } from './text.js';
import { foldText, type Reading, readBoolean, readInstant, readNumber, readText } from './values.js';
import { localToUtcMs } from './zones.js';

/** The readings of one field. Each is NULL when the value is missing or can not be read that way. */
export interface FieldSql {
  /** VARCHAR: trimmed text. */
  readonly text: Sql;
  /** VARCHAR: what text comparison compares. */
  readonly folded: Sql;
  /** DOUBLE. */
  readonly number: Sql;
  /** BIGINT, UTC milliseconds. */
  readonly instant: Sql;
  /** BOOLEAN. */
  readonly boolean: Sql;
}

export interface ConditionContext {
  readonly field: (name: string) => FieldSql;
  /** A `SELECT` without parentheses that yields one column of folded values. */
  readonly list: (name: string) => Sql;
  /** UTC milliseconds (S1.1). */
  readonly asOf: number;
  /** IANA zone of the project, for calendar steps (S1.7). */
  readonly timezone: string;
  /** Says what stands for a test, where the same one is evaluated for several conditions; its own expression when left out. */
  readonly share?: (test: FieldTest, write: () => Sql) => Sql;
}

/**
 * A condition as BOOLEAN expression that is never NULL: a missing or unreadable value makes a test false, and what
 * negates it (`ne`, `not_in`, `not`) true.
 */
export function compileCondition(condition: Condition, context: ConditionContext): Sql {
  switch (condition.kind) {
    case 'all':
      return combine(condition.of, ' AND ', 'TRUE', context);
    case 'any':
      return combine(condition.of, ' OR ', 'FALSE', context);
    case 'not':
      return sql`(NOT ${compileCondition(condition.of, context)})`;
    default: {
      const write = () => compileTest(condition, context);
      return context.share === undefined ? write() : context.share(condition, write);
    }
  }
}

/** The readings of a raw VARCHAR expression. An expression that is not just a column is best named by a subquery first. */
export function fieldSql(column: Sql, reading: Reading): FieldSql {
  return { ...readingsOf(readText(column), reading), instant: readInstant(column, reading) };
}

/**
 * The readings of a text that has been trimmed already. Each is only written when a condition asks for it: that of an instant is
 * pages of SQL. `folded` may be given where it has been computed before.
 */
export function readingsOf(text: Sql, reading: Reading, folded: Sql = foldText(text)): FieldSql {
  return {
    text,
    folded,
    get number() {
      return readNumber(text, reading);
    },
    get instant() {
      return readInstant(text, reading);
    },
    get boolean() {
      return readBoolean(text);
    },
  };
}

function combine(
  conditions: readonly Condition[],
  operator: string,
  whenEmpty: string,
  context: ConditionContext,
): Sql {
  if (conditions.length === 0) return raw(whenEmpty);
  const parts = conditions.map((condition) => compileCondition(condition, context));
  return sql`(${join(parts, operator)})`;
}

function compileTest(test: FieldTest, context: ConditionContext): Sql {
  const field = context.field(test.field);
  switch (test.kind) {
    case 'compare':
      return test.op === 'ne'
        ? sql`(NOT ${holds(compare(field, 'eq', test.value))})`
        : holds(compare(field, test.op, test.value));
    case 'between':
      return holds(sql`${compare(field, 'gte', test.low)} AND ${compare(field, 'lte', test.high)}`);
    case 'in':
      return test.negated ? sql`(NOT ${isAnyOf(field, test.values)})` : isAnyOf(field, test.values);
    case 'text':
      return holds(sql`${raw(TEXT_FUNCTIONS[test.op])}(${field.folded}, ${foldText(sql`${test.value}`)})`);
    case 'matches':
      return holds(sql`regexp_matches(nfc_normalize(${field.text}), ${test.pattern}, 'i')`);
    case 'exists':
      return test.exists ? sql`(${field.text} IS NOT NULL)` : sql`(${field.text} IS NULL)`;
    case 'in_list':
      return holds(sql`${field.folded} IN (${context.list(test.list)})`);
    case 'moment':
      return test.op === 'before'
        ? holds(sql`${field.instant} < ${instant(test.at)}`)
        : holds(sql`${field.instant} > ${instant(test.at)}`);
    case 'age':
      return compileAge(field, test.op, test.span, context);
  }
}

const TEXT_FUNCTIONS: Readonly<Record<TextOp, string>> = {
  contains: 'contains',
  starts_with: 'starts_with',
  ends_with: 'ends_with',
};

const COMPARISONS = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/** May be NULL. */
function compare(field: FieldSql, op: keyof typeof COMPARISONS, value: Scalar): Sql {
  return sql`${field[readingFor(value)]} ${raw(COMPARISONS[op])} ${operandOf(value)}`;
}

/** One membership test for each reading the values ask for. */
function isAnyOf(field: FieldSql, values: readonly Scalar[]): Sql {
  const kinds: readonly (keyof FieldSql)[] = ['folded', 'number', 'boolean', 'instant'];
  const tests = kinds.flatMap((kind) => {
    const operands = values.filter((value) => readingFor(value) === kind).map(operandOf);
    return operands.length === 0 ? [] : [holds(sql`${field[kind]} IN (${join(operands, ', ')})`)];
  });
  return tests.length === 0 ? raw('FALSE') : sql`(${join(tests, ' OR ')})`;
}

/** The operand decides which reading of the field is compared. */
function readingFor(value: Scalar): keyof FieldSql {
  switch (typeof value) {
    case 'string':
      return 'folded';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'instant';
  }
}

function operandOf(value: Scalar): Sql {
  switch (typeof value) {
    case 'string':
      return foldText(sql`${trimBlanks(value)}`);
    case 'number':
      return number(value);
    case 'boolean':
      return sql`CAST(${value} AS BOOLEAN)`;
    default:
      return instant(value.instant);
  }
}

function compileAge(
  field: FieldSql,
  op: 'within' | 'older_than',
  span: Duration,
  context: ConditionContext,
): Sql {
  const limit = before(span, context);
  // The half-open interval of S1.6 in whole milliseconds; BETWEEN names the reading once, which may be a long expression.
  return op === 'within'
    ? holds(sql`${field.instant} BETWEEN ${instant(limit + 1)} AND ${instant(context.asOf)}`)
    : holds(sql`${field.instant} <= ${instant(limit)}`);
}

/** As-of minus a span; months are steps of the calendar in the project zone and clamp at the end of the month (S1.7). */
function before(span: Duration, context: ConditionContext): number {
  if (span.months === 0) return context.asOf - span.ms;
  const asOf = Temporal.Instant.fromEpochMilliseconds(context.asOf).toZonedDateTimeISO(context.timezone);
  const stepped = asOf.toPlainDateTime().subtract({ months: span.months });
  const localMs = stepped.toZonedDateTime('UTC').epochMilliseconds;
  return localToUtcMs(localMs, context.timezone) - span.ms;
}

function holds(test: Sql): Sql {
  return sql`coalesce(${test}, FALSE)`;
}

function instant(ms: number): Sql {
  return sql`CAST(${ms} AS BIGINT)`;
}

/** Whole numbers outside the safe range go as text, because the driver would bind them as BIGINT and overflow. */
function number(value: number): Sql {
  const bindable = !Number.isInteger(value) || Number.isSafeInteger(value);
  return sql`CAST(${bindable ? value : String(value)} AS DOUBLE)`;
}
