import { identifier, join, raw, sql } from '../../sql/sql.js';
import { trimBlanks } from '../../sql/text.js';
import type { Database } from '../database.js';
import type { SourceFile } from '../source-file.js';

/** Cells of the first rows of a file as text, trimmed; a missing value is the empty text. */
export type FirstRows = readonly (readonly string[])[];

const sampledRows = 1000;

export async function readFirstRows(database: Database, file: SourceFile): Promise<FirstRows> {
  const cells = file.columns.map((_, index) => identifier(`c${index}`));
  const rows = await database.rows(
    sql`SELECT ${join(cells, ', ')} FROM (${file.scan()}) LIMIT ${raw(String(sampledRows))}`,
  );
  return rows.map((row) => row.map((cell) => (cell === null ? '' : trimBlanks(String(cell)))));
}

/** The values of one column, without the missing ones. */
export function valuesOf(rows: FirstRows, column: number): readonly string[] {
  return rows.flatMap((row) => row[column] || []);
}
