import { describe, expect, test } from 'vitest';
import type { Condition, Scalar } from '../../src/model/condition.js';
import { type ConditionContext, compileCondition, fieldSql } from '../../src/sql/conditions.js';
import { identifier, raw, sql } from '../../src/sql/sql.js';
import { type Cell, readEach, useDatabase } from './run-sql.js';

const AS_OF = Date.UTC(2024, 2, 31, 12);
const DAY_MS = 86_400_000;

describe('the SQL of each node', () => {
  const context: ConditionContext = {
    field: (name) => ({
      text: identifier(name),
      folded: identifier(`${name} folded`),
      number: identifier(`${name} number`),
      instant: identifier(`${name} instant`),
      boolean: identifier(`${name} boolean`),
    }),
    list: (name) => sql`SELECT value FROM lists WHERE list = ${name}`,
    asOf: AS_OF,
    timezone: 'Europe/Berlin',
  };
  const compare = (op: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte', value: Scalar): Condition => ({
    kind: 'compare',
    field: 'f',
    op,
    value,
  });
  const check = (condition: Condition, text: string, parameters: readonly unknown[]) =>
    expect(compileCondition(condition, context)).toEqual({ text, parameters });

  test('compare reads the field as the operand asks', () => {
    check(compare('eq', ' Anna '), 'coalesce("f folded" = lower(nfc_normalize(?)), FALSE)', ['Anna']);
    check(compare('ne', 'x'), '(NOT coalesce("f folded" = lower(nfc_normalize(?)), FALSE))', ['x']);
    check(compare('gte', 50), 'coalesce("f number" >= CAST(? AS DOUBLE), FALSE)', [50]);
    check(compare('lt', 1e20), 'coalesce("f number" < CAST(? AS DOUBLE), FALSE)', ['100000000000000000000']);
    check(compare('eq', true), 'coalesce("f boolean" = CAST(? AS BOOLEAN), FALSE)', [true]);
    check(compare('lte', { instant: 5 }), 'coalesce("f instant" <= CAST(? AS BIGINT), FALSE)', [5]);
    check(compare('gt', 'm'), 'coalesce("f folded" > lower(nfc_normalize(?)), FALSE)', ['m']);
  });

  test('between includes both ends', () =>
    check(
      { kind: 'between', field: 'f', low: 1, high: 2.5 },
      'coalesce("f number" >= CAST(? AS DOUBLE) AND "f number" <= CAST(? AS DOUBLE), FALSE)',
      [1, 2.5],
    ));

  test('in makes one test for each reading', () => {
    check(
      { kind: 'in', field: 'f', values: ['a', 1, 'b', false, { instant: 9 }], negated: false },
      '(coalesce("f folded" IN (lower(nfc_normalize(?)), lower(nfc_normalize(?))), FALSE)' +
        ' OR coalesce("f number" IN (CAST(? AS DOUBLE)), FALSE)' +
        ' OR coalesce("f boolean" IN (CAST(? AS BOOLEAN)), FALSE)' +
        ' OR coalesce("f instant" IN (CAST(? AS BIGINT)), FALSE))',
      ['a', 'b', 1, false, 9],
    );
    check({ kind: 'in', field: 'f', values: [], negated: false }, 'FALSE', []);
    check(
      { kind: 'in', field: 'f', values: [2], negated: true },
      '(NOT (coalesce("f number" IN (CAST(? AS DOUBLE)), FALSE)))',
      [2],
    );
  });

  test.for(['contains', 'starts_with', 'ends_with'] as const)('%s looks for folded text', (op) =>
    check(
      { kind: 'text', field: 'f', op, value: '50%_' },
      `coalesce(${op}("f folded", lower(nfc_normalize(?))), FALSE)`,
      ['50%_'],
    ),
  );

  test('matches ignores case', () =>
    check(
      { kind: 'matches', field: 'f', pattern: '\\bvp\\b' },
      'coalesce(regexp_matches(nfc_normalize("f"), ?, \'i\'), FALSE)',
      ['\\bvp\\b'],
    ));

  test('exists', () => {
    check({ kind: 'exists', field: 'f', exists: true }, '("f" IS NOT NULL)', []);
    check({ kind: 'exists', field: 'f', exists: false }, '("f" IS NULL)', []);
  });

  test('in_list asks the list', () =>
    check(
      { kind: 'in_list', field: 'f', list: 'targets' },
      'coalesce("f folded" IN (SELECT value FROM lists WHERE list = ?), FALSE)',
      ['targets'],
    ));

  test('before and after are strict', () => {
    check(
      { kind: 'moment', field: 'f', op: 'before', at: 7 },
      'coalesce("f instant" < CAST(? AS BIGINT), FALSE)',
      [7],
    );
    check(
      { kind: 'moment', field: 'f', op: 'after', at: 7 },
      'coalesce("f instant" > CAST(? AS BIGINT), FALSE)',
      [7],
    );
  });

  test('within and older_than count back from as-of', () => {
    check(
      { kind: 'age', field: 'f', op: 'within', span: { ms: DAY_MS, months: 0 } },
      'coalesce("f instant" BETWEEN CAST(? AS BIGINT) AND CAST(? AS BIGINT), FALSE)',
      [AS_OF - DAY_MS + 1, AS_OF],
    );
    check(
      { kind: 'age', field: 'f', op: 'older_than', span: { ms: 0, months: 1 } },
      'coalesce("f instant" <= CAST(? AS BIGINT), FALSE)',
      // 14:00 in Berlin on 31 March; one month before is 29 February 14:00, which was still winter time.
      [Date.UTC(2024, 1, 29, 13)],
    );
  });

  test('all, any and not nest', () => {
    const test: Condition = { kind: 'exists', field: 'f', exists: true };
    check({ kind: 'all', of: [] }, 'TRUE', []);
    check({ kind: 'any', of: [] }, 'FALSE', []);
    check(
      { kind: 'all', of: [test, { kind: 'any', of: [test, { kind: 'not', of: test }] }] },
      '(("f" IS NOT NULL) AND (("f" IS NOT NULL) OR (NOT ("f" IS NOT NULL))))',
      [],
    );
  });
});

