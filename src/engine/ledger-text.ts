import { ledgerColumns } from '../model/ledger.js';
import { identifier, join, raw, type Sql, sql } from '../sql/sql.js';
import { appendRows } from './append.js';
import type { Database } from './database.js';
import { writeLedger } from './ledger-write.js';

/** A row of a ledger as texts; what is missing is empty, and `at` is ISO 8601 in UTC. */
export type LedgerText = Readonly<Record<(typeof ledgerColumns)[number], string>>;

/**
 * The rows of a query, which has the columns `ledgerColumns`, as texts. Its addresses are the match keys of the leads, which tell worlds apart
 * (`Wanted.apart`).
 */
export async function readLedgerTexts(database: Database, rows: Sql): Promise<readonly LedgerText[]> {
  const columns = ledgerColumns.map((name) =>
    name === 'at'
      ? raw(`strftime(entry."at" AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ')`)
      : name === 'email'
        ? raw("coalesce(lead.match_key, '')")
        : sql`coalesce(entry.${identifier(name)}::VARCHAR, '')`,
  );
  const found = await database.rows(
    sql`SELECT ${join(columns, ', ')} FROM (${rows}) AS entry JOIN lead ON lead.key = entry.lead_id
      ORDER BY lead.ord, entry."at", entry.campaign, entry.kind`,
  );
  return found.map(
    (row) => Object.fromEntries(ledgerColumns.map((name, index) => [name, String(row[index])])) as LedgerText,
  );
}

/** Writes rows of texts as the ledger of one run. */
export async function writeLedgerTexts(
  database: Database,
  path: string,
  rows: readonly LedgerText[],
): Promise<void> {
  const table = identifier(database.freshName('ledger_text'));
  const definitions = ledgerColumns.map((name) => sql`${identifier(name)} VARCHAR`);
  await database.run(sql`CREATE TEMP TABLE ${table} (${join(definitions, ', ')})`);
  const name = table.text.slice(1, -1);
  await appendRows(
    database,
    name,
    rows.map((row) => ledgerColumns.map((column) => row[column])),
  );
  const numbers = raw("nullif(occurrence, '') AS occurrence, nullif(attempt, '') AS attempt");
  await writeLedger(database, path, sql`SELECT * REPLACE (${numbers}) FROM ${table}`);
}
