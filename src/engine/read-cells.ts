import { join, raw, sql } from '../sql/sql.js';
import type { Database } from './database.js';
import { instantOf, type MappedFile, textOf } from './source.js';

/** Fields of some records of a file, by the position of the record: texts, and instants as UTC ms; null where there is none. */
export async function readCells(
  database: Database,
  file: MappedFile,
  records: readonly number[],
  fields: readonly string[],
  instants: readonly string[],
): Promise<ReadonlyMap<number, Readonly<Record<string, string | number | null>>>> {
  const mapped = fields.filter((field) => file.mapping.column(field) !== undefined);
  if (mapped.length === 0 || records.length === 0) return new Map();
  const cells = sql`SELECT row_number() OVER () AS record, * FROM (${file.file.scan()})`;
  const values = mapped.map((field) =>
    instants.includes(field) ? sql`${instantOf(file, field)}::DOUBLE` : textOf(file, field),
  );
  const rows = await database.rows(
    sql`SELECT record, ${join(values, ', ')} FROM (${cells}) WHERE record IN (${raw(records.join(', '))})`,
  );
  return new Map(
    rows.map(([record, ...found]) => [
      Number(record),
      Object.fromEntries(
        mapped.map((field, index) => [field, (found[index] ?? null) as string | number | null]),
      ),
    ]),
  );
}
