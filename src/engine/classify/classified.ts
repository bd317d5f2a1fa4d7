import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { type Partition, qualifications } from '../../model/audience.js';
import type { Qualification } from '../../model/qualification.js';
import { identifier, join, raw, sql } from '../../sql/sql.js';
import type { Database } from '../database.js';
import type { ClassifyInput } from './classify-input.js';
import { partitionColumn, segmentColumn } from './profile-outputs.js';

export interface SegmentSize {
  readonly id: string;
  readonly size: number;
  /** A segment of fewer members is warned about (S4.7). */
  readonly minSize: number;
}

export interface PartitionSizes {
  readonly id: string;
  /** The parts in the order of the config, the rest last. */
  readonly parts: readonly { readonly id: string; readonly size: number }[];
}

/** A transition that an event asks for and the funnel does not allow (S4.4). */
export interface IllegalStage {
  readonly lead: string;
  readonly from: string;
  readonly to: string;
  /** UTC ms. */
  readonly at: number;
}

/** What was found out about all leads together. */
export interface Classified {
  readonly leads: number;
  /** The segments that were wanted, in the order of `audience.segments`. */
  readonly segments: readonly SegmentSize[];
  /** The partitions that were wanted, in the order of `audience.partitions`. */
  readonly partitions: readonly PartitionSizes[];
  /** All transitions that were refused, and the first few of them. */
  readonly illegalStages: { readonly transitions: number; readonly first: readonly IllegalStage[] };
  /** Leads by qualification; undefined when it was not wanted. */
  readonly qualification?: Readonly<Record<Qualification, number>>;
  /** Warnings of S4.7, and of transitions that were refused. */
  readonly warnings: readonly Diagnostic[];
}

/** Counts what `profile` holds. */
export async function summarizeProfile(
  database: Database,
  input: ClassifyInput,
  outputs: readonly { readonly name: string }[],
): Promise<Omit<Classified, 'warnings'>> {
  const { segments, partitions } = input.config.audience;
  const has = (column: string) => outputs.some(({ name }) => name === column);
  const counted = segments
    .map((segment, index) => ({ ...segment, column: segmentColumn(index) }))
    .filter(({ column }) => has(column));
  const sizes = await countMembers(
    database,
    counted.map(({ column }) => column),
  );
  const divided = partitions
    .map((partition, index) => ({ ...partition, column: partitionColumn(index) }))
    .filter(({ column }) => has(column));
  return {
    leads: input.features.leads,
    segments: counted.map(({ id, minSize }, place) => ({ id, minSize, size: sizes[place] ?? 0 })),
    partitions: await Promise.all(divided.map((partition) => countParts(database, partition))),
    illegalStages: await illegalStages(database, input),
    ...(has('qualification') && { qualification: await countQualification(database) }),
  };
}

async function countMembers(database: Database, columns: readonly string[]): Promise<readonly number[]> {
  if (columns.length === 0) return [];
  const counts = columns.map((column) => sql`count(*) FILTER (WHERE ${identifier(column)})::DOUBLE`);
  const [row = []] = await database.rows(sql`SELECT ${join(counts, ', ')} FROM profile`);
  return row.map(Number);
}

async function countParts(
  database: Database,
  { id, members, otherwise, column }: Partition & { readonly column: string },
): Promise<PartitionSizes> {
  const rows = await database.rows(
    sql`SELECT ${identifier(column)}, count(*)::DOUBLE FROM profile GROUP BY ALL`,
  );
  const sizes = new Map(rows.map(([part, size]) => [String(part), Number(size)]));
  const parts = [...new Set([...members.map((member) => member.id), otherwise])];
  return { id, parts: parts.map((part) => ({ id: part, size: sizes.get(part) ?? 0 })) };
}

async function countQualification(database: Database): Promise<Readonly<Record<Qualification, number>>> {
  const rows = await database.rows(raw('SELECT qualification, count(*)::DOUBLE FROM profile GROUP BY ALL'));
  const counts = { yes: 0, maybe: 0, no: 0 };
  for (const name of qualifications) counts[name] = Number(rows.find(([found]) => found === name)?.[1] ?? 0);
  return counts;
}

async function illegalStages(
  database: Database,
  { config, audience }: ClassifyInput,
): Promise<Classified['illegalStages']> {
  if (audience === undefined) return { transitions: 0, first: [] };
  const { illegal, illegalExamples } = audience.stages;
  const transitions = illegal.reduce((sum, count) => sum + count, 0);
  if (transitions === 0) return { transitions, first: [] };
  const ords = raw([...new Set(illegalExamples.map(({ lead }) => lead))].join(', '));
  const rows = await database.rows(sql`SELECT ord, key FROM lead WHERE ord IN (${ords})`);
  const keys = new Map(rows.map(([ord, key]) => [Number(ord), String(key)]));
  const nameOf = (stage: number) => config.audience.stages.stages[stage]?.id ?? '';
  return {
    transitions,
    first: illegalExamples.map(({ lead, from, to, at }) => ({
      lead: keys.get(lead) ?? '',
      from: nameOf(from),
      to: nameOf(to),
      at,
    })),
  };
}
