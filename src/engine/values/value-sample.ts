import { join, raw, type Sql, sql } from '../../sql/sql.js';
import { readText } from '../../sql/values.js';
import type { Database } from '../database.js';
import type { HeadedFile, Mapping } from '../mapping.js';

/** What looking at the values of a file needs of it. */
export interface SampledFile {
  readonly file: HeadedFile & { readonly format: string; readonly scan: () => Sql };
  readonly mapping: Mapping;
}

/** Values of one field at the beginning of one file. */
export interface FieldSample {
  readonly file: string;
  readonly field: string;
  readonly header: string;
  /** Whether the file is text. JSON and Parquet hold numbers of their own, which have one form. */
  readonly isText: boolean;
  /** Trimmed, in file order, without missing values. */
  readonly texts: readonly string[];
}

/** Reads the fields that a file has from its first `rows` records; one pass, which ends there. */
export async function sampleFields(
  database: Database,
  { file, mapping }: SampledFile,
  fields: readonly string[],
  rows: number,
): Promise<readonly FieldSample[]> {
  const found = fields.flatMap((field) => {
    const column = mapping.column(field);
    return column === undefined ? [] : [{ field, column, header: mapping.header(field) ?? field }];
  });
  if (found.length === 0) return [];
  const cells = join(
    found.map(({ column }, index) => sql`${column} AS ${raw(`v${index}`)}`),
    ', ',
  );
  const texts = join(
    found.map((_, index) => readText(raw(`v${index}`))),
    ', ',
  );
  const sampled = await database.rows(
    sql`SELECT ${texts} FROM (SELECT ${cells} FROM (${file.scan()}) LIMIT ${raw(String(rows))})`,
  );
  return found.map(({ field, header }, index) => ({
    file: file.name,
    field,
    header,
    isText: file.format === 'csv',
    texts: sampled.flatMap((row) => row[index] ?? []).map(String),
  }));
}
