import type { LedgerRows } from '../model/ledger.js';
import type { MailCodes } from '../model/mail-codes.js';
import { raw, type Sql, sql } from '../sql/sql.js';
import { addressKeySql, learnAddressKeys } from './address-tables.js';
import { appendRows } from './append.js';
import { numbersOf } from './columns.js';
import type { Database } from './database.js';
import { codedLedger, type LedgerNames, type SameInstant } from './ledger-codes.js';
import { checkLedgerFiles, refuseDamage, scanLedger } from './ledger-files.js';
import { orderLedger } from './ledger-order.js';
import { readLedger, UnorderedLedger } from './read-ledger.js';

/**
 * Reads what committed runs have left behind (S5.2), given in the order of the runs, as numbers. Needs the leads with their match keys
 * and the tables of `prepareMailboxes`.
 *
 * A row is of the mailbox of its lead, or of its address where no lead has the key any more. A send to an address that is of another
 * mailbox by now counts there as well, in a second row without a lead: neither who changed their address nor who has it now gets a
 * mail too many. A suppression is of its address, whoever has it.
 *
 * @throws UnusableInput for a file that is damaged or no ledger
 */
export async function loadLedger(
  database: Database,
  files: readonly string[],
  config: LedgerNames,
  codes: Pick<MailCodes, 'templates'>,
  same?: SameInstant,
): Promise<LedgerRows> {
  if (files.length === 0) return orderLedger(new UnorderedLedger(0));
  const room = await checkLedgerFiles(database, files);
  return refuseDamage(database, files, async () => {
    const { rows, stepOf } = codedLedger(scanLedger(files), config, codes, same);
    const ledger = await readLedger(database, rows, room);
    const { campaign, step } = ledger.columns;
    for (let row = 0; row < ledger.count; row++)
      step[row] = stepOf(campaign[row] as number, step[row] as number);
    await findMailboxes(database, ledger);
    return orderLedger(ledger);
  });
}

/** Rows by address are of the mailbox that has it now; not again of that of their lead, and of none when nobody has it. */
async function findMailboxes(database: Database, { columns, byAddress }: UnorderedLedger): Promise<void> {
  if (byAddress.length === 0) return;
  await database.run(
    raw('CREATE TEMP TABLE ledger_by_address (place VARCHAR, of_lead VARCHAR, address VARCHAR)'),
  );
  await appendRows(
    database,
    'ledger_by_address',
    byAddress.map(({ place, ofLead, address }) => [String(place), String(ofLead), address]),
  );
  await learnAddressKeys(database, raw('SELECT address AS value FROM ledger_by_address'));
  const found = database.stream(
    sql`SELECT other.place::INTEGER, mailbox.mailbox FROM ledger_by_address AS other
      LEFT JOIN address_key ON address_key.address = other.address
      JOIN mailbox_of_address AS mailbox ON mailbox.match_key = ${addressKeySql(raw('other.address'))}
      WHERE mailbox.mailbox <> other.of_lead::INTEGER`,
  );
  for await (const chunk of found) {
    const [place, mailbox] = [numbersOf(chunk, 0), numbersOf(chunk, 1)];
    for (let row = 0; row < chunk.rowCount; row++)
      columns.mailbox[place[row] as number] = mailbox[row] as number;
  }
}

/** How many sends of each campaign there are in these files. */
export async function sendsByCampaign(
  database: Database,
  files: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (files.length === 0) return new Map();
  const query = sql`SELECT campaign, count(*)::DOUBLE FROM (${scanLedger(files)}) WHERE kind = 'send' GROUP BY campaign ORDER BY campaign`;
  const rows = await refuseDamage(database, files, () => database.rows(query));
  return new Map(rows.map(([campaign, sends]) => [String(campaign), Number(sends)]));
}

/**
 * How many of the planned ids, the column `send_id` of a query, the ledger has already. None may be: the last look before a plan is
 * written (S6.10).
 */
export async function alreadySent(
  database: Database,
  files: readonly string[],
  planned: Sql,
): Promise<number> {
  if (files.length === 0) return 0;
  const known = sql`SELECT count(DISTINCT ledger.send_id)::DOUBLE FROM (${scanLedger(files)}) AS ledger
    SEMI JOIN (${planned}) AS planned ON planned.send_id = ledger.send_id`;
  const [[found] = []] = await refuseDamage(database, files, () => database.rows(known));
  return Number(found);
}
