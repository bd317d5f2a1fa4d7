import type { TriggerModel } from '../model/plan-model.js';
import { reasonCode } from '../model/reason.js';
import type { Candidate } from './candidate.js';
import type { Desk } from './desk.js';
import { converted } from './mail-cases.js';

/** Ends the occurrence of a candidate if one of the exits of S5.6 holds, tried in their order. Says whether it ends. */
export function findExit(desk: Desk, candidate: Candidate): boolean {
  const { lead, model, startAt } = candidate;
  const holds = (trigger: TriggerModel) =>
    trigger.test !== undefined && desk.holds(trigger.test, lead, candidate.case);
  const goalAt = endingGoal(desk, candidate);
  if (!Number.isNaN(goalAt)) return candidate.end(reasonCode.goal_reached, goalAt);
  if (holds(model.goal)) return candidate.endNow(reasonCode.goal_reached, desk.asOf);
  for (const exit of model.exits) {
    const at = exit.event < 0 ? Number.NaN : desk.firstEvent(lead, exit.event, startAt);
    if (!Number.isNaN(at)) return candidate.end(reasonCode.exited_rule, at);
    if (holds(exit)) return candidate.endNow(reasonCode.exited_rule, desk.asOf);
  }
  if (!desk.holds(model.while, lead, candidate.case)) {
    return candidate.endNow(reasonCode.left_segment, desk.asOf);
  }
  if (desk.asOf - startAt >= model.maxAgeMs) return candidate.endNow(reasonCode.max_age, desk.asOf);
  return false;
}

/**
 * Instant of the first event of the goal since the start that ends the occurrence, NaN for none. One that follows a mail for which
 * `converted` is a branch of the campaign does not: that branch has been taken, or is about to be (S5.5).
 */
function endingGoal(desk: Desk, candidate: Candidate): number {
  const { lead, model, startAt } = candidate;
  if (model.goal.event < 0) return Number.NaN;
  let at = startAt;
  for (;;) {
    at = desk.firstEvent(lead, model.goal.event, at);
    if (Number.isNaN(at)) return at;
    const mail = desk.sendBefore(candidate, at);
    const step = mail < 0 ? undefined : model.steps[desk.input.ledger.step[mail] as number];
    if (step === undefined || step.on[converted]?.kind === 'exit') return at;
  }
}
