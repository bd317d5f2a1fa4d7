import { identifier, join, raw, type Sql, sql } from '../sql/sql.js';
import { addressKeySql } from './address-tables.js';
import type { Database } from './database.js';
import { fieldColumn, type LeadFields, readingColumn } from './lead-fields.js';
import { keyedByAddress, type LeadSourceFiles } from './lead-source.js';

export interface MergedLeads {
  /** Rows that went into a lead besides its first. */
  readonly joined: number;
  /** Rows without a key whose address belongs to several leads: they are leads of their own. */
  readonly shared: number;
}

/**
 * Makes one row of the rows that several sources have of one lead (A8). Reads `lead_usable` (place, source, key, match_key,
 * updated), where `key` is what the row itself says.
 *
 * Rows of different sources are of one lead when they have one key. A row without a key belongs to the lead that has its
 * address in a source with keys, if that is only one; else it is of a lead whose key is the address. Within one source the
 * latest row of a lead counts (S2.3), so that a lead has at most one row per source.
 *
 * Tables: `lead_duplicate` (place), `lead_part` (place, source, key), `lead_joined` (place, key, place0, place1, ...) with
 * the first source's place, and `lead_value` (place, file, email, created, f0, ...) with each value from the first source
 * that has one.
 */
export async function mergeLeads(
  database: Database,
  sources: readonly LeadSourceFiles[],
  fields: LeadFields,
): Promise<MergedLeads> {
  const byAddress = sources.some(keyedByAddress);
  if (byAddress) await database.run(sql`CREATE TEMP TABLE known_address AS ${knownAddresses}`);
  await database.run(sql`CREATE TEMP TABLE lead_resolved AS ${byAddress ? keyByAddress : ownKey}`);
  await database.run(
    raw(`CREATE TEMP TABLE lead_duplicate AS SELECT place FROM lead_resolved
    QUALIFY row_number() OVER (PARTITION BY source, key ORDER BY updated DESC NULLS LAST, place DESC) > 1`),
  );
  await database.run(
    raw(`CREATE TEMP TABLE lead_part AS SELECT lead_resolved.place, source, key FROM lead_resolved
    ANTI JOIN lead_duplicate ON lead_duplicate.place = lead_resolved.place`),
  );
  const places = sources.map((_, source) => raw(`max(place) FILTER (source = ${source}) AS place${source}`));
  await database.run(
    sql`CREATE TEMP TABLE lead_joined AS SELECT min_by(place, source) AS place, key, ${join(places, ', ')}
    FROM lead_part GROUP BY key ORDER BY place`,
  );
  await database.run(sql`CREATE TEMP TABLE lead_value AS SELECT lead_joined.place, ${join(valuesOf(sources, fields), ', ')}
    FROM lead_joined ${joinedRows(sources)}`);
  const [row] = await database.rows(
    raw('SELECT (SELECT count(*) FROM lead_part)::DOUBLE - (SELECT count(*) FROM lead_joined)::DOUBLE'),
  );
  return { joined: Number(row?.[0]), shared: byAddress ? await countShared(database) : 0 };
}

/** The rows of a lead in each source, as `row0`, `row1`, ... */
export function joinedRows(sources: readonly LeadSourceFiles[]): Sql {
  return raw(
    sources
      .map(
        (_, source) =>
          `LEFT JOIN lead_row AS row${source} ON row${source}.rowid = lead_joined.place${source}`,
      )
      .join(' '),
  );
}

/** Where the chosen row of each lead stands: what `ingestLeads` joins `lead_value` to. */
export const joinedLeads: Sql = sql`(SELECT lead_joined.place, lead_joined.key, ${addressKeySql(raw('lead_value.email'))} AS match_key
  FROM lead_joined JOIN lead_value ON lead_value.place = lead_joined.place
  LEFT JOIN address_key ON address_key.address = lead_value.email)`;

/** Addresses of leads that have a key, by the row that counts of each source. */
const knownAddresses = raw(`SELECT match_key, min(key) AS key, count(DISTINCT key) AS leads FROM
  (SELECT key, match_key FROM lead_usable WHERE key IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY source, key ORDER BY updated DESC NULLS LAST, place DESC) = 1)
  WHERE match_key IS NOT NULL GROUP BY match_key`);

const keyByAddress =
  raw(`SELECT place, source, coalesce(lead_usable.key, known.key, lead_usable.match_key) AS key, updated
  FROM lead_usable LEFT JOIN known_address AS known
    ON known.match_key = lead_usable.match_key AND known.leads = 1 AND lead_usable.key IS NULL`);

const ownKey = raw('SELECT place, source, key, updated FROM lead_usable');

/** Rows without a key whose address several leads share: whose they are can not be told. */
async function countShared(database: Database): Promise<number> {
  const [row] = await database.rows(
    raw(`SELECT count(*)::DOUBLE FROM lead_usable JOIN known_address ON known_address.match_key = lead_usable.match_key
      WHERE lead_usable.key IS NULL AND known_address.leads > 1`),
  );
  return Number(row?.[0] ?? 0);
}

function valuesOf(sources: readonly LeadSourceFiles[], fields: LeadFields): readonly Sql[] {
  const firstOf = (column: Sql) =>
    sql`coalesce(${join(
      sources.map((_, source) => sql`${identifier(`row${source}`)}.${column}`),
      ', ',
    )})`;
  const readings = fields.readings.length < 2 ? [] : fields.names;
  return [
    ...['file', 'email', 'created'].map((name) => sql`${firstOf(raw(name))} AS ${raw(name)}`),
    ...fields.names.map((name) => {
      const column = fieldColumn(fields, name);
      return sql`${firstOf(column)} AS ${column}`;
    }),
    ...readings.map((name) => {
      const cases = sources.map(
        (_, source) =>
          sql`WHEN ${identifier(`row${source}`)}.${fieldColumn(fields, name)} IS NOT NULL THEN ${raw(String(fields.readingOfSource[source]))}`,
      );
      return sql`CASE ${join(cases, ' ')} END AS ${readingColumn(fields, name)}`;
    }),
  ];
}
