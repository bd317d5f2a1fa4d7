import { identifier, join, raw, type Sql, sql } from '../sql/sql.js';
import { type NumberColumns, typeOf } from './append.js';
import { numbersOf } from './columns.js';
import type { Database } from './database.js';

/**
 * Reads the rows of a query into whole columns, by name, and returns how many there were; the counterpart of `appendColumns`. The
 * query has no NULL in them and at most as many rows as they have room for.
 */
export async function readColumns(
  database: Database,
  query: Sql,
  order: Sql,
  into: NumberColumns,
): Promise<number> {
  const columns = Object.values(into);
  let rows = 0;
  const result = database.stream(sql`SELECT ${selected(into)} FROM (${query}) ORDER BY ${order}`);
  for await (const chunk of result) {
    for (const [index, column] of columns.entries()) column.set(numbersOf(chunk, index), rows);
    rows += chunk.rowCount;
  }
  return rows;
}

/** The columns of a query by name, each as the numbers that are to be read. */
export function selected(into: NumberColumns): Sql {
  const columns = Object.entries(into).map(
    ([name, values]) => sql`${identifier(name)}::${raw(String(typeOf(values)))}`,
  );
  return join(columns, ', ');
}
