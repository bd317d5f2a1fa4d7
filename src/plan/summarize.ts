import type { CampaignSummary, PlanSummary, ReasonCount } from '../model/plan-summary.js';
import { type Action, actions, reasons } from '../model/reason.js';
import { dateOfDay } from './calendar/civil.js';
import { actionCode } from './candidate.js';
import type { PlanInput } from './plan-input.js';
import type { PlanResult } from './planner.js';

/** What the summary says of campaigns besides numbers, in the order of the config. */
export interface CampaignNames {
  readonly id: string;
  readonly owner?: string;
  readonly steps: readonly { readonly id: string }[];
}

/** Counts what a plan decides (S6.1). Throws when a lead was left out: the totals would not reconcile. */
export function summarizePlan(
  { leads, projectClock, usualSends, asOf, horizonMs }: PlanInput,
  { decisions, blast, vanished }: PlanResult,
  campaigns: readonly CampaignNames[],
): Omit<PlanSummary, 'ledger' | 'lists'> {
  const considered = leads.leads * campaigns.length;
  if (decisions.decided !== considered) {
    throw new Error(`${considered} decisions were asked for, and ${decisions.decided} were made.`);
  }
  const counts = campaigns.map((_, campaign) => countVerdicts(decisions.verdicts, leads.leads, campaign));
  const sends = sendsBy(decisions, campaigns, (at) => projectClock.dayOf(at));
  const all = sum(counts);
  return {
    asOf: new Date(asOf).toISOString(),
    until: new Date(asOf + horizonMs).toISOString(),
    leads: leads.leads,
    considered,
    actions: byAction(all),
    reasons: byReason(all),
    campaigns: campaigns.map(({ id, owner, steps }, index): CampaignSummary => {
      const own = counts[index] ?? new Float64Array(0);
      return {
        id,
        owner: owner ?? null,
        actions: byAction(own),
        reasons: byReason(own),
        steps: steps.map((step, place) => ({ id: step.id, sends: sends.steps[index]?.[place] ?? 0 })),
        vanished: vanished[index] ?? 0,
      };
    }),
    days: [...sends.days]
      .sort(([a], [b]) => a - b)
      .map(([day, count]) => ({ day: dayName(day), sends: count })),
    blast: { sends: blast.sends, usual: usualSends ?? null, broken: blast.broken ?? null },
  };
}

/** Verdicts have at most this many values: an action and one of 64 reasons. */
const verdictValues = actions.length * 64;

function countVerdicts(verdicts: Uint16Array, leads: number, campaign: number): Float64Array {
  const counts = new Float64Array(verdictValues);
  for (let at = campaign * leads; at < (campaign + 1) * leads; at++) {
    const verdict = verdicts[at] as number;
    counts[verdict] = (counts[verdict] as number) + 1;
  }
  return counts;
}

function sum(parts: readonly Float64Array[]): Float64Array {
  const total = new Float64Array(verdictValues);
  for (const part of parts)
    for (const [at, count] of part.entries()) total[at] = (total[at] as number) + count;
  return total;
}

function byAction(counts: Float64Array): Record<Action, number> {
  const total = { send: 0, wait: 0, skip: 0, exit: 0, done: 0 };
  for (const [verdict, count] of counts.entries()) total[actions[verdict >>> 6] as Action] += count;
  return total;
}

/** In the order of the actions, the most frequent reason first. */
function byReason(counts: Float64Array): readonly ReasonCount[] {
  return [...counts.entries()]
    .filter(([, leads]) => leads > 0)
    .sort(([a, many], [b, few]) => (a >>> 6) - (b >>> 6) || few - many || a - b)
    .flatMap(([verdict, leads]) => {
      const action = actions[verdict >>> 6];
      const reason = reasons[verdict & 63];
      return action === undefined || reason === undefined ? [] : [{ action, reason, leads }];
    });
}

function sendsBy(
  decisions: PlanResult['decisions'],
  campaigns: readonly CampaignNames[],
  dayOf: (at: number) => number,
) {
  const steps = campaigns.map((campaign) => campaign.steps.map(() => 0));
  const days = new Map<number, number>();
  for (let row = 0; row < decisions.rows; row++) {
    const campaign = decisions.campaign[row] as number;
    if (decisions.actionOf(decisions.lead[row] as number, campaign) !== actionCode.send) continue;
    const counts = steps[campaign];
    const step = decisions.step[row] as number;
    if (counts !== undefined) counts[step] = (counts[step] ?? 0) + 1;
    const day = dayOf(decisions.sendAt[row] as number);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return { steps, days };
}

function dayName(day: number): string {
  const { year, month, day: ofMonth } = dateOfDay(day);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${year}-${two(month)}-${two(ofMonth)}`;
}
