import { domainToUnicode } from 'node:url';
import { identifier, join, type Sql, sql } from '../sql/sql.js';
import { foldText } from '../sql/values.js';
import { appendRows } from './append.js';
import type { Database } from './database.js';
import { type MappedFile, textOf } from './source.js';

/** Loads the values of each list, in the form in which texts are compared. */
export async function loadLists(
  database: Database,
  files: readonly (MappedFile & { readonly list: string })[],
): Promise<void> {
  for (const list of new Set(files.map((file) => file.list))) {
    const parts = files
      .filter((file) => file.list === list)
      .map((file) => sql`SELECT ${foldText(textOf(file, 'value'))} AS value FROM (${file.file.scan()})`);
    await database.run(
      sql`CREATE TEMP TABLE ${identifier(tableOf(list))} AS SELECT DISTINCT value FROM (${join(parts, ' UNION ALL ')}) WHERE value IS NOT NULL`,
    );
    await addUnicodeDomains(database, tableOf(list));
  }
}

/** A domain may be listed in its A-label form; `email.domain` has the form people read. */
async function addUnicodeDomains(database: Database, table: string): Promise<void> {
  const encoded = await database.rows(
    sql`SELECT value FROM ${identifier(table)} WHERE contains(value, 'xn--')`,
  );
  const domains = encoded
    .map(([value]) => [domainToUnicode(String(value))])
    .filter(([domain]) => domain !== '');
  await appendRows(database, table, domains);
}

/** The query that yields the folded values of a list. */
export function listQuery(list: string): Sql {
  return sql`SELECT value FROM ${identifier(tableOf(list))}`;
}

function tableOf(list: string): string {
  return `list ${list}`;
}
