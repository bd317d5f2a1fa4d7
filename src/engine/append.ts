import {
  DOUBLE,
  type DuckDBAppender,
  DuckDBDataChunk,
  type DuckDBType,
  INTEGER,
  SMALLINT,
  TINYINT,
} from '@duckdb/node-api';
import { identifier, join, raw, sql } from '../sql/sql.js';
import type { Database } from './database.js';

const rowsPerChunk = 2048;

/** Rows of text into an existing table. */
export async function appendRows(
  database: Database,
  table: string,
  rows: readonly (readonly string[])[],
): Promise<void> {
  const appender = await database.appender(table);
  for (const row of rows) {
    for (const value of row) appender.appendVarchar(value);
    appender.endRow();
  }
  appender.closeSync();
}

export type Numbers = Float64Array | Int32Array | Int16Array | Int8Array;

export type NumberColumns = Readonly<Record<string, Numbers>>;

/** Type of the engine for numbers of this width. */
export function typeOf(values: Numbers): DuckDBType {
  if (values instanceof Float64Array) return DOUBLE;
  if (values instanceof Int32Array) return INTEGER;
  return values instanceof Int16Array ? SMALLINT : TINYINT;
}

/** Creates a table of numbers out of whole columns, 2,048 rows at a time and without a value passing through JavaScript. */
export async function appendColumns(
  database: Database,
  table: string,
  columns: NumberColumns,
): Promise<void> {
  const entries = Object.entries(columns);
  const types = entries.map(([, values]) => typeOf(values));
  const definitions = entries.map(([name], index) => sql`${identifier(name)} ${raw(String(types[index]))}`);
  await database.run(sql`CREATE TEMP TABLE ${identifier(table)} (${join(definitions, ', ')})`);
  const appender = await database.appender(table);
  const rows = entries[0]?.[1].length ?? 0;
  for (let from = 0; from < rows; from += rowsPerChunk) {
    appendChunk(
      appender,
      types,
      entries.map(([, values]) => values.subarray(from, from + rowsPerChunk)),
    );
  }
  appender.closeSync();
}

function appendChunk(
  appender: DuckDBAppender,
  types: readonly DuckDBType[],
  columns: readonly Numbers[],
): void {
  const chunk = DuckDBDataChunk.create(types, columns[0]?.length ?? 0);
  for (const [index, values] of columns.entries()) {
    const vector = chunk.getColumnVector(index) as unknown as {
      items: Numbers;
      flush(): void;
    };
    vector.items.set(values);
    vector.flush();
  }
  appender.appendDataChunk(chunk);
}
