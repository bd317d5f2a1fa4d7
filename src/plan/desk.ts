import { rulesPerMask } from '../model/event-batch.js';
import type { StepModel } from '../model/plan-model.js';
import type { TestRef } from '../model/plan-tests.js';
import type { ZoneClock } from './calendar/zone-clock.js';
import type { Candidate } from './candidate.js';
import { Lots } from './lots.js';
import type { RowRange } from './mail-cases.js';
import type { PlanInput } from './plan-input.js';
import { isSend, isSkip } from './standing.js';
import { MailboxStops } from './stops.js';

/** What the parts of the planner ask about the lead at hand. */
export class Desk {
  readonly input: PlanInput;
  readonly asOf: number;
  /** From this instant on it is the business of a later plan. */
  readonly end: number;
  readonly stops: MailboxStops;
  readonly lots: Lots;
  /** Leads that stand at a step that is gone, by campaign (S5.7). */
  readonly vanished: Int32Array;
  /** The rows of the mailbox in the ledger. */
  range: RowRange = { from: 0, to: 0 };
  /** Whether several leads have the address, or one that is gone had it. */
  isShared = false;
  readonly #claimed: { readonly campaign: number; readonly occurrence: number }[] = [];

  constructor(input: PlanInput) {
    this.input = input;
    this.asOf = input.asOf;
    this.end = input.asOf + input.horizonMs;
    this.stops = new MailboxStops(input.model.purposes);
    this.lots = new Lots(input);
    this.vanished = new Int32Array(input.model.campaigns.length);
  }

  beginMailbox(range: RowRange, isShared: boolean): void {
    this.range = range;
    this.isShared = isShared;
    this.#claimed.length = 0;
    this.stops.clear();
  }

  /** Whether the occurrence of a campaign is this lead's among those of the mailbox (S6.7). */
  claims({ lead, campaign, occurrence }: Candidate): boolean {
    const { ledger } = this.input;
    for (let row = this.range.from; row < this.range.to; row++) {
      if (ledger.campaign[row] === campaign && ledger.occurrence[row] === occurrence && isSend(ledger, row)) {
        return ledger.lead[row] === lead;
      }
    }
    if (this.#claimed.some((claim) => claim.campaign === campaign && claim.occurrence === occurrence))
      return false;
    this.#claimed.push({ campaign, occurrence });
    return true;
  }

  /**
   * Whether the ledger has the send that a candidate is about (S6.10). Another lead of the mailbox may have been sent it, as both had
   * addresses of their own: it is not sent to the mailbox again (S6.7).
   */
  wasSent({ campaign, occurrence, step, attempt }: Candidate): boolean {
    const { ledger } = this.input;
    for (let row = this.range.from; row < this.range.to; row++) {
      const isSame =
        ledger.campaign[row] === campaign &&
        ledger.occurrence[row] === occurrence &&
        ledger.step[row] === step &&
        ledger.attempt[row] === attempt;
      if (isSame && isSend(ledger, row)) return true;
    }
    return false;
  }

  /** Since when a step of a candidate's occurrence is skipped for good (S6.5), NaN for one that is not. */
  skippedAt(
    { lead, campaign, occurrence, standing, isNew }: Candidate,
    step: number,
    attempt: number,
  ): number {
    if (isNew || !standing.hasSkips) return Number.NaN;
    const { ledger } = this.input;
    for (let row = this.range.from; row < this.range.to; row++) {
      const isOwn =
        ledger.lead[row] === lead &&
        ledger.campaign[row] === campaign &&
        ledger.occurrence[row] === occurrence;
      const isSame = ledger.step[row] === step && ledger.attempt[row] === attempt;
      if (isOwn && isSame && isSkip(ledger, row)) return ledger.at[row] as number;
    }
    return Number.NaN;
  }

  /** The last send of a candidate's occurrence before an instant, as a row of the ledger; -1 for none. */
  sendBefore({ lead, campaign, occurrence, isNew }: Candidate, at: number): number {
    const { ledger } = this.input;
    for (let row = this.range.to - 1; !isNew && row >= this.range.from; row--) {
      const isOwn =
        ledger.lead[row] === lead &&
        ledger.campaign[row] === campaign &&
        ledger.occurrence[row] === occurrence;
      if (isOwn && isSend(ledger, row) && (ledger.at[row] as number) < at) return row;
    }
    return -1;
  }

  /** The first instant from `at` on at which the campaign may send to the lead (S6.4). */
  nextOpen({ model, lead }: Candidate, at: number): number {
    const hours = this.input.hours[model.window];
    return hours === undefined ? at : hours.open.next(at, hours.clock ?? this.clockOf(lead));
  }

  /** Whether a test holds for a lead. */
  passes(test: number, lead: number): boolean {
    const word = this.input.leads.tests[Math.floor(test / rulesPerMask)];
    return (((word?.[lead] ?? 0) >>> (test % rulesPerMask)) & 1) === 1;
  }

  /** Whether a condition holds for a lead; `mailCase` is the case of its last mail (candidate.ts). */
  holds(ref: TestRef, lead: number, mailCase: number): boolean {
    if (ref === undefined) return true;
    return this.passes((ref.length === 1 ? ref[0] : ref[mailCase]) as number, lead);
  }

  clockOf(lead: number): ZoneClock {
    return this.input.clocks[this.input.leads.zone[lead] as number] ?? this.input.projectClock;
  }

  /** Instant of the first event of a kind later than `after`, NaN when there is none. */
  firstEvent(lead: number, what: number, after: number): number {
    const { first, at, what: kinds } = this.input.journey;
    const to = first[lead + 1] as number;
    for (let event = first[lead] as number; event < to; event++) {
      if (kinds[event] === what && (at[event] as number) > after) return at[event] as number;
    }
    return Number.NaN;
  }

  /** The day of the calendar that a date field of a lead holds, NaN for none. */
  dateOf(column: number, lead: number): number {
    return this.input.leads.dates[column]?.[lead] ?? Number.NaN;
  }

  hasExpired(step: StepModel, due: number): boolean {
    return this.asOf > due + step.expiresAfterMs;
  }
}
