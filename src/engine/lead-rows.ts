import { identifier, join, raw, type Sql, sql } from '../sql/sql.js';
import { addressKeySql } from './address-tables.js';
import type { Database } from './database.js';
import type { LeadFields } from './lead-fields.js';
import { keyedByAddress, type LeadSourceFiles } from './lead-source.js';
import { expectedRows, readDifferently } from './reconcile.js';
import { instantOf, type MappedFile, textOf } from './source.js';
import { UnusableInput } from './unusable-input.js';

/** `lead_row`: every row of the lead files as text, in file order, with the source it is of when there are several. */
export async function readRows(
  database: Database,
  sources: readonly LeadSourceFiles[],
  fields: LeadFields,
): Promise<void> {
  const files = sources.flatMap((source) => source.files);
  const rows = sources.flatMap((source, index) =>
    source.files.map((file) => rowsOf(file, fields.names, sources.length > 1 ? index : undefined)),
  );
  await database.run(sql`CREATE TEMP TABLE lead_row AS ${join(rows, ' UNION ALL ')}`);
  const [[found] = []] = await database.rows(raw('SELECT count(*)::DOUBLE FROM lead_row'));
  const expected = expectedRows(files);
  if (found !== expected) throw new UnusableInput([readDifferently(files, expected, Number(found))]);
}

/** `lead_keyed`: the rows that can be used, with their keys; `lead_usable`: those of them that were there at as-of. */
export async function keyRows(
  database: Database,
  sources: readonly LeadSourceFiles[],
  withKeys: boolean,
  asOf: number,
): Promise<void> {
  const several = sources.length > 1;
  const matchKey = withKeys ? addressKeySql(raw('lead_row.email')) : raw('CAST(NULL AS VARCHAR)');
  const byAddress = sources.flatMap((source, index) => (keyedByAddress(source) ? [index] : []));
  const all = sql`coalesce(lead_row.key, ${matchKey})`;
  // Of several sources, a row without a key of its own gets one when it is known who else has its address.
  const key = several || byAddress.length === 0 ? raw('lead_row.key') : all;
  const named =
    several && byAddress.length > 0
      ? sql`(lead_row.key IS NOT NULL OR (source IN (${raw(byAddress.join(', '))}) AND ${matchKey} IS NOT NULL))`
      : sql`${key} IS NOT NULL`;
  const addresses = withKeys
    ? raw(' LEFT JOIN address_key ON address_key.address = lead_row.email')
    : raw('');
  await database.run(sql`CREATE TEMP TABLE lead_keyed AS SELECT lead_row.rowid AS place,${raw(several ? ' source,' : '')}
    ${key} AS key, ${matchKey} AS match_key, lead_row.created, updated
    FROM lead_row${addresses} WHERE NOT bad AND ${named}`);
  await database.run(sql`CREATE TEMP VIEW lead_usable AS SELECT * FROM lead_keyed
    WHERE created IS NULL OR created <= ${raw(String(asOf))}`);
}

/** Rows of one file as text, with the fields that rules read as `f0`, `f1`, ... */
function rowsOf(source: MappedFile, fields: readonly string[], sourceIndex: number | undefined): Sql {
  const columns = [
    ...(sourceIndex === undefined ? [] : [sql`${raw(String(sourceIndex))} AS source`]),
    sql`${raw(String(source.index))} AS file, bad, ${textOf(source, 'key')} AS key, ${textOf(source, 'email')} AS email`,
    sql`${instantOf(source, 'created_at')} AS created, ${instantOf(source, 'updated_at')} AS updated`,
    ...fields.map((field, index) => sql`${textOf(source, field)} AS ${identifier(`f${index}`)}`),
  ];
  return sql`SELECT ${join(columns, ', ')} FROM (${source.file.scan()})`;
}
