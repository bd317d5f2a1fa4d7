import { movedToExit } from '../model/ledger.js';
import { reasonCode } from '../model/reason.js';
import type { Candidate } from './candidate.js';
import type { Desk } from './desk.js';
import { findExit } from './exit-of.js';
import { converted } from './mail-cases.js';
import { react } from './react.js';
import { walk } from './walk.js';

/**
 * Finds out how the occurrence of a candidate goes on (S5.3 - S5.6): that it ends, or which step is next and since when it is due, or
 * what it waits for. A lead that stands at a step that is gone is left where it is (S5.7).
 */
export function findPosition(desk: Desk, candidate: Candidate): void {
  const { standing, model, isNew } = candidate;
  const last = isNew ? -1 : standing.lastSend;
  if (last >= 0) candidate.case = caseOf(desk, candidate, last);
  if (findExit(desk, candidate)) return;
  if (last < 0) {
    walk(desk, candidate, 0, candidate.startAt);
    return;
  }
  const place = desk.input.ledger.step[last] as number;
  const step = model.steps[place];
  if (place === movedToExit) candidate.end(reasonCode.exited_rule, desk.asOf);
  else if (step !== undefined) react(desk, candidate, step, last);
}

/** The case of the last mail: what its events say, unless the goal was reached after it and nothing stronger is known. */
function caseOf(desk: Desk, { standing, model, lead }: Candidate, last: number): number {
  const { evidence } = standing;
  if (evidence < converted || model.goal.event < 0) return evidence;
  const sentAt = desk.input.ledger.at[last] as number;
  return Number.isNaN(desk.firstEvent(lead, model.goal.event, sentAt)) ? evidence : converted;
}
