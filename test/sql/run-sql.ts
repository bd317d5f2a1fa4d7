import { type DuckDBConnection, DuckDBInstance, VARCHAR } from '@duckdb/node-api';
import { afterAll, beforeAll } from 'vitest';
import { join, type Sql, sql } from '../../src/sql/sql.js';

export type Cell = string | null;

/** What an expression gives for each row; `bigint` is turned into a number, which is exact for UTC milliseconds. */
export type Run = (query: Sql) => Promise<readonly (readonly unknown[])[]>;

/** A DuckDB of its own for the tests of one file. */
export function useDatabase(): Run {
  let instance: DuckDBInstance;
  let connection: DuckDBConnection;
  beforeAll(async () => {
    instance = await DuckDBInstance.create(':memory:');
    connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
  });
  afterAll(() => {
    connection.closeSync();
    instance.closeSync();
  });
  return async ({ text, parameters }) => {
    const types = Object.fromEntries(
      parameters.flatMap((value, index) => (value === null ? [[index + 1, VARCHAR]] : [])),
    );
    const bound = Object.fromEntries(parameters.map((value, index) => [String(index + 1), value]));
    const result = await connection.runAndReadAll(text, bound, types).catch((error: unknown) => {
      throw new Error(`${String(error).slice(0, 500)}\nin ${text.slice(0, 2000)}`);
    });
    return result.getRows().map((row) => row.map(toPlain));
  };
}

/** A table of text cells, `VALUES` with one parameter for each cell. */
export function cells(rows: readonly (readonly Cell[])[]): Sql {
  const lines = rows.map(
    (row, index) =>
      sql`(${index}, ${join(
        row.map((cell) => sql`CAST(${cell} AS VARCHAR)`),
        ', ',
      )})`,
  );
  return sql`(VALUES ${join(lines, ', ')})`;
}

/** The value of an expression over a column `cell`, for each text. */
export async function readEach(
  run: Run,
  expression: Sql,
  texts: readonly Cell[],
): Promise<readonly unknown[]> {
  const table = cells(texts.map((text) => [text]));
  const rows = await run(sql`SELECT ${expression} FROM ${table} AS t(row_number, cell) ORDER BY row_number`);
  return rows.map(([value]) => value);
}

function toPlain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
