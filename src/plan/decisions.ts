import { type DecisionColumns, decisionMarks, verdictBits } from '../model/decision-columns.js';
import type { Candidate } from './candidate.js';

const rowsAtFirst = 4096;

/** The decisions of a plan while they are made. A lead that is in no occurrence needs no more than its verdict. */
export class Decisions implements DecisionColumns {
  readonly leads: number;
  readonly campaigns: number;
  readonly verdicts: Uint16Array;
  /** How many leads and campaigns have been decided about. */
  decided = 0;
  rows = 0;
  lead = new Int32Array(0);
  campaign = new Int32Array(0);
  occurrence = new Int32Array(0);
  step = new Int32Array(0);
  attempt = new Int32Array(0);
  variant = new Int32Array(0);
  form = new Int32Array(0);
  winner = new Int32Array(0);
  marks = new Int32Array(0);
  startAt = new Float64Array(0);
  exitAt = new Float64Array(0);
  dueAt = new Float64Array(0);
  sendAt = new Float64Array(0);

  constructor(leads: number, campaigns: number) {
    this.leads = leads;
    this.campaigns = campaigns;
    this.verdicts = new Uint16Array(leads * campaigns);
    this.#makeRoom(Math.min(rowsAtFirst, leads * campaigns));
  }

  add(candidate: Candidate): void {
    const { lead, campaign, action, reason } = candidate;
    this.setVerdict(lead, campaign, action, reason);
    this.decided++;
    if (candidate.occurrence === 0) return;
    if (this.rows === this.lead.length) this.#makeRoom(this.rows * 2);
    const row = this.rows++;
    this.lead[row] = lead;
    this.campaign[row] = campaign;
    this.occurrence[row] = candidate.occurrence;
    this.step[row] = candidate.step;
    this.attempt[row] = candidate.attempt;
    this.variant[row] = candidate.variant;
    this.form[row] = candidate.form;
    this.winner[row] = candidate.winner;
    this.marks[row] =
      Number(candidate.isNew) * decisionMarks.begins +
      Number(candidate.suppresses) * decisionMarks.suppresses;
    this.startAt[row] = candidate.startAt;
    this.exitAt[row] = candidate.exitAt;
    this.dueAt[row] = candidate.due;
    this.sendAt[row] = candidate.sendAt;
  }

  /** Takes over the decisions about some of the leads, which were numbered from the lead `from` on. */
  append(part: Decisions, from: number): void {
    for (let campaign = 0; campaign < this.campaigns; campaign++) {
      const verdicts = part.verdicts.subarray(campaign * part.leads, (campaign + 1) * part.leads);
      this.verdicts.set(verdicts, campaign * this.leads + from);
    }
    this.decided += part.decided;
    const needed = this.rows + part.rows;
    if (this.lead.length < needed) this.#makeRoom(Math.max(needed, this.rows * 2));
    for (const name of [...integerColumns, ...instantColumns])
      this[name].set(part[name].subarray(0, part.rows), this.rows);
    for (let row = this.rows; row < this.rows + part.rows; row++)
      this.lead[row] = (this.lead[row] as number) + from;
    this.rows += part.rows;
  }

  setVerdict(lead: number, campaign: number, action: number, reason: number): void {
    this.verdicts[campaign * this.leads + lead] = (action << verdictBits) | reason;
  }

  actionOf(lead: number, campaign: number): number {
    return (this.verdicts[campaign * this.leads + lead] as number) >>> verdictBits;
  }

  reasonOf(lead: number, campaign: number): number {
    return (this.verdicts[campaign * this.leads + lead] as number) & ((1 << verdictBits) - 1);
  }

  #makeRoom(rows: number): void {
    for (const name of integerColumns) this[name] = grown(this[name], new Int32Array(rows));
    for (const name of instantColumns) this[name] = grown(this[name], new Float64Array(rows));
  }
}

const integerColumns = [
  ...(['lead', 'campaign', 'occurrence', 'step', 'attempt'] as const),
  ...(['variant', 'form', 'winner', 'marks'] as const),
] as const;
const instantColumns = ['startAt', 'exitAt', 'dueAt', 'sendAt'] as const;

function grown<T extends Int32Array | Float64Array>(values: T, room: T): T {
  room.set(values);
  return room;
}
