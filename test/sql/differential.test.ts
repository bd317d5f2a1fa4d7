import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Condition } from '../../src/model/condition.js';
import { type ConditionContext, compileCondition, fieldSql } from '../../src/sql/conditions.js';
import { identifier, join, raw, type Sql, sql } from '../../src/sql/sql.js';
import { foldText, type Reading, readText } from '../../src/sql/values.js';
import { evaluate, type Row } from '../oracle/conditions.js';
import { condition, FIELDS, row } from './arbitrary-conditions.js';
import { cells, useDatabase } from './run-sql.js';

const run = useDatabase();
const READINGS = ['text', 'folded', 'number', 'instant', 'boolean'] as const;
const LISTS = { vip: ['Zürich', ' 42 ', '', "O'Brien"], empty: [] } as const;

/** Every condition for every row: 12 runs of 12 conditions on 40 rows, 5,760 pairs. */
test('a compiled condition holds for exactly the rows the naive evaluator says', async () => {
  const worlds = fc.record({
    conditions: fc.array(condition(), { minLength: 12, maxLength: 12 }),
    rows: fc.array(row(), { minLength: 40, maxLength: 40 }),
    asOf: fc.constantFrom(Date.UTC(2024, 2, 31, 0, 30), Date.UTC(2024, 9, 27, 1), Date.UTC(2024, 4, 31, 23)),
    timezone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns'),
    decimal: fc.constantFrom<'.' | ','>('.', ','),
    order: fc.constantFrom<'dmy' | 'mdy'>('dmy', 'mdy'),
  });
  await fc.assert(
    fc.asyncProperty(worlds, async ({ conditions, rows, asOf, timezone, decimal, order }) => {
      const reading: Reading = { timezone, decimal, date_order: order };
      const compiled = await holdingRows(conditions, rows, { asOf, timezone }, reading);
      const naive = rows.map((row) =>
        conditions.map((condition) => evaluate(condition, row, { asOf, timezone, lists: LISTS, reading })),
      );
      const differing = conditions.flatMap((condition, column) =>
        rows.flatMap((row, line) =>
          compiled[line]?.[column] === naive[line]?.[column]
            ? []
            : [{ condition, row, compiled: compiled[line]?.[column], naive: naive[line]?.[column] }],
        ),
      );
      expect(differing).toEqual([]);
    }),
    { numRuns: 12 },
  );
});

async function holdingRows(
  conditions: readonly Condition[],
  rows: readonly Row[],
  when: Pick<ConditionContext, 'asOf' | 'timezone'>,
  reading: Reading,
) {
  const context: ConditionContext = {
    ...when,
    field: (name) => ({
      text: identifier(`${name}.text`),
      folded: identifier(`${name}.folded`),
      number: identifier(`${name}.number`),
      instant: identifier(`${name}.instant`),
      boolean: identifier(`${name}.boolean`),
    }),
    list: (name) => folded(name === 'vip' ? LISTS.vip : LISTS.empty),
  };
  const compiled = conditions.map((condition) => compileCondition(condition, context));
  const readings = FIELDS.flatMap((name) => {
    const read = fieldSql(identifier(name), reading);
    return READINGS.map((kind) => sql`${read[kind]} AS ${identifier(`${name}.${kind}`)}`);
  });
  const table = cells(rows.map((row) => FIELDS.map((name) => row[name] ?? null)));
  const names: readonly Sql[] = [raw('row_number'), ...FIELDS.map(identifier)];
  return run(
    sql`SELECT ${join(compiled, ', ')} FROM (SELECT row_number, ${join(readings, ', ')} FROM ${table} AS t(${join(names, ', ')})) ORDER BY row_number`,
  );
}

function folded(values: readonly string[]): Sql {
  const parts = values.map((value) => sql`SELECT ${foldText(readText(sql`CAST(${value} AS VARCHAR)`))}`);
  return parts.length === 0 ? raw("SELECT '' WHERE FALSE") : join(parts, ' UNION ALL ');
}
