import type { Policy } from '../model/policy.js';
import { type ZoneSource, zoneSources } from '../model/zone-source.js';
import { join, raw, type Sql, sql } from '../sql/sql.js';
import { foldText } from '../sql/values.js';
import { appendRows } from './append.js';
import type { Database } from './database.js';
import { type LeadFields, leadFieldSql } from './lead-fields.js';

/** Fields of leads that say where they are. */
export const zoneFields = ['timezone', 'country', 'region'] as const;

/** What decides on the zones of leads besides the leads. */
export interface ZoneConfig {
  readonly timezone: string;
  readonly policy: Pick<Policy, 'zones'>;
}

/**
 * Finds out in which zone each lead is, and who says so (S6.4). Creates `lead_zone` (ord, zone, source) of numbers: an index of
 * the zones that are returned, each of which is that of a lead, and one of `zoneSources`.
 *
 * `canonicalZone` says which zone a text names, if it names one. It is asked once about each different text.
 */
export async function prepareLeadZones(
  database: Database,
  { timezone, policy: { zones } }: ZoneConfig,
  fields: LeadFields,
  canonicalZone: (text: string) => string | undefined,
): Promise<{ readonly zones: readonly string[] }> {
  const text = (field: (typeof zoneFields)[number]) => textOf(fields, field);
  await readZones(database, text('timezone'), canonicalZone);
  const country = foldText(text('country'));
  const region = sql`${country} || '/' || ${foldText(text('region'))}`;
  await database.run(sql`CREATE TEMP TABLE lead_zone_name AS
    SELECT lead.ord, coalesce(own.zone, region.zone, country.zone, ${timezone}) AS zone,
      CASE WHEN own.zone IS NOT NULL THEN ${code('lead')} WHEN region.zone IS NOT NULL THEN ${code('region')}
        WHEN country.zone IS NOT NULL THEN ${code('country')}
        ELSE ${code(timezone === 'UTC' ? 'utc' : 'project')} END AS source
    FROM lead JOIN lead_value ON lead_value.place = lead.place
    LEFT JOIN zone_reading AS own ON own.cell = ${text('timezone')}
    LEFT JOIN (${zonesByPlace(zones.regions)}) AS region ON region.place = ${region}
    LEFT JOIN (${zonesByPlace(zones.countries)}) AS country ON country.place = ${country}`);
  await database.run(
    raw(`CREATE TEMP TABLE zone_name AS SELECT zone, (row_number() OVER (ORDER BY zone) - 1)::INTEGER AS id
    FROM (SELECT DISTINCT zone FROM lead_zone_name)`),
  );
  await database.run(
    raw(`CREATE TEMP TABLE lead_zone AS SELECT ord, zone_name.id AS zone, source
    FROM lead_zone_name JOIN zone_name ON zone_name.zone = lead_zone_name.zone`),
  );
  await database.run(raw('DROP TABLE lead_zone_name'));
  const names = await database.rows(raw('SELECT zone FROM zone_name ORDER BY id'));
  return { zones: names.map(([zone]) => String(zone)) };
}

/** `zone_reading`: the texts of the leads that name a zone (cell, zone). */
async function readZones(
  database: Database,
  text: Sql,
  canonicalZone: (text: string) => string | undefined,
): Promise<void> {
  await database.run(raw('CREATE TEMP TABLE zone_reading (cell VARCHAR, zone VARCHAR)'));
  const cells = await database.rows(
    sql`SELECT DISTINCT ${text} AS cell FROM lead_value WHERE ${text} IS NOT NULL`,
  );
  const readings = cells.flatMap(([cell]) => {
    const zone = canonicalZone(String(cell));
    return zone === undefined ? [] : [[String(cell), zone]];
  });
  await appendRows(database, 'zone_reading', readings);
}

/** A field that no source has is missing for everybody. */
function textOf(fields: LeadFields, field: string): Sql {
  return fields.names.includes(field) ? leadFieldSql(fields, field).text : raw('CAST(NULL AS VARCHAR)');
}

/** Zones by the names of places, compared as all texts are; of names that are one after that, one counts. */
function zonesByPlace(zones: Readonly<Record<string, string>>): Sql {
  const rows = Object.entries(zones).map(([place, zone]) => sql`(${foldText(sql`${place}`)}, ${zone})`);
  if (rows.length === 0) return raw('SELECT NULL::VARCHAR AS place, NULL::VARCHAR AS zone WHERE FALSE');
  return sql`SELECT place, min(zone) AS zone FROM (VALUES ${join(rows, ', ')}) AS known (place, zone) GROUP BY place`;
}

function code(source: ZoneSource): Sql {
  return raw(`${zoneSources.indexOf(source)}::INTEGER`);
}
