import type { Audience } from '../model/audience.js';
import { rulesPerMask } from '../model/event-batch.js';
import { identifier, join, literal, raw, type Sql, sql } from '../sql/sql.js';
import { appendColumns } from './append.js';
import { partitionColumn, segmentColumn } from './classify/classify-leads.js';
import { numbersOf } from './columns.js';
import type { Database } from './database.js';

/** A segment, or a part of a partition, by the column of `profile` that knows its members. */
export interface Group {
  readonly kind: 'segment' | 'part';
  /** Id of the segment; `partition/part` for a part. No id holds a slash. */
  readonly name: string;
  /** Index of the segment or of the partition in the config. */
  readonly index: number;
  /** Id of the part; that of the segment for a segment. */
  readonly id: string;
}

/** All groups of a config: segments, then the parts of each partition with that of all other leads last. */
export function groupsOf({ segments, partitions }: Audience): readonly Group[] {
  return [
    ...segments.map(({ id }, index): Group => ({ kind: 'segment', name: id, index, id })),
    ...partitions.flatMap(({ id: partition, members, otherwise }, index) =>
      [...new Set([...members.map(({ id }) => id), otherwise])].map(
        (id): Group => ({ kind: 'part', name: `${partition}/${id}`, index, id }),
      ),
    ),
  ];
}

/** Leads of each group, and those of them that are ready, by the place of the group. */
export async function countMembers(
  database: Database,
  groups: readonly Group[],
): Promise<readonly { readonly leads: number; readonly ready: number }[]> {
  if (groups.length === 0) return [];
  const counts = groups.flatMap((group) => [
    sql`count(*) FILTER (WHERE ${isMember(group)})::DOUBLE`,
    sql`count(*) FILTER (WHERE ${isMember(group)} AND feature.ready = 1)::DOUBLE`,
  ]);
  const [row = []] = await database.rows(
    sql`SELECT ${join(counts, ', ')} FROM profile JOIN feature ON feature.ord = profile.ord`,
  );
  return groups.map((_, place) => ({ leads: Number(row[place * 2]), ready: Number(row[place * 2 + 1]) }));
}

export async function countLeads(database: Database): Promise<number> {
  const [[count] = []] = await database.rows(raw('SELECT count(*)::DOUBLE FROM profile'));
  return Number(count);
}

/** Leads that are in both groups, for each pair; the first group comes before the second. */
export async function countOverlaps(
  database: Database,
  groups: readonly Group[],
): Promise<readonly { readonly groups: readonly [Group, Group]; readonly leads: number }[]> {
  const pairs = groups.flatMap((a, place) => groups.slice(place + 1).map((b) => [a, b] as const));
  if (pairs.length === 0) return [];
  const counts = pairs.map(
    ([a, b]) => sql`count(*) FILTER (WHERE ${isMember(a)} AND ${isMember(b)})::DOUBLE`,
  );
  const [row = []] = await database.rows(sql`SELECT ${join(counts, ', ')} FROM profile`);
  return pairs.map((groups, place) => ({ groups, leads: Number(row[place]) }));
}

/**
 * Who is in which group, in numbers that outlive the engine: 64 bits of the hash of each key in two columns, and a bit for each
 * group. That is how one run can be compared with another.
 */
export interface Membership {
  readonly leads: number;
  readonly columns: Readonly<Record<string, Float64Array | Int32Array>>;
}

export async function readMembership(database: Database, groups: readonly Group[]): Promise<Membership> {
  const leads = await countLeads(database);
  const masks = Array.from({ length: Math.ceil(groups.length / rulesPerMask) }, (_, word) => ({
    name: `m${word}`,
    value: maskOf(groups.slice(word * rulesPerMask, (word + 1) * rulesPerMask)),
    column: new Int32Array(leads),
  }));
  const high = new Float64Array(leads);
  const low = new Float64Array(leads);
  const values = [highHash, lowHash, ...masks.map(({ value }) => value)];
  let at = 0;
  for await (const chunk of database.stream(
    sql`SELECT ${join(values, ', ')} FROM profile JOIN lead ON lead.ord = profile.ord`,
  )) {
    high.set(numbersOf<Float64Array>(chunk, 0), at);
    low.set(numbersOf<Float64Array>(chunk, 1), at);
    for (const [word, { column }] of masks.entries()) {
      column.set(numbersOf<Int32Array>(chunk, 2 + word), at);
    }
    at += chunk.rowCount;
  }
  const columns = Object.fromEntries(masks.map(({ name, column }) => [name, column]));
  return { leads, columns: { high, low, ...columns } };
}

/** For each group its leads at the earlier instant, and how many of them are in it still. */
export async function compareMembership(
  database: Database,
  groups: readonly Group[],
  earlier: Membership,
): Promise<readonly { readonly before: number; readonly stayed: number }[]> {
  if (groups.length === 0) return [];
  await appendColumns(database, 'earlier_member', earlier.columns);
  const wasMember = (place: number) =>
    sql`(${identifier(`m${Math.floor(place / rulesPerMask)}`)} & ${raw(String(2 ** (place % rulesPerMask)))}) <> 0`;
  const count = (condition: Sql) => sql`count(*) FILTER (WHERE ${condition})::DOUBLE`;
  const before = groups.map((_, place) => count(wasMember(place)));
  const [was = []] = await database.rows(sql`SELECT ${join(before, ', ')} FROM earlier_member`);
  const both = groups.map((group, place) => count(sql`${isMember(group)} AND ${wasMember(place)}`));
  const [still = []] = await database.rows(sql`SELECT ${join(both, ', ')} FROM profile
    JOIN lead ON lead.ord = profile.ord JOIN earlier_member ON high = ${highHash} AND low = ${lowHash}`);
  return groups.map((_, place) => ({ before: Number(was[place]), stayed: Number(still[place]) }));
}

/** From here on the scores that are ranked and written are those of the members alone. */
export async function keepMembers(database: Database, group: Group): Promise<void> {
  await database.run(raw('ALTER VIEW scored RENAME TO scored_all'));
  await database.run(sql`CREATE TEMP VIEW scored AS SELECT * FROM scored_all
    WHERE lead_id IN (SELECT lead.key FROM lead JOIN profile ON profile.ord = lead.ord WHERE ${isMember(group)})`);
}

/** Whether a row of `profile` is in the group, as SQL without parameters, because views take none. */
export function isMember({ kind, index, id }: Group): Sql {
  return kind === 'segment'
    ? identifier(segmentColumn(index))
    : sql`(${identifier(partitionColumn(index))} = ${literal(id)})`;
}

const highHash = raw('(hash(lead.key) >> 32)::DOUBLE');
const lowHash = raw('(hash(lead.key) & 4294967295)::DOUBLE');

/** A bit for each of up to 31 groups, as SQL on `profile`. */
export function maskOf(groups: readonly Group[]): Sql {
  const bits = groups.map(
    (group, bit) => sql`CASE WHEN ${isMember(group)} THEN ${raw(String(2 ** bit))} ELSE 0 END`,
  );
  return sql`(${join(bits, ' + ')})::INTEGER`;
}
