import type { DuckDBDataChunk } from '@duckdb/node-api';
import { ledgerKinds } from '../model/ledger.js';
import { raw, type Sql, sql } from '../sql/sql.js';
import type { Numbers } from './append.js';
import { numbersOf } from './columns.js';
import type { Database } from './database.js';
import type { LedgerColumns } from './ledger-order.js';
import { selected } from './read-columns.js';

/** A row of the ledger that belongs to whoever has an address now. */
interface RowByAddress {
  /** Of the row in the columns, whose mailbox and lead are -1 so far. */
  readonly place: number;
  readonly address: string;
  /** The mailbox of the lead, which has the row already; -1 for none. */
  readonly ofLead: number;
}

/**
 * Reads a coded ledger of `room` rows with the mailbox and the ordinal of its leads, in any order. Of campaigns that the config has no more only
 * sends and suppressions are kept.
 *
 * Suppressions, rows whose lead is gone, and sends to an address which is not that of their lead any more are also, or only, rows by
 * address. Usually there are few: their addresses are the only texts that leave the engine.
 */
export async function readLedger(database: Database, coded: Sql, room: number): Promise<UnorderedLedger> {
  const rows = new UnorderedLedger(room);
  const { suppress, send } = { suppress: raw(String(kindCodes.suppress)), send: raw(String(kindCodes.send)) };
  const query = sql`SELECT ${selected(rows.columns)}, CASE WHEN kind = ${suppress}
        OR (email IS DISTINCT FROM email_now AND (lead < 0 OR kind = ${send})) THEN coalesce(email, email_now) END AS address
    FROM (SELECT ledger.* EXCLUDE (lead_id), coalesce(known.mailbox, -1) AS mailbox, coalesce(known.ord, -1) AS lead,
        known.email AS email_now
      FROM (${coded}) AS ledger LEFT JOIN (SELECT key, email, lead.ord, lead_mailbox.mailbox
        FROM lead JOIN lead_mailbox ON lead_mailbox.ord = lead.ord) AS known ON known.key = ledger.lead_id)`;
  let read = 0;
  for await (const chunk of database.stream(query)) {
    rows.take(chunk);
    read += chunk.rowCount;
  }
  // A row less would be a mail too many.
  if (read !== room) throw new Error(`The ledger has ${room} rows, and ${read} were read.`);
  return rows;
}

const kindCodes = { suppress: ledgerKinds.indexOf('suppress'), send: ledgerKinds.indexOf('send') };

/** Rows of the ledger as they came. The columns have room for more than `count` rows. */
export class UnorderedLedger {
  columns: LedgerColumns;
  count = 0;
  readonly byAddress: RowByAddress[] = [];

  constructor(room: number) {
    this.columns = columnsFor(room);
  }

  take(chunk: DuckDBDataChunk): void {
    // A row may be needed twice.
    this.#makeRoom(this.count + 2 * chunk.rowCount);
    const columns = Object.values(this.columns);
    const cells = columns.map((_, index) => numbersOf(chunk, index));
    const { lead, kind, mailbox, campaign } = Object.fromEntries(
      Object.keys(this.columns).map((name, index) => [name, cells[index] as Numbers]),
    ) as unknown as LedgerColumns;
    const addresses = chunk.getColumnVector(columns.length);
    const add = (row: number) => {
      for (const [index, column] of columns.entries())
        column[this.count] = (cells[index] as Numbers)[row] as number;
      return this.count++;
    };
    // Rows are copied together up to the next one that is not simply its lead's.
    let from = 0;
    const copyUntil = (to: number) => {
      for (const [index, column] of columns.entries())
        column.set((cells[index] as Numbers).subarray(from, to), this.count);
      this.count += to - from;
      from = to + 1;
    };
    for (let row = 0; row < chunk.rowCount; row++) {
      const isKept = (campaign[row] as number) >= 0 || kind[row] === kindCodes.send;
      if (!isKept && kind[row] !== kindCodes.suppress) {
        copyUntil(row);
        continue;
      }
      const isOfLead = (lead[row] as number) >= 0 && kind[row] !== kindCodes.suppress;
      const address = addresses.getItem(row);
      if (isOfLead && address === null) continue;
      copyUntil(row);
      if (isOfLead) add(row);
      if (address === null) continue;
      const place = add(row);
      this.columns.mailbox[place] = -1;
      this.columns.lead[place] = -1;
      const ofLead = isOfLead ? (mailbox[row] as number) : -1;
      this.byAddress.push({ place, address: String(address), ofLead });
    }
    copyUntil(chunk.rowCount);
  }

  #makeRoom(rows: number): void {
    if (rows <= this.columns.run.length) return;
    const larger = columnsFor(Math.ceil(rows * 1.25));
    const names = Object.keys(larger) as (keyof LedgerColumns)[];
    for (const name of names) larger[name].set(this.columns[name].subarray(0, this.count));
    this.columns = larger;
  }
}

/** Room that was not needed was never touched, so it costs no memory. */
function columnsFor(rows: number): LedgerColumns {
  const bytes = () => new Int8Array(rows);
  const numbers = () => new Int32Array(rows);
  return {
    ...{ mailbox: numbers(), lead: numbers(), campaign: new Int16Array(rows), occurrence: numbers() },
    ...{ kind: bytes(), at: new Float64Array(rows), step: numbers(), attempt: numbers(), reason: bytes() },
    ...{ channel: bytes(), send: new Float64Array(rows), template: numbers(), run: numbers() },
  };
}
