import type { StepModel } from '../model/plan-model.js';
import { reasonCode } from '../model/reason.js';
import type { Candidate } from './candidate.js';
import type { Desk } from './desk.js';
import { dueOf } from './due-step.js';
import { chooseForm } from './forms.js';

/** A mail that may come next. */
export interface NextMail {
  /** Index of its step. */
  readonly place: number;
  readonly attempt: number;
  readonly due: number;
  /** Case whose reaction sends it again, undefined for a first attempt. */
  readonly resend?: number;
}

/**
 * Goes from step to step until one is due, or has to be waited for; each that is left out counts as if it had happened when it was due. None left
 * ends the occurrence, when the case window of its last mail is over (S5.4).
 */
export function walk(desk: Desk, candidate: Candidate, from: number, since: number): void {
  const { lead, model } = candidate;
  let base = since;
  let expired = false;
  for (let place = from; place < model.steps.length; place++) {
    const step = model.steps[place] as StepModel;
    const due = dueOf(desk, lead, step, base);
    if (due.kind === 'event') {
      candidate.step = place;
      candidate.attempt = 1;
      candidate.waits = reasonCode.waiting_event;
      return;
    }
    if (due.kind === 'left_out') {
      base = due.from;
      continue;
    }
    const leftOut = leftOutSince(desk, candidate, step, { place, attempt: 1, due: due.at });
    if (leftOut === undefined) {
      standBy(desk, candidate, { place, attempt: 1, due: due.at });
      return;
    }
    base = leftOut.since;
    expired ||= leftOut.expired;
  }
  endOrWait(desk, candidate, expired);
}

/** Whether a step is left out, and since when: it was skipped for a cap, it has expired, or its condition does not hold (S5.4, S6.5). */
export function leftOutSince(
  desk: Desk,
  candidate: Candidate,
  step: StepModel,
  { place, attempt, due }: NextMail,
): { readonly since: number; readonly expired: boolean } | undefined {
  const skipped = desk.skippedAt(candidate, place, attempt);
  if (!Number.isNaN(skipped)) return { since: skipped, expired: false };
  if (desk.hasExpired(step, due)) return { since: due, expired: true };
  const isLookedAt = due < desk.end;
  return isLookedAt && !desk.holds(step.when, candidate.lead, candidate.case)
    ? { since: due, expired: false }
    : undefined;
}

/** Makes a mail the next one. It waits for the one before it to go out, so that a second plan as of the same instant sends nothing (S6.1). */
export function standBy(
  desk: Desk,
  candidate: Candidate,
  { place, attempt, due, resend = -1 }: NextMail,
): void {
  candidate.step = place;
  candidate.attempt = attempt;
  candidate.due = due;
  candidate.resend = resend;
  candidate.waits = due >= desk.end || isStillToGoOut(desk, candidate) ? reasonCode.waiting_delay : -1;
  chooseForm(candidate, desk);
}

/** Whether the last mail of the occurrence is in the ledger and not sent yet. */
function isStillToGoOut({ input, asOf }: Desk, { isNew, standing: { lastSend } }: Candidate): boolean {
  return !isNew && lastSend >= 0 && (input.ledger.at[lastSend] as number) >= asOf;
}

/** The last mail, which is the row `last` of the ledger, may still get another case. */
export function waitForCase({ input }: Desk, candidate: Candidate, last: number): void {
  const { step, attempt, at } = input.ledger;
  candidate.step = step[last] as number;
  candidate.attempt = attempt[last] as number;
  candidate.due = (at[last] as number) + (candidate.model.steps[candidate.step]?.caseWindowMs ?? 0);
  candidate.waits = reasonCode.waiting_case;
}

function endOrWait(desk: Desk, candidate: Candidate, expired: boolean): void {
  const last = candidate.isNew ? -1 : candidate.standing.lastSend;
  if (last >= 0) {
    const step = candidate.model.steps[desk.input.ledger.step[last] as number];
    if (step !== undefined && desk.asOf < (desk.input.ledger.at[last] as number) + step.caseWindowMs) {
      waitForCase(desk, candidate, last);
      return;
    }
  }
  const reason = expired && last < 0 ? reasonCode.expired : reasonCode.exhausted;
  if (candidate.isNew) candidate.endNow(reason, desk.asOf);
  else candidate.end(reason, desk.asOf);
}
