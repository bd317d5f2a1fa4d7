import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/cli/pipeline.js';
import { partitionColumn } from '../../src/engine/classify/classify-leads.js';
import { everythingWanted } from '../../src/engine/classify/wanted.js';
import { profileColumns } from '../../src/model/score-columns.js';
import { identifier, join, sql } from '../../src/sql/sql.js';
import { crowds } from './arbitrary-crowds.js';
import { type NaiveProfile, naiveProfiles } from './naive-classify.js';
import { runWorld } from './run-world.js';
import type { World } from './world.js';

const long = process.env.LONG !== undefined;
const worldsPerRun = 70;
const runs = long ? 300 : 4;

describe('who is who agrees with the oracle (S3.8, S4)', () => {
  it(`on every lead of ${worldsPerRun * runs} worlds`, { timeout: 3_600_000 }, async () => {
    const seen = { leads: 0, members: 0, stages: 0, owners: 0, interests: 0, tags: 0 };
    await fc.assert(
      fc.asyncProperty(crowds(worldsPerRun), async (one) => {
        for (const profile of await compareProfiles(one)) {
          seen.leads++;
          seen.members += Number(profile.segments !== null);
          seen.stages += Number(profile.stage_since !== null);
          seen.owners += Number(profile.owner !== null);
          seen.interests += Number(profile.interest !== null);
          seen.tags += Number(profile.tags !== null);
        }
      }),
      { numRuns: runs, seed: 4, endOnFailure: true },
    );
    expect(seen.leads).toBeGreaterThan(100 * runs);
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(seen.leads / 20);
  });
});

/** Throws when the two disagree. */
async function compareProfiles(one: World): Promise<readonly NaiveProfile[]> {
  return runWorld(
    one,
    async ({ config, inputs, matched, folded }, database) => {
      await classify(database, matched, inputs, folded);
      const columns = [
        ...profileColumns,
        ...config.audience.partitions.map((_, index) => partitionColumn(index)),
      ];
      const rows = await database.rows(
        sql`SELECT lead.key, ${join(columns.map(identifier), ', ')} FROM profile JOIN lead ON lead.ord = profile.ord ORDER BY lead.key`,
      );
      const expected = naiveProfiles(one, config);
      expect(rows).toHaveLength(expected.length);
      const byKey = new Map(expected.map((profile) => [profile.key, profile]));
      for (const [key, ...values] of rows) {
        const got = Object.fromEntries(columns.map((column, index) => [column, plain(values[index])]));
        const { partitions, account_score, ...profile } = byKey.get(String(key)) ?? {};
        const parts = Object.fromEntries(
          (partitions ?? []).map((part, index) => [partitionColumn(index), part]),
        );
        expect({ key, ...got, account_score: rounded(got.account_score) }).toEqual({
          ...profile,
          ...parts,
          account_score: rounded(account_score),
        });
      }
      return expected;
    },
    everythingWanted,
  );
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : (value ?? null);
}

function rounded(value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(9)) : value;
}
