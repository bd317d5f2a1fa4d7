import { type LedgerRows, ledgerKinds } from '../model/ledger.js';
import type { MailCodes } from '../model/mail-codes.js';
import { raw, type Sql, sql } from '../sql/sql.js';
import { addressKeySql, learnAddressKeys } from './address-tables.js';
import type { Database } from './database.js';
import { codedLedger, type LedgerNames, type SameInstant } from './ledger-codes.js';
import { checkLedgerFiles, refuseDamage, scanLedger } from './ledger-files.js';
import { readColumns } from './read-columns.js';

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
  if (files.length === 0) return { count: 0, ...columnsFor(0) };
  const rows = await checkLedgerFiles(database, files);
  return refuseDamage(database, files, async () => {
    const ledger = codedLedger(scanLedger(files), config, codes, same);
    await database.run(sql`CREATE TEMP TABLE ledger_by_address AS ${byTheirAddress(files)}`);
    await learnAddressKeys(database, raw('SELECT email AS value FROM ledger_by_address'));
    const [[further] = []] = await database.rows(raw('SELECT count(*)::DOUBLE FROM ledger_by_address'));
    const columns = columnsFor(rows + Number(further));
    const query = sql`${ofLeads(ledger)} UNION ALL BY NAME ${ofAddresses(ledger)}`;
    const order = raw('mailbox, "at", run, campaign, step, attempt, lead, occurrence, kind');
    const count = await readColumns(database, query, order, columns);
    return { count, ...firstRows(columns, count) };
  });
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

const leadsWithMailbox = raw(`(SELECT key, email, lead.ord, lead_mailbox.mailbox
  FROM lead JOIN lead_mailbox ON lead_mailbox.ord = lead.ord)`);

function ofLeads(ledger: Sql): Sql {
  return sql`SELECT known.mailbox, known.ord AS lead, ledger.* EXCLUDE (lead_id, place)
    FROM (${ledger}) AS ledger JOIN ${leadsWithMailbox} AS known ON known.key = ledger.lead_id
    WHERE ledger.kind <> ${raw(String(ledgerKinds.indexOf('suppress')))}`;
}

/**
 * Places of the rows that are found by their address: suppressions, those whose lead is gone, and sends to an address which is not that of
 * their lead any more, with the mailbox of the lead. Usually there are few, so only they are read again.
 */
function byTheirAddress(files: readonly string[]): Sql {
  return sql`SELECT ledger.run, ledger.place, coalesce(ledger.email, known.email) AS email,
      CASE WHEN ledger.kind <> 'suppress' THEN known.mailbox END AS of_lead
    FROM (${scanLedger(files)}) AS ledger LEFT JOIN ${leadsWithMailbox} AS known ON known.key = ledger.lead_id
    WHERE ledger.kind = 'suppress'
      OR (ledger.email IS DISTINCT FROM known.email AND (known.ord IS NULL OR ledger.kind = 'send'))`;
}

function ofAddresses(ledger: Sql): Sql {
  const mailboxes = sql`SELECT other.run, other.place, address.mailbox
    FROM ledger_by_address AS other LEFT JOIN address_key ON address_key.address = other.email
    JOIN mailbox_of_address AS address ON address.match_key = ${addressKeySql(raw('other.email'))}
    WHERE other.of_lead IS DISTINCT FROM address.mailbox`;
  return sql`SELECT other.mailbox, -1 AS lead, ledger.* EXCLUDE (lead_id, place)
    FROM (${ledger}) AS ledger JOIN (${mailboxes}) AS other ON other.run = ledger.run AND other.place = ledger.place`;
}

type LedgerColumns = Omit<LedgerRows, 'count'>;

function columnsFor(rows: number) {
  const numbers = () => new Int32Array(rows);
  return {
    ...{ mailbox: numbers(), lead: numbers(), campaign: numbers(), occurrence: numbers(), kind: numbers() },
    ...{ at: new Float64Array(rows), step: numbers(), attempt: numbers(), reason: numbers() },
    ...{ channel: numbers(), send: new Float64Array(rows), template: numbers() },
  } satisfies LedgerColumns;
}

/** Room that was not needed was never touched, so it costs no memory. */
function firstRows(columns: LedgerColumns, count: number): LedgerColumns {
  const shortened = Object.entries(columns).map(([name, values]) => [name, values.subarray(0, count)]);
  return Object.fromEntries(shortened) as LedgerColumns;
}
