import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { world } from './arbitraries.js';
import { compareScores } from './compare-scores.js';
import { runWorld } from './run-world.js';

const long = process.env.LONG !== undefined;
const worlds = long ? 4000 : 8;

describe('the product agrees with the oracle (S1-S3)', () => {
  it(`on every lead of ${worlds} random worlds`, { timeout: 3_600_000 }, async () => {
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(world({ exactTies: false }), async (one) => {
        await runWorld(one, async (result) => {
          cases += compareScores(one, result);
        });
      }),
      { numRuns: worlds, seed: 20260301, endOnFailure: false },
    );
    expect(cases).toBeGreaterThan(worlds * 2);
  });

  it('also where only the content of two rows decides', { timeout: 3_600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(world({ exactTies: false, contentTies: true, maxLeads: 8 }), async (one) => {
        await runWorld(one, async (result) => {
          compareScores(one, result);
        });
      }),
      { numRuns: long ? 1000 : 6, seed: 7 },
    );
  });
});