describe('what a condition holds for', () => {
  const run = useDatabase();
  const context: ConditionContext = {
    field: () => fieldSql(raw('cell'), { timezone: 'Europe/Berlin' }),
    list: () => sql`SELECT unnest([NULL, ${'acme.example'}, ${'zürich'}])`,
    asOf: AS_OF,
    timezone: 'Europe/Berlin',
  };
  const field = 'f';

  async function check(condition: Condition, holds: readonly Cell[], fails: readonly Cell[]) {
    const values = await readEach(run, compileCondition(condition, context), [...holds, ...fails]);
    expect(values).toEqual([...holds.map(() => true), ...fails.map(() => false)]);
  }

  test('text is equal whatever its case, form or padding', async () => {
    const zurich: Condition = { kind: 'compare', field, op: 'eq', value: ' Zürich\u00A0' };
    await check(zurich, ['zürich', 'ZU\u0308RICH', '\u3000Zürich '], ['Zurich', '', null]);
    await check({ kind: 'not', of: zurich }, ['Zurich', '', null], ['zürich']);
  });

  test('a missing or unreadable value fails, and passes what is negated', async () => {
    await check(
      { kind: 'compare', field, op: 'gte', value: 0 },
      ['0', '1,000'],
      ['many', '1e3', '-1', '', null],
    );
    await check({ kind: 'compare', field, op: 'ne', value: 3 }, ['4', 'many', '', null], ['3', '3.0']);
    await check({ kind: 'in', field, values: ['a', 3], negated: true }, ['b', '4', null], ['A', '3.00']);
    await check(
      { kind: 'compare', field, op: 'eq', value: false },
      ['nein', '0'],
      ['ja', '', 'perhaps', null],
    );
  });

  test('nothing in a text is a wildcard', async () => {
    await check({ kind: 'text', field, op: 'contains', value: '0%' }, ['100% sure'], ['100 sure', null]);
    await check({ kind: 'text', field, op: 'starts_with', value: 'A_' }, ['a_b'], ['axb', ' b a_']);
    await check({ kind: 'text', field, op: 'ends_with', value: '\\' }, ['c:\\'], ['c:/']);
  });

  test('a pattern is searched for, ignores case, and can switch that off', async () => {
    const seniority: Condition = { kind: 'matches', field, pattern: '\\b(vp|head|chief|c[teo]o)\\b' };
    await check(seniority, ['VP Sales', 'the CTO'], ['vpn', 'director', '', null]);
    await check({ kind: 'matches', field, pattern: '(?-i)VP' }, ['VP'], ['vp']);
    await check({ kind: 'matches', field, pattern: '^ü$' }, ['U\u0308', ' ü '], ['ü\nx']);
  });

  test('a list is asked with folded text, and a gap in it does no harm', () =>
    check({ kind: 'in_list', field, list: 'any' }, ['ACME.example', ' Zürich'], ['other.example', '', null]));

  test('within ends with as-of and leaves its beginning out', async () => {
    const span = { ms: DAY_MS, months: 0 };
    const held = ['2024-03-30T12:00:00.001Z', '2024-03-31T12:00:00Z', '2024-03-31 14:00:00'];
    const failed = ['2024-03-30T12:00:00Z', '2024-03-31T12:00:00.001Z', 'yesterday', null];
    await check({ kind: 'age', field, op: 'within', span }, held, failed);
    await check(
      { kind: 'age', field, op: 'older_than', span },
      ['2024-03-30T12:00:00Z', '1999-01-01'],
      ['2024-03-30T12:00:00.001Z', '', null],
    );
  });

  test('a calendar step to a time the clock skips means the first instant after it', () => {
    const step = compileCondition(
      { kind: 'age', field, op: 'older_than', span: { ms: 0, months: 1 } },
      { ...context, asOf: Date.UTC(2023, 3, 26, 0, 30), timezone: 'Europe/Berlin' },
    );
    // 26 April 2023 02:30 in Berlin less one month is 26 March 02:30, which the clock skipped: 03:00 = 01:00 UTC.
    expect(step.parameters).toEqual([Date.UTC(2023, 2, 26, 1)]);
  });
});
