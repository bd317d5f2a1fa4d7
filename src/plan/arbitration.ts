import { stepChannels } from '../model/campaign.js';
import { reasonCode } from '../model/reason.js';
import type { Candidate } from './candidate.js';
import type { Desk } from './desk.js';
import { type FrequencyRules, firstAllowed } from './frequency.js';
import { backlog } from './gates/backlog.js';
import { isSend } from './standing.js';

/** Channels that interrupt people, and are counted. */
const counted = [stepChannels.indexOf('email'), stepChannels.indexOf('sms')];

/**
 * Decides between the campaigns that could send to one mailbox (S6.5, S6.6). They are planned one after the other, the most important first, each
 * at the first instant that the sends of the ledger and those planned before leave to it. Who finds none within the horizon waits:
 * for the gap or a cap, or, if the ledger alone would have let it pass, for the campaign that went first.
 */
export class Arbitration {
  readonly #desk: Desk;
  readonly #rules: FrequencyRules;
  readonly #ledgerSends: number[] = [];

  constructor(desk: Desk) {
    this.#desk = desk;
    const { minGapMs, caps } = desk.input.model;
    this.#rules = { minGapMs, caps, projectClock: desk.input.projectClock };
  }

  /** `ready` are the candidates that passed all gates of their own. */
  decide(ready: readonly Candidate[]): void {
    this.#readLedger();
    const planned: Candidate[] = [];
    for (const candidate of ready.length < 2 ? ready : ready.toSorted(byRank)) {
      const isLimited = !candidate.model.transactional && isCounted(candidate);
      if (isLimited && !this.#findsPlace(candidate, planned)) continue;
      // Mail that has to wait for its day takes no other mail's place.
      if (!backlog.passes(candidate, this.#desk)) continue;
      candidate.decide('send', reasonCode.sent_planned);
      if (isLimited) planned.push(candidate);
    }
  }

  /** Moves the candidate to the first instant that is left to it; decides what it waits for if there is none. */
  #findsPlace(candidate: Candidate, planned: readonly Candidate[]): boolean {
    const { end } = this.#desk;
    const wished = candidate.sendAt;
    const open = (at: number) => this.#desk.nextOpen(candidate, at);
    const place = (others: readonly Candidate[]) =>
      firstAllowed(this.#rules, withSends(this.#ledgerSends, others), wished, open);
    candidate.sendAt = place(planned);
    if (candidate.sendAt < end) return true;
    if (planned.length > 0 && place([]) < end) {
      const winner = planned.findIndex((_, index) => place(planned.slice(0, index + 1)) >= end);
      candidate.winner = planned[winner]?.campaign ?? -1;
      candidate.decide('wait', reasonCode.lost_priority);
    } else this.#defer(candidate, wished, open);
    return false;
  }

  /** The ledger alone keeps the candidate from being sent within the horizon. */
  #defer(candidate: Candidate, wished: number, open: (at: number) => number): void {
    const gapOnly = { ...this.#rules, caps: [] };
    if (firstAllowed(gapOnly, this.#ledgerSends, wished, open) >= this.#desk.end) {
      candidate.decide('wait', reasonCode.gap_deferred);
    } else if (this.#desk.input.model.skipsCapped) candidate.decide('skip', reasonCode.capped_skipped);
    else candidate.decide('wait', reasonCode.capped_deferred);
  }

  /** Instants of the marketing sends of the mailbox, ascending as the ledger is. */
  #readLedger(): void {
    const { ledger, model } = this.#desk.input;
    const { from, to } = this.#desk.range;
    this.#ledgerSends.length = 0;
    for (let row = from; row < to; row++) {
      if (!isSend(ledger, row) || !counted.includes(ledger.channel[row] as number)) continue;
      if (model.campaigns[ledger.campaign[row] as number]?.transactional === true) continue;
      this.#ledgerSends.push(ledger.at[row] as number);
    }
  }
}

function isCounted({ model, step }: Candidate): boolean {
  return counted.includes(model.steps[step]?.channel ?? -1);
}

/** Higher priority, then the earlier due instant, then the id, then the key. */
function byRank(a: Candidate, b: Candidate): number {
  return (
    b.model.priority - a.model.priority ||
    a.due - b.due ||
    (a.model.id < b.model.id ? -1 : Number(a.model.id > b.model.id)) ||
    a.lead - b.lead
  );
}

function withSends(sends: readonly number[], planned: readonly Candidate[]): readonly number[] {
  if (planned.length === 0) return sends;
  return [...sends, ...planned.map(({ sendAt }) => sendAt)].sort((a, b) => a - b);
}
