import { vanishedStep } from '../model/ledger.js';
import type { CampaignModel } from '../model/plan-model.js';
import { Arbitration } from './arbitration.js';
import { actionCode, Candidate, undecided } from './candidate.js';
import { Decisions } from './decisions.js';
import { Desk } from './desk.js';
import { findOccurrence } from './entries.js';
import type { Gate } from './gates/gate.js';
import { entranceGates, sendGates } from './gates/gates.js';
import { noteCases, type RowRange } from './mail-cases.js';
import { type BlastVerdict, blast, throttle } from './plan-gates.js';
import type { PlanInput } from './plan-input.js';
import { findPosition } from './position.js';
import { isSend, type Standing } from './standing.js';

export interface PlanResult {
  readonly decisions: Decisions;
  readonly blast: BlastVerdict;
  /** Leads that stand at a step that is gone, by campaign (S5.7). */
  readonly vanished: Int32Array;
}

/** Is told of each gate that a candidate came to, in order, and whether it passed. */
export type Watch = (candidate: Candidate, gate: string, passed: boolean) => void;

/** Decides for every lead and campaign what comes next, and why (S6). */
export function plan(input: PlanInput): PlanResult {
  const planner = new Planner(input);
  planner.findVanished();
  const decisions = new Decisions(input.leads.leads, input.model.campaigns.length);
  planner.planAll((candidate) => decisions.add(candidate));
  throttle(input, decisions);
  return { decisions, blast: blast(input, decisions), vanished: planner.desk.vanished };
}

/**
 * Plans mailbox by mailbox: what the ledger and the events say of its leads, then each lead and campaign through the gates, then the campaigns
 * against each other. Leads of a mailbox come in the order of their keys.
 */
export class Planner {
  readonly desk: Desk;
  readonly #input: PlanInput;
  readonly #arbitration: Arbitration;
  /** By member of the mailbox, then campaign; made when they are needed. */
  readonly #candidates: Candidate[] = [];
  readonly #watch: Watch | undefined;

  constructor(input: PlanInput, watch?: Watch) {
    this.#input = input;
    this.desk = new Desk(input);
    this.#arbitration = new Arbitration(this.desk);
    this.#watch = watch;
  }

  planAll(take: (candidate: Candidate) => void): void {
    this.#eachMailbox((leads, ledger, stops) => this.planMailbox(leads, ledger, stops, take));
  }

