import type { CampaignModel } from '../model/plan-model.js';
import type { Action, Reason } from '../model/reason.js';
import { actions, reasonCode } from '../model/reason.js';
import { ignored, Standing } from './standing.js';

/**
 * A lead and a campaign while it is decided about them: where the lead stands, what comes next, and in the end one action and one
 * reason. Ten million of them make a plan, so they are mutable and used again.
 */
export class Candidate {
  lead = 0;
  campaign = 0;
  readonly model: CampaignModel;
  readonly standing = new Standing();

  /** The occurrence the row is about; 0 for none. */
  occurrence = 0;
  startAt = Number.NaN;
  /** Whether the occurrence would begin with this plan. */
  isNew = false;
  /** Whether another campaign hands the lead over to this one in this run (S5.5). */
  isHandedOver = false;
  /** Why there is no occurrence, as a code of a reason. */
  outside = -1;

  /** Why the occurrence ends, as a code of a reason; -1 while it goes on. */
  exit = -1;
  exitAt = Number.NaN;
  /** Index of the campaign that the exit enters, -1 for none. */
  enters = -1;
  /** Whether the exit puts the address on the suppression list. */
  suppresses = false;
  /** Whether the exit is a condition of the run and not an event. */
  exitsByCondition = false;

  /** Index of the case of the last mail; `noCase` before the first. */
  case = 0;
  /** Index of the step that is next, -1 for none. */
  step = -1;
  attempt = 0;
  /** Case whose reaction sends the mail again, -1 for a first attempt. */
  resend = -1;
  variant = -1;
  form = -1;
  due = Number.NaN;
  /** What the next step waits for, as a code of a reason; -1 when it is due. */
  waits = -1;

  /** When it is, or would be, sent. */
  sendAt = Number.NaN;
  action = undecided;
  reason = -1;
  /** Index of the campaign that goes first, -1 for none. */
  winner = -1;

  constructor(campaign: number, model: CampaignModel) {
    this.campaign = campaign;
    this.model = model;
  }

  begin(lead: number): void {
    this.lead = lead;
    this.standing.clear();
    this.isHandedOver = false;
    this.reset();
  }

  /** Forgets what was decided; where the lead stands is kept. */
  reset(): void {
    this.occurrence = 0;
    this.startAt = Number.NaN;
    this.isNew = false;
    this.outside = reasonCode.not_eligible;
    this.exit = -1;
    this.exitAt = Number.NaN;
    this.enters = -1;
    this.suppresses = false;
    this.exitsByCondition = false;
    this.case = noCase;
    this.step = -1;
    this.attempt = 0;
    this.resend = -1;
    this.variant = -1;
    this.form = -1;
    this.due = Number.NaN;
    this.waits = -1;
    this.sendAt = Number.NaN;
    this.action = undecided;
    this.reason = -1;
    this.winner = -1;
  }

  /** Whether the lead is in an occurrence that the ledger knows. */
  get isInside(): boolean {
    return this.occurrence > 0 && !this.isNew;
  }

  decide(action: Action, reason: number): void {
    this.action = actionCode[action];
    this.reason = reason;
  }

  /** Ends the occurrence: by an event at that instant, or by what has come of it. */
  end(reason: number, at: number): true {
    this.exit = reason;
    this.exitAt = at;
    return true;
  }

  /** Ends the occurrence by what holds as of the run; one that would only begin with it does not begin (S5.2). */
  endNow(reason: number, asOf: number): true {
    this.exitsByCondition = true;
    return this.end(reason, asOf);
  }

  /** What comes next is of no interest for who does not get there. */
  forgetStep(): void {
    this.step = -1;
    this.attempt = 0;
    this.variant = -1;
    this.form = -1;
    this.due = Number.NaN;
  }

  /** A lead that is kept out: it leaves the occurrence it is in, or never enters. */
  turnAway(reason: Reason): void {
    this.exitAt = Number.NaN;
    this.enters = -1;
    this.suppresses = false;
    this.decide(this.isInside ? 'exit' : 'skip', reasonCode[reason]);
  }
}

/** The action of a candidate that no gate has stopped yet. */
export const undecided = -1;

/** Place of the tests for leads that have been sent nothing: behind those of the cases (model/plan-tests.ts). */
export const noCase = ignored + 1;

export const actionCode = Object.fromEntries(actions.map((action, code) => [action, code])) as {
  readonly [name in Action]: number;
};
