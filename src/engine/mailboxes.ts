import { raw, type Sql, sql } from '../sql/sql.js';
import type { Database } from './database.js';
import { readColumns } from './read-columns.js';

/**
 * Finds out which leads share a mailbox (S6.7): per lead the smallest ordinal of those with its e-mail match key, its own where it has
 * no usable address. The leads must have been read with their match keys.
 *
 * Table `lead_mailbox` (ord, mailbox) and view `mailbox_of_address` (match_key, mailbox).
 *
 * @param apart text for each row of `lead`; leads for which it differs have different mailboxes, whatever their addresses: it becomes the
 * beginning of their match keys
 */
export async function prepareMailboxes(database: Database, apart?: Sql): Promise<Int32Array> {
  if (apart !== undefined) await database.run(sql`UPDATE lead SET match_key = ${apart} || match_key`);
  await database.run(
    raw(`CREATE TEMP TABLE lead_mailbox AS SELECT lead.ord, coalesce(address.mailbox, lead.ord) AS mailbox
    FROM lead LEFT JOIN (SELECT match_key, min(ord) AS mailbox FROM lead WHERE match_key IS NOT NULL GROUP BY match_key) AS address
      ON address.match_key = lead.match_key`),
  );
  await database.run(
    raw(`CREATE TEMP VIEW mailbox_of_address AS SELECT match_key, lead.ord AS mailbox
    FROM lead JOIN lead_mailbox ON lead_mailbox.ord = lead.ord AND lead_mailbox.mailbox = lead.ord
    WHERE match_key IS NOT NULL`),
  );
  const [[leads] = []] = await database.rows(raw('SELECT count(*)::DOUBLE FROM lead_mailbox'));
  const mailbox = new Int32Array(Number(leads));
  await readColumns(database, raw('FROM lead_mailbox'), raw('ord'), { mailbox });
  return mailbox;
}
