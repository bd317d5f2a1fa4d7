import { profileColumns } from '../model/score-columns.js';
import { identifier, join, sql } from '../sql/sql.js';
import { partitionColumn, segmentColumn } from './classify/classify-leads.js';
import type { Database } from './database.js';

/** What has been found out about one lead (S4). What is missing is null; instants are UTC ms. */
export interface LeadProfile {
  readonly seniority: string | null;
  readonly buyingRole: string | null;
  readonly account: string | null;
  readonly accountScore: number | null;
  readonly accountPeople: number | null;
  readonly interest: string | null;
  readonly audienceLevel: string | null;
  readonly channels: readonly string[];
  readonly tags: readonly string[];
  readonly persona: string | null;
  readonly stage: string | null;
  readonly stageSince: number | null;
  readonly qualification: string | null;
  readonly route: string | null;
  readonly temperature: string | null;
  readonly letter: string | null;
  readonly owner: string | null;
  readonly overdue: boolean;
  /** Whether the lead is in each segment, by its index in the config. */
  readonly segments: readonly boolean[];
  /** The part of each partition that has the lead. */
  readonly partitions: readonly string[];
}

/** Reads everything of one lead from `profile`, which must hold all columns and all groups. */
export async function readProfile(
  database: Database,
  lead: number,
  groups: { readonly segments: number; readonly partitions: number },
): Promise<LeadProfile> {
  const places = (count: number) => Array.from({ length: count }, (_, place) => place);
  const segments = places(groups.segments).map(segmentColumn);
  const partitions = places(groups.partitions).map(partitionColumn);
  const columns = [...profileColumns, ...segments, ...partitions];
  const [row = []] = await database.rows(
    sql`SELECT ${join(columns.map(identifier), ', ')} FROM profile WHERE ord = ${lead}`,
  );
  const value = (name: string) => row[columns.indexOf(name)] ?? null;
  const text = (name: string) => (value(name) === null ? null : String(value(name)));
  const number = (name: string) => (value(name) === null ? null : Number(value(name)));
  const list = (name: string) => (text(name) ?? '').split(';').filter((item) => item !== '');
  return {
    seniority: text('seniority'),
    buyingRole: text('buying_role'),
    account: text('account'),
    accountScore: number('account_score'),
    accountPeople: number('account_people'),
    interest: text('interest'),
    audienceLevel: text('audience_level'),
    channels: list('channels'),
    tags: list('tags'),
    persona: text('persona'),
    stage: text('stage'),
    stageSince: number('stage_since'),
    qualification: text('qualification'),
    route: text('route'),
    temperature: text('temperature'),
    letter: text('letter'),
    owner: text('owner'),
    overdue: value('overdue') === true,
    segments: segments.map((name) => value(name) === true),
    partitions: partitions.map((name) => text(name) ?? ''),
  };
}
