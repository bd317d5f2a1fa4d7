import { literal, raw, type Sql, sql } from '../sql/sql.js';
import type { Database } from './database.js';

export type OutputFormat = 'csv' | 'json' | 'jsonl' | 'parquet';

/** Writes the rows of a query to a file, in its order. JSON becomes a bare array, for the caller to put into its document. */
export async function writeRows(
  database: Database,
  path: string,
  format: OutputFormat,
  query: Sql,
): Promise<void> {
  await database.run(sql`COPY (${query}) TO ${literal(path)} (${copyOptions[format]}, USE_TMP_FILE false)`);
}

const isoMillis = "'%Y-%m-%dT%H:%M:%S.%gZ'";

const copyOptions: Readonly<Record<OutputFormat, Sql>> = {
  csv: raw(`FORMAT csv, HEADER, TIMESTAMPFORMAT ${isoMillis}`),
  json: raw(`FORMAT json, ARRAY true, TIMESTAMPFORMAT ${isoMillis}`),
  jsonl: raw(`FORMAT json, TIMESTAMPFORMAT ${isoMillis}`),
  parquet: raw('FORMAT parquet'),
};
