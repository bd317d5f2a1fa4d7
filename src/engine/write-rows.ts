import { literal, raw, type Sql, sql } from '../sql/sql.js';
import type { Database } from './database.js';

export type OutputFormat = 'csv' | 'tsv' | 'json' | 'jsonl' | 'parquet';

/**
 * Writes the rows of a query to a file, in its order, and says how many they are. JSON becomes a bare array, for the caller to put into its
 * document.
 */
export async function writeRows(
  database: Database,
  path: string,
  format: OutputFormat,
  query: Sql,
): Promise<number> {
  const [[rows] = []] = await database.rows(
    sql`COPY (${query}) TO ${literal(path)} (${copyOptions[format]}, USE_TMP_FILE false)`,
  );
  return Number(rows);
}

const isoMillis = "'%Y-%m-%dT%H:%M:%S.%gZ'";

const copyOptions: Readonly<Record<OutputFormat, Sql>> = {
  csv: raw(`FORMAT csv, HEADER, TIMESTAMPFORMAT ${isoMillis}`),
  tsv: raw(`FORMAT csv, HEADER, DELIMITER '\t', TIMESTAMPFORMAT ${isoMillis}`),
  json: raw(`FORMAT json, ARRAY true, TIMESTAMPFORMAT ${isoMillis}`),
  jsonl: raw(`FORMAT json, TIMESTAMPFORMAT ${isoMillis}`),
  parquet: raw('FORMAT parquet'),
};
