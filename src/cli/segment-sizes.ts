import type { Database } from '../engine/database.js';
import {
  compareMembership,
  countLeads,
  countMembers,
  countOverlaps,
  type Group,
  groupsOf,
  type Membership,
} from '../engine/members.js';
import type { Config } from '../model/config.js';
import type { GroupSize, GroupTrend, SegmentReport } from '../report/segment-report.js';

/** Who was in which group at an earlier instant, found out by a run of its own. */
export interface EarlierRun {
  readonly asOf: number;
  readonly membership: Membership;
}

/** Counts the groups of a config, once its leads are classified. `compared` are the groups whose overlaps are asked for. */
export async function measureGroups(
  database: Database,
  config: Config,
  asOf: number,
  compared: readonly Group[] | undefined,
  earlier: EarlierRun | undefined,
): Promise<SegmentReport> {
  const { audience } = config;
  const groups = groupsOf(audience);
  const counts = await countMembers(database, groups);
  const trends = earlier && (await compareMembership(database, groups, earlier.membership));
  const sizeOf = (place: number): GroupSize => {
    const { leads, ready } = counts[place] ?? { leads: 0, ready: 0 };
    const trend = trends?.[place];
    return { leads, ready, ...(trend === undefined ? {} : { trend: trendOf(leads, trend) }) };
  };
  const sizes = groups.map((group, place) => ({ group, size: sizeOf(place) }));
  return {
    asOf: new Date(asOf).toISOString(),
    leads: await countLeads(database),
    segments: sizes.flatMap(({ group: { kind, index }, size }) => {
      const segment = audience.segments[index];
      if (kind === 'part' || segment === undefined) return [];
      const { id, description, minSize } = segment;
      return [{ id, ...(description === undefined ? {} : { description }), minSize, ...size }];
    }),
    partitions: audience.partitions.map(({ id }, partition) => ({
      id,
      parts: sizes
        .filter(({ group: { kind, index } }) => kind === 'part' && index === partition)
        .map(({ group, size }) => ({ id: group.id, ...size })),
    })),
    ...(compared === undefined ? {} : { overlaps: await overlapsOf(database, compared) }),
    ...(earlier === undefined
      ? {}
      : { earlier: { asOf: new Date(earlier.asOf).toISOString(), leads: earlier.membership.leads } }),
  };
}

function trendOf(leads: number, { before, stayed }: { before: number; stayed: number }): GroupTrend {
  return { before, joined: leads - stayed, left: before - stayed };
}

async function overlapsOf(
  database: Database,
  compared: readonly Group[],
): Promise<NonNullable<SegmentReport['overlaps']>> {
  const pairs = await countOverlaps(database, compared);
  return pairs.map(({ groups: [a, b], leads }) => ({ segments: [a.name, b.name], leads }));
}
