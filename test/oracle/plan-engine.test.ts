import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planWorlds, worldArbitrary } from './arbitrary-ledger.js';
import { configOf } from './naive-plan/config-of.js';
import { naivePlan } from './naive-plan/naive-plan.js';
import type { LedgerText } from './plan-world.js';
import { runPlanWorld } from './run-plan-world.js';

const long = process.env.LONG === '1';

describe('the plan through the engine', () => {
  it(
    'S5 S6 is that of the naive planner, decision by decision, and leaves the same in the ledger',
    async () => {
      await fc.assert(
        fc.asyncProperty(long ? worldArbitrary : planWorlds(10), async (world) => {
          const naive = naivePlan(world, configOf(world));
          const product = await runPlanWorld(world);
          expect(product.rows).toEqual(naive.rows.map(({ startedAt: _, ...row }) => row));
          // A plan that is blocked is not committed.
          if (naive.rows.some(({ reason }) => reason === 'blast_gate')) return;
          expect(comparable(product.ledger)).toEqual(comparable(naive.ledger));
        }),
        { numRuns: long ? 1000 : 12, endOnFailure: true },
      );
    },
    long ? 10_800_000 : 300_000,
  );
});

/** Whatever their order; addresses stand in the product's ledger as the leads write them. */
function comparable(rows: readonly LedgerText[]): readonly string[] {
  return rows.map((row) => JSON.stringify({ ...row, email: '' })).sort();
}
