import type { Campaign, Trigger } from '../../../src/model/campaign.js';
import type { Reason } from '../../../src/model/reason.js';
import { caseOf, eventsOf } from './cases.js';
import type { Occurrence } from './ledger.js';
import { holds, type PlanLead, type Run } from './run.js';
import type { Move } from './walk.js';

/** Why an occurrence ends, and when: at the event that ended it, else as of the run (S5.2). */
export interface Leaving {
  readonly reason: Reason;
  readonly at: number;
  readonly enter?: string;
  readonly suppress?: true;
  /** What holds as of the run, and not an event: an occurrence that would only begin with it does not begin (S5.2). */
  readonly byCondition?: true;
}

/** The first reason to leave, in the order of S5.6; the last of them is that the walk is over. */
export function leavingOf(
  run: Run,
  lead: PlanLead,
  campaign: Campaign,
  occurrence: Occurrence,
  move: Move,
): Leaving | undefined {
  const last = occurrence.sends.at(-1);
  const lastCase = last && caseOf(run, lead, campaign, last);
  const trueNow = (trigger: Trigger) =>
    trigger.kind === 'condition' && holds(run, lead, trigger.when, lastCase);

  const goalAt = endingGoal(run, lead, campaign, occurrence);
  if (goalAt !== undefined) return { reason: 'goal_reached', at: goalAt };
  const asOfRun = (reason: Reason): Leaving => ({ reason, at: run.asOf, byCondition: true });
  if (trueNow(campaign.goal)) return asOfRun('goal_reached');
  for (const exit of campaign.exits) {
    const event = eventsOf(run, lead, exit).find(({ at }) => at > occurrence.startedAt);
    if (event !== undefined) return { reason: 'exited_rule', at: event.at };
    if (trueNow(exit)) return asOfRun('exited_rule');
  }
  if (!holds(run, lead, campaign.while, lastCase)) return asOfRun('left_segment');
  if (run.asOf - occurrence.startedAt >= (campaign.maxAgeMs ?? Number.POSITIVE_INFINITY)) {
    return asOfRun('max_age');
  }
  if (move.kind !== 'end') return undefined;
  const { kind, expired, ...end } = move;
  return { ...end, at: run.asOf, byCondition: true };
}

/**
 * The first event of the goal later than the start that ends the occurrence. One that comes after a mail whose step goes on when it is
 * `converted` does not: it has been, or is about to be, answered by that reaction (S5.5).
 */
function endingGoal(
  run: Run,
  lead: PlanLead,
  { goal, steps }: Campaign,
  { startedAt, sends }: Occurrence,
): number | undefined {
  const ending = eventsOf(run, lead, goal).find(({ at }) => {
    if (at <= startedAt) return false;
    const mail = sends.findLast((sent) => sent.at < at);
    const reaction = steps[mail?.place ?? -1]?.on.converted.kind ?? 'exit';
    return reaction === 'exit';
  });
  return ending?.at;
}
