import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actions, reasons } from '../../src/model/reason.js';
import { plan } from '../../src/plan/planner.js';
import { planWorlds } from './arbitrary-ledger.js';
import { configOf } from './naive-plan/config-of.js';
import { naivePlan } from './naive-plan/naive-plan.js';
import { type Run, readRun } from './naive-plan/run.js';
import { planInputOf } from './plan-input-of.js';
import type { NaivePlanRow } from './plan-world.js';

const long = process.env.LONG === '1';

describe('the planner', () => {
  // In quarters, so that a slow machine does not run into the limit of one test.
  it.each([1, 2, 3, 4])(
    'S5 S6 decides as the naive one, on random worlds (%i of 4)',
    () => {
      fc.assert(
        fc.property(planWorlds(5), (world) => {
          const config = configOf(world);
          const run = readRun(world, config);
          const expected = naivePlan(world, config).rows.map(({ zone: _, zoneSource: __, ...row }) => row);
          expect(decisionsOf(run)).toEqual(expected);
        }),
        { numRuns: long ? 25_000 : 500, endOnFailure: true },
      );
    },
    long ? 10_800_000 : 60_000,
  );
});

type Decision = Omit<NaivePlanRow, 'zone' | 'zoneSource'>;

function decisionsOf(run: Run): readonly Decision[] {
  const input = planInputOf(run);
  const { decisions } = plan(input);
  const { campaigns } = run.config;
  const rowAt = new Map<string, number>();
  for (let row = 0; row < decisions.rows; row++)
    rowAt.set(`${decisions.lead[row]}/${decisions.campaign[row]}`, row);
  return run.leads.flatMap(({ key }, lead) =>
    campaigns.map((campaign, index): Decision => {
      const row = rowAt.get(`${lead}/${index}`) ?? -1;
      const at = (column: Float64Array) =>
        row < 0 || Number.isNaN(column[row]) ? null : (column[row] as number);
      const step = campaign.steps[decisions.step[row] ?? -1];
      const action = actions[decisions.actionOf(lead, index)] ?? 'wait';
      return {
        lead: key,
        campaign: campaign.id,
        occurrence: row < 0 ? null : (decisions.occurrence[row] as number),
        startedAt: at(decisions.startAt),
        step: step?.id ?? null,
        attempt: step === undefined ? null : (decisions.attempt[row] as number),
        variant: step?.variants[decisions.variant[row] ?? -1]?.id ?? null,
        action,
        reason: reasons[decisions.reasonOf(lead, index)] ?? 'not_eligible',
        dueAt: at(decisions.dueAt),
        sendAt: action === 'send' ? at(decisions.sendAt) : null,
        winner: campaigns[decisions.winner[row] ?? -1]?.id ?? null,
      };
    }),
  );
}
