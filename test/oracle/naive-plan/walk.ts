import type { Campaign, Content, EngagementCase, Reaction, Step } from '../../../src/model/campaign.js';
import type { Reason } from '../../../src/model/reason.js';
import { caseOf, mustWait } from './cases.js';
import { dueOf } from './due.js';
import { movedOut, type Occurrence, type Sent, vanished } from './ledger.js';
import { holds, type PlanLead, type Run } from './run.js';

/** How an occurrence goes on. */
export type Move =
  | {
      readonly kind: 'step';
      readonly step: Step;
      readonly attempt: number;
      readonly dueAt: number;
      /** What a resend changes. */
      readonly changes: Partial<Content>;
    }
  | { readonly kind: 'waiting_event'; readonly step: Step }
  | { readonly kind: 'waiting_case'; readonly step: Step; readonly attempt: number; readonly until: number }
  | { readonly kind: 'vanished' }
  | {
      readonly kind: 'end';
      readonly reason: Reason;
      readonly enter?: string;
      readonly suppress?: true;
      /** Whether a step had expired on the way. */
      readonly expired?: boolean;
    };

/** From where an occurrence stands (S5.3) to the step that comes next, or to its end (S5.4, S5.5). */
export function nextMove(run: Run, lead: PlanLead, campaign: Campaign, occurrence: Occurrence): Move {
  const walk = new Walk(run, lead, campaign, occurrence);
  const last = occurrence.sends.at(-1);
  return last === undefined ? walk.stepsFrom(0, occurrence.startedAt) : walk.after(last);
}

/** Whether all steps of an occurrence that begins at an instant would have expired by now if nothing had been sent (S5.2). */
export function isOutOfDate(run: Run, lead: PlanLead, campaign: Campaign, startedAt: number): boolean {
  const steps = campaign.steps.map(({ when, ...step }) => step);
  const occurrence = { number: 1, startedAt, sends: [], skips: [] };
  const move = nextMove(run, lead, { ...campaign, steps }, occurrence);
  return move.kind === 'end' && move.expired === true;
}

class Walk {
  readonly #lastCase: EngagementCase | undefined;

  constructor(
    readonly run: Run,
    readonly lead: PlanLead,
    readonly campaign: Campaign,
    readonly occurrence: Occurrence,
  ) {
    const last = occurrence.sends.at(-1);
    this.#lastCase = last && caseOf(run, lead, campaign, last);
  }

  /** What the case of the last mail asks for, as soon as it is settled (S5.5). */
  after(last: Sent): Move {
    if (last.place === movedOut) return { kind: 'end', reason: 'exited_rule' };
    const step = this.campaign.steps[last.place];
    const found = this.#lastCase;
    if (last.place === vanished || step === undefined || found === undefined) return { kind: 'vanished' };
    if (mustWait(this.run, step, last, found)) return waitingCase(step, last);
    return this.#react(step.on[found], step, last, found);
  }

  #react(reaction: Reaction, step: Step, last: Sent, found: EngagementCase): Move {
    const reason = found === 'converted' ? 'goal_reached' : 'exited_rule';
    switch (reaction.kind) {
      case 'next':
        return this.stepsFrom(last.place + 1, last.at);
      case 'goto':
        return this.stepsFrom(
          this.campaign.steps.findIndex(({ id }) => id === reaction.step),
          last.at,
        );
      case 'resend':
        return this.#resend(reaction, step, last);
      case 'exit':
        return { kind: 'end', reason };
      case 'enter':
        return { kind: 'end', reason, enter: reaction.campaign };
      case 'suppress':
        return { kind: 'end', reason, suppress: true };
    }
  }

  /** The mail again in another form, if it may be repeated once more; else as `next` (S5.5). */
  #resend(reaction: Extract<Reaction, { kind: 'resend' }>, step: Step, last: Sent): Move {
    const attempt = last.attempt + 1;
    if (last.attempt > reaction.times) return this.stepsFrom(last.place + 1, last.at);
    const dueAt = last.at + reaction.afterMs;
    const leftOut = this.#leftOut(step, last.place, attempt, dueAt);
    if (leftOut !== undefined) return this.stepsFrom(last.place + 1, leftOut.at);
    return { kind: 'step', step, attempt, dueAt, changes: reaction.content };
  }

  /** The first step from a place on that is not left out; each counts as if it had happened when it was due (S5.4). */
  stepsFrom(place: number, since: number): Move {
    let predecessor = since;
    let expired = false;
    for (const [index, step] of this.campaign.steps.entries()) {
      if (index < place) continue;
      const due = dueOf(this.run, this.lead, step, predecessor);
      if (due.kind === 'waiting_event') return { kind: 'waiting_event', step };
      const leftOut = due.kind === 'left_out' ? due : this.#leftOut(step, index, 1, due.at);
      if (leftOut === undefined) return { kind: 'step', step, attempt: 1, dueAt: due.at, changes: {} };
      predecessor = leftOut.at;
      if ('expired' in leftOut) expired = true;
    }
    return this.#end(expired);
  }

  /** All steps are sent or left out: the occurrence ends when the case window of its last mail is over (S5.4). */
  #end(expired: boolean): Move {
    const last = this.occurrence.sends.at(-1);
    const step = this.campaign.steps[last?.place ?? -1];
    if (last === undefined || step === undefined) {
      return { kind: 'end', reason: expired ? 'expired' : 'exhausted', expired };
    }
    if (this.run.asOf < last.at + step.caseWindowMs) return waitingCase(step, last);
    return { kind: 'end', reason: 'exhausted' };
  }

  /** Since when a step is left out: a cap has skipped it, it has expired, or its condition does not hold (S5.4, S6.5). */
  #leftOut(step: Step, place: number, attempt: number, dueAt: number) {
    const skip = this.occurrence.skips.find((one) => one.step === place && one.attempt === attempt);
    if (skip !== undefined) return { at: skip.at };
    if (this.run.asOf > dueAt + step.expiresAfterMs) return { at: dueAt, expired: true };
    if (dueAt < this.run.end && !holds(this.run, this.lead, step.when, this.#lastCase)) return { at: dueAt };
    return undefined;
  }
}

function waitingCase(step: Step, { at, attempt }: Sent): Move {
  return { kind: 'waiting_case', step, attempt, until: at + step.caseWindowMs };
}
