import type { Campaign } from '../model/campaign.js';
import { keptStopKinds } from '../model/ledger.js';
import type { Reason } from '../model/reason.js';
import { join, literal, raw, type Sql, sql } from '../sql/sql.js';
import { foldText } from '../sql/values.js';
import { addressKeySql, learnAddressKeys, learnEventAddresses, prepareAddresses } from './address-tables.js';
import type { Database } from './database.js';
import { prepareLeadAddresses } from './event-query.js';
import { type KeptStops, keptSuppressions, scanKeptStops } from './kept-stops.js';
import { prepareMailboxes } from './mailboxes.js';
import { refuseEngineFailure } from './reconcile.js';
import { type StopSources, seenStops } from './seen-stops.js';
import { suppressionProblems, unusableSuppressions } from './suppression-problems.js';
import { readSuppressions } from './suppression-rows.js';
import { suppressionMatches } from './suppressions.js';
import { UnusableInput } from './unusable-input.js';

/** What is known of stops: when the sends were planned, and now. */
export interface StopTimes {
  readonly before: KeptStops;
  readonly kept: KeptStops;
  /** Stops of sources count up to here, UTC ms. */
  readonly asOf: number;
}

/** A send whose mailbox has said no since it was planned. */
export interface StoppedSend {
  readonly sendId: string;
  readonly campaign: string;
  readonly reason: Reason;
}

/**
 * Finds the sends of a ledger file whose mailboxes have said no since (S7.2), whatever they have said before or after: who says no while their mail
 * is on its way does not get it. Creates the tables `stopped_send` (send_id, lead_id, campaign, step, reason) and `later_stop`, what
 * the sources say and `kept` does not know yet.
 *
 * @throws UnusableInput when anything of the suppression sources can not be used (S6.3)
 */
export async function findStoppedSends(
  database: Database,
  ledger: string,
  sources: StopSources,
  campaigns: readonly Campaign[],
  { before, kept, asOf }: StopTimes,
): Promise<readonly StoppedSend[]> {
  await readPlannedSends(database, ledger, sources);
  const nobody = raw(`SELECT NULL::VARCHAR AS lead_id, NULL::TIMESTAMPTZ AS "at" WHERE FALSE`);
  const seen = seenStops(sources, nobody, asOf);
  await refuseEngineFailure(sources.eventSpec.files, () =>
    database.run(sql`CREATE TEMP TABLE seen_stop AS ${seen}`),
  );
  await database.run(
    sql`CREATE TEMP TABLE later_stop AS SELECT who, kind, "at", purpose FROM seen_stop EXCEPT FROM (${scanKeptStops(kept)})`,
  );
  const unknown = sql`SELECT who, kind, "at", purpose FROM seen_stop UNION FROM (${scanKeptStops(kept)})
    EXCEPT FROM (${scanKeptStops(before)})`;
  await database.run(
    sql`CREATE TEMP TABLE suppression_entry AS SELECT FALSE AS kept, * FROM (${keptSuppressions(unknown)})`,
  );
  await database.run(suppressionMatches);
  await database.run(sql`CREATE TEMP TABLE stopped_send AS ${stoppedSends(campaigns)}`);
  const rows = await database.rows(
    raw('SELECT send_id, campaign, reason FROM stopped_send ORDER BY send_id'),
  );
  return rows.map(([sendId, campaign, reason]) => ({
    sendId: String(sendId),
    campaign: String(campaign),
    reason: String(reason) as Reason,
  }));
}

/** The tables that stops are matched with: the leads that the plan sends to stand for all leads. */
async function readPlannedSends(
  database: Database,
  ledger: string,
  { suppressionFiles, eventSpec: { files } }: StopSources,
): Promise<void> {
  await database.run(
    sql`CREATE TEMP TABLE planned_send AS SELECT send_id, lead_id, email, campaign, step
      FROM read_parquet(${ledger}) WHERE kind = 'send'`,
  );
  await prepareAddresses(database, { domains: false, keys: false });
  await learnAddressKeys(database, raw('SELECT email AS value FROM planned_send'));
  await database.run(
    sql`CREATE TEMP TABLE lead AS SELECT (row_number() OVER (ORDER BY lead_id) - 1)::INTEGER AS ord, lead_id AS key, email,
        ${addressKeySql(raw('email'))} AS match_key
      FROM (SELECT lead_id, any_value(email) AS email FROM planned_send GROUP BY lead_id) AS known
      LEFT JOIN address_key ON address_key.address = email`,
  );
  await prepareMailboxes(database);
  if (files.some(({ mapping }) => mapping.column('email') !== undefined)) {
    await learnEventAddresses(database, files);
    await prepareLeadAddresses(database, false);
  }
  if (suppressionFiles.length === 0) return;
  await refuseEngineFailure(suppressionFiles, () => readSuppressions(database, suppressionFiles));
  const unusable = await unusableSuppressions(database);
  const problems = await suppressionProblems(database, suppressionFiles, unusable);
  if (problems.length > 0) throw new UnusableInput(problems);
}

const reasonOf: Readonly<Record<(typeof keptStopKinds)[number], Reason>> = {
  unsubscribed: 'suppressed_unsubscribed',
  complaint: 'suppressed_complaint',
  bounced: 'suppressed_bounced',
  list: 'suppressed_list',
  objection: 'objected',
  withdrawn: 'no_consent',
};

/** What transactional mail passes over (S6.2). */
const forMarketing: readonly (typeof keptStopKinds)[number][] = ['unsubscribed', 'objection', 'withdrawn'];

/** Each send once, with the first kind of stop that concerns its campaign; one that the config has no more is concerned by all. */
function stoppedSends(campaigns: readonly Campaign[]): Sql {
  const text = (words: readonly string[]) =>
    join(
      words.map((word) => sql`${word}`),
      ', ',
    );
  const purposes = text([...new Set(campaigns.map(({ purpose }) => purpose))]);
  const transactional = text(campaigns.flatMap((one) => (one.transactional ? [one.id] : [])));
  const facts = campaigns.map(({ id, purpose }) => sql`WHEN ${id} THEN ${foldText(sql`${purpose}`)}`);
  const known = facts.length === 0 ? raw('NULL') : sql`CASE planned.campaign ${join(facts, ' ')} END`;
  const kinds = join(
    keptStopKinds.map((kind) => literal(reasonOf[kind])),
    ', ',
  );
  const passedOver = raw(forMarketing.map((kind) => keptStopKinds.indexOf(kind)).join(', '));
  return sql`SELECT send_id, lead_id, campaign, step, [${kinds}][min(kind) + 1] AS reason
    FROM (SELECT planned.*, entry.kind, entry.purpose AS stopped, ${known} AS purpose FROM planned_send AS planned
      JOIN lead ON lead.key = planned.lead_id JOIN lead_mailbox ON lead_mailbox.ord = lead.ord
      JOIN suppression_match AS match ON match.mailbox = lead_mailbox.mailbox
      JOIN suppression_entry AS entry ON entry.rowid = match.entry)
    WHERE (stopped IS NULL OR purpose IS NULL OR stopped = purpose
        OR stopped NOT IN (SELECT ${foldText(raw('name'))} FROM (SELECT unnest([${purposes}]::VARCHAR[]) AS name)))
      AND NOT (kind IN (${passedOver}) AND list_contains([${transactional}]::VARCHAR[], campaign))
    GROUP BY send_id, lead_id, campaign, step`;
}
