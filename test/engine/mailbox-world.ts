import { stringify } from 'csv-stringify/sync';
import { leadNames } from '../../src/engine/aliases.js';
import { appendRows } from '../../src/engine/append.js';
import type { Database } from '../../src/engine/database.js';
import { ingestLeads } from '../../src/engine/ingest-leads.js';
import { writeLedger } from '../../src/engine/ledger-write.js';
import { listQuery } from '../../src/engine/lists.js';
import { prepareMailboxes } from '../../src/engine/mailboxes.js';
import { mapSource } from '../../src/engine/source.js';
import { ledgerColumns } from '../../src/model/ledger.js';
import { identifier, join, raw, sql } from '../../src/sql/sql.js';
import { openWorkbench, type Workbench } from './workbench.js';

export const asOf = Date.UTC(2026, 2, 2, 8);

/** Leads as the product reads them, and their mailboxes. */
export interface MailboxWorld {
  readonly bench: Workbench;
  readonly database: Database;
  readonly mailbox: Int32Array;
  /** Keys in the order of the ordinals. */
  readonly keys: readonly string[];
  /** Writes the ledger of a run and returns its path. */
  readonly commit: (run: string, rows: readonly LedgerCells[]) => Promise<string>;
}

/** Cells of a row of the ledger; what is left out is missing, but for `occurrence` 1, `kind` send, `attempt` 1. */
export type LedgerCells = Readonly<Partial<Record<(typeof ledgerColumns)[number], string | number>>>;

/** Reads leads given as key and address. */
export async function withLeads<T>(
  leads: readonly (readonly [key: string, email: string])[],
  use: (world: MailboxWorld) => Promise<T>,
): Promise<T> {
  const bench = await openWorkbench();
  const { database } = bench;
  try {
    const path = bench.write('leads.csv', stringify([['lead_id', 'email'], ...leads]));
    const typed = { instants: [], numbers: [] };
    const { files } = await mapSource(
      {
        ...{ inputs: [{ path, name: 'leads.csv' }], columns: {}, names: leadNames('generic') },
        ...{ dialect: { delimiter: ',' }, timezone: 'UTC', typed },
      },
      0,
      database,
    );
    const wanted = {
      ...{ rules: [], fields: [], matchKeys: true, mailDomains: false, typed },
      inOrderOfKeys: true,
    };
    await ingestLeads(database, [{ name: 'leads', files }], wanted, {
      asOf,
      timezone: 'UTC',
      list: listQuery,
    });
    const rows = await database.rows(raw('SELECT key FROM lead ORDER BY ord'));
    return await use({
      bench,
      database,
      mailbox: await prepareMailboxes(database),
      keys: rows.map(([key]) => String(key)),
      commit: (run, cells) => commitLedger(bench, run, cells),
    });
  } finally {
    bench.close();
  }
}

async function commitLedger(
  { database, write }: Workbench,
  run: string,
  rows: readonly LedgerCells[],
): Promise<string> {
  const table = database.freshName('ledger_text');
  const definitions = ledgerColumns.map((name) => sql`${identifier(name)} VARCHAR`);
  await database.run(sql`CREATE TEMP TABLE ${identifier(table)} (${join(definitions, ', ')})`);
  const complete = rows.map((cells) => ({ kind: 'send', occurrence: 1, attempt: 1, ...cells }));
  await appendRows(
    database,
    table,
    complete.map((cells: LedgerCells) => ledgerColumns.map((name) => String(cells[name] ?? ''))),
  );
  const path = write(`${run}.parquet`, '');
  await writeLedger(database, path, sql`SELECT nullif(COLUMNS(*), '') FROM ${identifier(table)}`);
  return path;
}
