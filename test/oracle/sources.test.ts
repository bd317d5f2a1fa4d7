import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { world } from './arbitraries.js';
import { contradictingWorlds, splitWorlds } from './arbitrary-sources.js';
import { compareScores } from './compare-scores.js';
import { readInputs } from './inputs.js';
import { type EngineResult, runWorld } from './run-world.js';

const long = process.env.LONG !== undefined;

describe('A8 several sources of leads', () => {
  it('that do not contradict each other score like one table', { timeout: 3_600_000 }, async () => {
    const seen = { joined: 0, leads: 0 };
    await fc.assert(
      fc.asyncProperty(splitWorlds(world({ exactTies: false, maxEvents: 6 })), async ({ whole, split }) => {
        const expected = await runWorld(whole, async (result) => scoresByKey(result));
        await runWorld(split, async (result) => {
          const { leadCounts, conflicts } = result.matched;
          expect(scoresByKey(result)).toEqual(expected);
          expect(conflicts).toEqual([]);
          const { read, used, quarantined, duplicates, afterAsOf, joined } = leadCounts;
          expect(used + quarantined + duplicates + afterAsOf).toBe(read);
          expect(used - joined).toBe(expected.size);
          seen.joined += joined;
          seen.leads += expected.size;
        });
      }),
      { numRuns: long ? 500 : 5, seed: 8, endOnFailure: true },
    );
    expect(seen.joined).toBeGreaterThan(seen.leads / 4);
  });

  it('that contradict each other agree with the oracle', { timeout: 3_600_000 }, async () => {
    const seen = { joined: 0, conflicts: 0 };
    const worlds = contradictingWorlds(world({ exactTies: false, maxEvents: 6 }));
    await fc.assert(
      fc.asyncProperty(worlds, async (one) => {
        await runWorld(one, async (result) => {
          const expected = readInputs(one, Date.parse(one.asOf));
          const { conflicts, leadCounts } = result.matched;
          expect(leadCounts).toEqual(expected.counts.leads);
          expect(Object.fromEntries(conflicts.map(({ field, leads }) => [field, leads]))).toEqual(
            expected.conflicts,
          );
          compareScores(one, result);
          seen.joined += leadCounts.joined;
          seen.conflicts += conflicts.length;
        });
      }),
      { numRuns: long ? 1000 : 8, seed: 80, endOnFailure: true },
    );
    expect(seen.joined).toBeGreaterThan(5);
    expect(seen.conflicts).toBeGreaterThan(5);
  });
});

/** Everything that is known of each lead, without its ordinal. */
function scoresByKey({ keys, emails, folded }: EngineResult): ReadonlyMap<string, unknown> {
  const { features } = folded;
  const columns = ['score', 'fit', 'pain', 'bonus', 'velocity', 'momentum', 'readyAt', 'dueAt'] as const;
  return new Map(
    keys
      .map((key, ord) => [key, [emails[ord], ...columns.map((column) => features[column][ord])]] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
