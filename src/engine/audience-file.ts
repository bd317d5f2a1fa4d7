import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { AudiencePlatform } from '../model/send-list.js';
import { join, type Sql, sql } from '../sql/sql.js';
import { type AudienceField, audienceFields } from './audience-forms.js';
import { type AudienceLead, type AudienceRow, audienceRow } from './audience-hash.js';
import type { Database } from './database.js';
import { type LeadFields, leadFieldSql } from './lead-fields.js';
import { type Group, isMember } from './members.js';

/** The channel a lead must be reachable by to be handed to an ad platform. */
export const audienceChannel = 'audience';

/**
 * The members of a group as rows of the file that an ad platform takes, in the order of their keys, some thousand at a time.
 * This is the one place where texts of all leads come out of the engine: the platforms' forms are no SQL.
 * `onlyReachable` leaves out leads for whom the channel `audience` is not open.
 */
export async function* streamAudience(
  database: Database,
  platform: AudiencePlatform,
  group: Group,
  fields: LeadFields,
  onlyReachable: boolean,
): AsyncGenerator<readonly AudienceRow[]> {
  const texts = audienceFields.map((field) => textOf(fields, field));
  const query = sql`SELECT ${join(texts, ', ')} FROM ${members(group, onlyReachable)} ORDER BY lead.key`;
  for await (const chunk of database.stream(query)) {
    yield leadsOf(chunk).map((lead) => audienceRow(platform, lead));
  }
}

/** Fields of leads that an audience file is made of. */
export const audienceLeadFields: readonly string[] = [...audienceFields, 'region'];

/** What platforms call a state is the region of a lead. */
function textOf(fields: LeadFields, field: AudienceField): Sql {
  const { text } = leadFieldSql(fields, field);
  return field === 'state' ? sql`coalesce(${text}, ${leadFieldSql(fields, 'region').text})` : text;
}

/** Members of the group that the channel `audience` is not open for. */
export async function countUnreachable(database: Database, group: Group): Promise<number> {
  const [[all, reachable] = []] = await database.rows(
    sql`SELECT (SELECT count(*)::DOUBLE FROM ${members(group, false)}), (SELECT count(*)::DOUBLE FROM ${members(group, true)})`,
  );
  return Number(all) - Number(reachable);
}

function members(group: Group, onlyReachable: boolean): Sql {
  const reachable = onlyReachable
    ? sql` AND list_contains(string_split(profile.channels, ';'), ${audienceChannel})`
    : sql``;
  return sql`lead JOIN lead_value ON lead_value.place = lead.place
    JOIN profile ON profile.ord = lead.ord AND ${isMember(group)}${reachable}`;
}

function leadsOf(chunk: DuckDBDataChunk): readonly AudienceLead[] {
  const columns = audienceFields.map((_, index) => chunk.getColumnValues(index));
  return Array.from({ length: chunk.rowCount }, (_, row) =>
    Object.fromEntries(
      audienceFields.flatMap((field, index) => {
        const value = columns[index]?.[row];
        return typeof value === 'string' ? [[field, value]] : [];
      }),
    ),
  );
}
