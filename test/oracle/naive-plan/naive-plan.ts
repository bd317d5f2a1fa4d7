import type { Config } from '../../../src/model/config.js';
import type { NaivePlan, PlanWorld } from '../plan-world.js';
import { arbitrate } from './arbitrate.js';
import { type Case, decide } from './decide.js';
import { holdersOnly } from './duplicates.js';
import { lastOccurrence, vanished } from './ledger.js';
import { ledgerOf, rowOf } from './rows.js';
import { type Run, readRun } from './run.js';
import { stepGates } from './step-gates.js';
import { withinBlast, withinThrottles } from './throttle.js';

/**
 * Plans a small world by S5 and S6 of docs/semantics.md in plain loops, independently of the product. The config is the parsed one, so that
 * what is compared is what becomes of it.
 */
export function naivePlan(world: PlanWorld, config: Config): NaivePlan {
  const run = readRun(world, config);
  const cases = holdersOnly(run, decideAll(run));
  const drafts = cases.map((one) => stepGates(run, one));
  const decided = withinBlast(run, withinThrottles(run, arbitrate(run, drafts)));
  const isBlocked = decided.some(({ verdict }) => verdict?.reason === 'blast_gate');
  return {
    rows: decided.map(rowOf),
    ledger: isBlocked ? [] : decided.flatMap((draft) => ledgerOf(run, draft)),
  };
}

/** Every lead and campaign by itself; then those that another campaign sends on begin there in the same run (S5.5). */
function decideAll(run: Run): readonly Case[] {
  const { campaigns } = run.config;
  const blocked = new Set(campaigns.map(({ id }) => id).filter((id) => hasVanishedStep(run, id)));
  return run.leads.flatMap((lead) => {
    const cases = campaigns.map((campaign) => decide(run, lead, campaign, blocked, false));
    const entered = cases.flatMap(({ leaving }) => leaving?.enter ?? []);
    return cases.map((one) => {
      const last = lastOccurrence(run, lead, one.campaign);
      const isFree = !one.begins && (last === undefined || last.ended !== undefined);
      const isEntered = isFree && entered.includes(one.campaign.id);
      return isEntered ? decide(run, lead, one.campaign, blocked, true) : one;
    });
  });
}

/** Whether a lead stands in the campaign where no step is any more (S5.7). */
function hasVanishedStep(run: Run, id: string): boolean {
  const campaign = run.config.campaigns.find((one) => one.id === id);
  return run.leads.some((lead) => {
    const occurrence = campaign && lastOccurrence(run, lead, campaign);
    return occurrence?.ended === undefined && occurrence?.sends.at(-1)?.place === vanished;
  });
}
