import { engagementCases } from '../model/campaign.js';
import type { ReactionModel, StepModel } from '../model/plan-model.js';
import { reasonCode } from '../model/reason.js';
import type { Candidate } from './candidate.js';
import type { Desk } from './desk.js';
import { converted } from './mail-cases.js';
import { leftOutSince, standBy, waitForCase, walk } from './walk.js';

const unsubscribed = engagementCases.indexOf('unsubscribed');

/** What follows from the case of the last mail, as soon as it is settled (S5.5). `last` is its row of the ledger. */
export function react(desk: Desk, candidate: Candidate, step: StepModel, last: number): void {
  const { ledger } = desk.input;
  const sentAt = ledger.at[last] as number;
  const found = candidate.case;
  const isFinal = found === converted || found === unsubscribed || desk.asOf >= sentAt + step.caseWindowMs;
  if (!isFinal && !onlyGoesOn(step, found, ledger.attempt[last] as number)) {
    waitForCase(desk, candidate, last);
    return;
  }
  const reaction = step.on[found];
  switch (reaction?.kind) {
    case 'exit':
    case 'enter':
    case 'suppress':
      candidate.suppresses = reaction.kind === 'suppress';
      candidate.enters = reaction.kind === 'enter' ? reaction.target : -1;
      candidate.end(found === converted ? reasonCode.goal_reached : reasonCode.exited_rule, desk.asOf);
      return;
    case 'goto':
      walk(desk, candidate, reaction.target, sentAt);
      return;
    case 'resend':
      sendAgain(desk, candidate, step, reaction, last);
      return;
    default:
      walk(desk, candidate, (ledger.step[last] as number) + 1, sentAt);
  }
}

/** Whether every case that is still possible goes on to the next step, and so nothing has to be waited for. */
function onlyGoesOn({ on }: StepModel, found: number, attempt: number): boolean {
  for (let possible = 0; possible <= found; possible++) {
    if (possible === unsubscribed || possible === converted) continue;
    const reaction = on[possible];
    const isUsedUp = reaction?.kind === 'resend' && attempt > reaction.times;
    if (reaction?.kind !== 'next' && !isUsedUp) return false;
  }
  return true;
}

/** The mail again in another form, if it may be repeated once more and is not left out; else as `next`. */
function sendAgain(
  desk: Desk,
  candidate: Candidate,
  step: StepModel,
  reaction: ReactionModel,
  last: number,
): void {
  const { ledger } = desk.input;
  const place = ledger.step[last] as number;
  const attempt = (ledger.attempt[last] as number) + 1;
  const sentAt = ledger.at[last] as number;
  if (attempt > reaction.times + 1) {
    walk(desk, candidate, place + 1, sentAt);
    return;
  }
  const due = sentAt + reaction.afterMs;
  const leftOut = leftOutSince(desk, candidate, step, { place, attempt, due });
  if (leftOut !== undefined) walk(desk, candidate, place + 1, leftOut.since);
  else standBy(desk, candidate, { place, attempt, due, resend: candidate.case });
}