  /** Plans the mailbox of one lead. */
  planOne(lead: number, take: (candidate: Candidate) => void): void {
    this.#eachMailbox((leads, ledger, stops) => {
      if (leads.includes(lead)) this.planMailbox(leads, ledger, stops, take);
    });
  }

  /** Counts the leads whose last step is gone; their campaigns send nothing. */
  findVanished(): void {
    const { ledger } = this.#input;
    const { campaigns } = this.#input.model;
    if (!ledger.step.includes(vanishedStep)) return;
    const hasVanished = (from: number, to: number) => {
      for (let row = from; row < to; row++) {
        const isInCampaign = (ledger.campaign[row] as number) >= 0;
        if (isInCampaign && ledger.step[row] === vanishedStep && isSend(ledger, row)) return true;
      }
      return false;
    };
    this.#eachMailbox((leads, range) => {
      if (!hasVanished(range.from, range.to)) return;
      this.#stand(leads, range);
      for (let place = 0; place < leads.length * campaigns.length; place++) {
        const { standing, campaign } = this.#candidates[place] as Candidate;
        if (standing.isActive && ledger.step[standing.lastSend] === vanishedStep) {
          this.desk.vanished[campaign] = (this.desk.vanished[campaign] as number) + 1;
        }
      }
    });
  }

  /** Plans the leads of one mailbox; `take` is handed each candidate, decided. */
  planMailbox(
    leads: readonly number[],
    range: RowRange,
    stops: RowRange,
    take: (candidate: Candidate) => void,
  ): void {
    const { campaigns } = this.#input.model;
    this.#stand(leads, range);
    this.#readStops(leads, stops);
    const count = leads.length * campaigns.length;
    let ready = 0;
    let enters = false;
    for (let place = 0; place < count; place++) {
      const candidate = this.#candidates[place] as Candidate;
      this.#goThroughGates(candidate);
      if (candidate.action === undecided) ready++;
      enters ||= candidate.enters >= 0;
    }
    if (enters) this.#handOver(count);
    if (enters || ready > 0) {
      const undecidedOnes = this.#candidates.slice(0, count).filter(({ action }) => action === undecided);
      this.#arbitration.decide(undecidedOnes);
    }
    for (let place = 0; place < count; place++) take(this.#candidates[place] as Candidate);
  }

  #goThroughGates(candidate: Candidate): void {
    findOccurrence(this.desk, candidate);
    if (candidate.occurrence > 0) findPosition(this.desk, candidate);
    if (!this.#passes(entranceGates, candidate)) {
      if (candidate.isNew && candidate.action !== actionCode.exit) candidate.occurrence = 0;
      candidate.forgetStep();
    } else this.#passes(sendGates, candidate);
  }

  #passes(gates: readonly Gate[], candidate: Candidate): boolean {
    for (const gate of gates) {
      const passed = gate.passes(candidate, this.desk);
      this.#watch?.(candidate, gate.id, passed);
      if (!passed) return false;
    }
    return true;
  }

  /** Reads where the leads of a mailbox stand by the ledger, and what has become of their last mails. */
  #stand(leads: readonly number[], range: RowRange): void {
    const { ledger, model } = this.#input;
    const width = model.campaigns.length;
    for (let place = 0; place < leads.length * width; place++) {
      const campaign = place % width;
      const candidate =
        this.#candidates[place] ?? new Candidate(campaign, model.campaigns[campaign] as CampaignModel);
      this.#candidates[place] = candidate;
      candidate.begin(leads[(place - campaign) / width] as number);
    }
    let isShared = leads.length > 1;
    for (let row = range.from; row < range.to; row++) {
      const lead = ledger.lead[row] as number;
      if (lead < 0) isShared = true;
      this.#standingOf(leads, row)?.take(ledger, row);
    }
    this.desk.beginMailbox(range, isShared);
    if (range.to === range.from) return;
    for (const lead of leads) noteCases(this.#input, lead, range, (row) => this.#standingOf(leads, row));
  }

  #standingOf(leads: readonly number[], row: number): Standing | undefined {
    const { ledger, model } = this.#input;
    const campaign = ledger.campaign[row] as number;
    const member = campaign < 0 ? -1 : leads.indexOf(ledger.lead[row] as number);
    return member < 0 ? undefined : this.#candidates[member * model.campaigns.length + campaign]?.standing;
  }

  /** Who leaves a campaign for another begins there in the same run, if nothing else has begun there (S5.5). */
  #handOver(count: number): void {
    const width = this.#input.model.campaigns.length;
    for (let place = 0; place < count; place++) {
      const { enters, action } = this.#candidates[place] as Candidate;
      if (enters < 0 || action !== actionCode.exit) continue;
      const target = this.#candidates[place - (place % width) + enters] as Candidate;
      if (target.isNew || target.standing.isActive || target.isHandedOver) continue;
      target.reset();
      target.isHandedOver = true;
      this.#goThroughGates(target);
    }
  }

  #readStops(leads: readonly number[], { from, to }: RowRange): void {
    const { stops } = this.#input;
    for (let row = from; row < to; row++) {
      this.desk.stops.stop(stops.kind[row] as number, stops.purpose[row] as number, stops.at[row] as number);
    }
    for (const lead of leads) this.desk.stops.takeEvents(this.#input, lead);
  }

  /** Mailboxes in the order of their first leads, with their rows in the ledger and among the stops. */
  #eachMailbox(visit: (leads: readonly number[], ledger: RowRange, stops: RowRange) => void): void {
    const { leads, ledger, stops } = this.#input;
    const others = sharers(leads.mailbox);
    const rows = new Cursor(ledger.mailbox, ledger.count);
    const stopRows = new Cursor(stops.mailbox, stops.count);
    const single = [0];
    for (let lead = 0; lead < leads.leads; lead++) {
      if (leads.mailbox[lead] !== lead) continue;
      single[0] = lead;
      const more = others.get(lead);
      visit(more === undefined ? single : [lead, ...more], rows.rangeOf(lead), stopRows.rangeOf(lead));
    }
  }
}

/** Finds the rows of one mailbox after the other in a column that is ordered by mailbox. */
class Cursor {
  readonly #mailbox: Int32Array;
  readonly #count: number;
  #next = 0;

  constructor(mailbox: Int32Array, count: number) {
    this.#mailbox = mailbox;
    this.#count = count;
  }

  rangeOf(mailbox: number): RowRange {
    while (this.#next < this.#count && (this.#mailbox[this.#next] as number) < mailbox) this.#next++;
    const from = this.#next;
    while (this.#next < this.#count && this.#mailbox[this.#next] === mailbox) this.#next++;
    return { from, to: this.#next };
  }
}

/** The further leads of each mailbox that has several. */
function sharers(mailbox: Int32Array): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (let lead = 0; lead < mailbox.length; lead++) {
    const first = mailbox[lead] as number;
    if (first === lead) continue;
    const known = found.get(first);
    if (known === undefined) found.set(first, [lead]);
    else known.push(lead);
  }
  return found;
}
