import { type keptStopKinds, stopKinds } from '../model/ledger.js';
import { join, literal, raw, type Sql, sql } from '../sql/sql.js';
import { foldText } from '../sql/values.js';
import { addressKeySql } from './address-tables.js';
import type { EventQuerySpec } from './event-query.js';
import { instantOf, type MappedFile, textOf } from './source.js';

/** What a run has read that can say no. */
export interface StopSources {
  readonly suppressionFiles: readonly MappedFile[];
  readonly eventSpec: Pick<EventQuerySpec, 'files' | 'types'>;
}

/**
 * Every no that a run has seen (S6.3), as a query in the columns of `stops.parquet`: entries of suppression files, events, and those whom
 * campaigns put on the list (`suppressing`: lead_id, at). Also those that are about nobody of today's leads: they may come back.
 *
 * An event without a readable instant counts from the run on, so that consent can lift it; an entry without one counts for good. Needs the
 * leads with their match keys, and the tables that `loadSuppressions` and the event query need.
 */
export function seenStops(
  { suppressionFiles, eventSpec: { files, types } }: StopSources,
  suppressing: Sql,
  asOf: number,
): Sql {
  const byAddress = files.some(({ mapping }) => mapping.column('email') !== undefined);
  const parts = [
    sql`SELECT match_key AS who, 'list' AS kind, "at", NULL::VARCHAR AS purpose
      FROM (${suppressing}) AS own JOIN lead ON lead.key = own.lead_id`,
    ...(suppressionFiles.length === 0 ? [] : [ofSuppressions(asOf)]),
    ...files.map((file) => ofEvents(file, types(file), byAddress, asOf)),
  ];
  return sql`SELECT DISTINCT * FROM (${join(parts, ' UNION ALL ')}) WHERE who IS NOT NULL`;
}

function ofSuppressions(asOf: number): Sql {
  const kinds = join(
    stopKinds.map((kind) => literal(kind)),
    ', ',
  );
  return sql`SELECT coalesce(match_key, hash, '@' || domain) AS who, [${kinds}][kind + 1] AS kind,
      ${timestamp(raw('"at"'))} AS "at", purpose
    FROM suppression WHERE fault IS NULL AND ("at" IS NULL OR "at" <= ${asOf})`;
}

/** Types of events that say no, and as what they are kept. */
const kindOfEvent: Readonly<Record<string, (typeof keptStopKinds)[number]>> = {
  'email.unsubscribed': 'unsubscribed',
  'email.complained': 'complaint',
  'email.bounced': 'bounced',
  'objection.raised': 'objection',
  'consent.withdrawn': 'withdrawn',
};

/** An event is about the lead that it names by key, else by address; about an address that no lead has, too. */
function ofEvents(
  source: MappedFile,
  types: Readonly<Record<string, string>>,
  byAddress: boolean,
  asOf: number,
): Sql {
  const names = new Map(Object.keys(kindOfEvent).map((type) => [type, type]));
  for (const [name, type] of Object.entries(types)) names.set(name.trim().toLowerCase(), type.toLowerCase());
  const cases = [...names].flatMap(([name, type]) => {
    const kind = kindOfEvent[type];
    return kind === undefined ? [] : [sql`WHEN ${name} THEN ${kind}`];
  });
  const cells = sql`SELECT bad, ${textOf(source, 'lead')} AS lead_key, ${textOf(source, 'email')} AS email,
      ${instantOf(source, 'at')} AS at_ms, CASE lower(${textOf(source, 'type')}) ${join(cases, ' ')} END AS kind,
      ${foldText(textOf(source, 'bounce_class'))} AS bounce, ${foldText(textOf(source, 'purpose'))} AS purpose
    FROM (${source.file.scan()})`;
  const owner = byAddress
    ? sql`coalesce(by_key.match_key, by_address.match_key, ${addressKeySql(raw('event.email'))})`
    : raw('by_key.match_key');
  const addresses = byAddress
    ? sql` LEFT JOIN address_key ON address_key.address = event.email
      LEFT JOIN lead_address ON by_key.ord IS NULL AND lead_address.match_key = ${addressKeySql(raw('event.email'))}
      LEFT JOIN lead AS by_address ON by_address.ord = lead_address.ord`
    : raw('');
  return sql`SELECT ${owner} AS who, event.kind, ${timestamp(sql`coalesce(at_ms, ${asOf})`)} AS "at", event.purpose
    FROM (${cells}) AS event LEFT JOIN lead AS by_key ON by_key.key = event.lead_key${addresses}
    WHERE event.kind IS NOT NULL AND NOT bad AND (at_ms IS NULL OR at_ms <= ${asOf})
      AND NOT (event.kind = 'bounced' AND bounce IS NOT NULL AND bounce IN ('soft', 'block'))`;
}

function timestamp(ms: Sql): Sql {
  return sql`make_timestamp_ms((${ms})::BIGINT) AT TIME ZONE 'UTC'`;
}
