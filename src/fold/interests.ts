import { type InterestFeatures, type InterestRows, interestStates } from '../model/audience-features.js';
import type { InterestModel } from '../model/audience-model.js';
import type { DeclaredTopics } from '../model/declared-topics.js';
import { remaining } from './decay.js';
import type { LeadEvents } from './lead-events.js';

/**
 * Folds the settled events of a lead, and what its row says, into interests (S4.3): a weight per topic that is the
 * closed-form sum of `weight * 2^(-(asOf - t) / half_life)`, and whether the topic was declared or declined.
 *
 * Of declarations of a topic the latest counts; of several at one instant, a declining one, because a topic that somebody may
 * have declined is better not used. So their order within an instant never matters.
 *
 * The columns by topic are shared by all leads. Only the topics of the lead at hand are ever touched, and cleaned up after it.
 */
export class InterestFold {
  readonly #model: InterestModel;
  readonly #asOf: number;
  readonly #rows: DeclaredTopics;
  /** Where the rows of the lead last folded begin. */
  #row = 0;
  #weight = new Float64Array(64);
  #stateAt = new Float64Array(64);
  #state = new Uint8Array(64);
  #isTouched = new Uint8Array(64);
  /** Topics of the lead at hand. */
  #topics = new Int32Array(64);
  #count = 0;

  /** `rows` declares topics without events; leads must then be folded in ascending order. */
  constructor(model: InterestModel, asOf: number, rows: DeclaredTopics) {
    this.#model = model;
    this.#asOf = asOf;
    this.#rows = rows;
  }

  fold(lead: number, events: LeadEvents, out: InterestFeatures): void {
    this.#readRow(lead);
    this.#readEvents(events);
    this.#sortTopics();
    this.#write(lead, out);
  }

  #readRow(lead: number): void {
    const { lead: leads, topic, at, declined } = this.#rows;
    while (this.#row < leads.length && (leads[this.#row] as number) < lead) this.#row++;
    for (let row = this.#row; leads[row] === lead; row++) {
      this.#declare(topic[row] as number, at[row] as number, declined[row] === 1);
    }
  }

  /** Matches come in the order of events, so one walk goes through both. */
  #readEvents(events: LeadEvents): void {
    const { topicColumn, weightOf, declared, declined, halfLifeMs } = this.#model;
    const { matches } = events;
    let match = 0;
    let shareAt = Number.NaN;
    let share = 1;
    for (let place = 0; place < events.counted; place++) {
      const event = events.countedEvent[place] as number;
      let weight = 1;
      let declares = false;
      let declines = false;
      for (; match < matches.count && matches.event[match] === event; match++) {
        const matcher = matches.matcher[match] as number;
        if (matcher === declared) declares = true;
        else if (matcher === declined) declines = true;
        else if (!Number.isNaN(weightOf[matcher] as number)) weight = weightOf[matcher] as number;
      }
      const topic = events.value(topicColumn, event);
      if (Number.isNaN(topic)) continue;
      const at = events.instant(event);
      if (declares || declines) {
        this.#declare(topic, at, declines);
        continue;
      }
      if (halfLifeMs !== 0 && at !== shareAt) {
        share = remaining((this.#asOf - at) / halfLifeMs);
        shareAt = at;
      }
      this.#touch(topic);
      this.#weight[topic] = (this.#weight[topic] as number) + weight * share;
    }
  }

  #declare(topic: number, at: number, declined: boolean): void {
    this.#touch(topic);
    const isFirst = this.#state[topic] === interestStates.observed;
    const stateAt = this.#stateAt[topic] as number;
    if (!isFirst && at < stateAt) return;
    if (!isFirst && at === stateAt && !declined) return;
    this.#state[topic] = declined ? interestStates.declined : interestStates.declared;
    this.#stateAt[topic] = at;
  }

  #touch(topic: number): void {
    if (topic >= this.#isTouched.length) this.#growTopics(topic + 1);
    if (this.#isTouched[topic] === 1) return;
    this.#isTouched[topic] = 1;
    if (this.#count === this.#topics.length)
      this.#topics = grown(this.#topics, new Int32Array(this.#count * 2));
    this.#topics[this.#count++] = topic;
  }

  /** Most leads have a few topics, for which an insertion sort is quicker than to ask for another. */
  #sortTopics(): void {
    const topics = this.#topics;
    if (this.#count > 32) {
      topics.subarray(0, this.#count).sort();
      return;
    }
    for (let next = 1; next < this.#count; next++) {
      const topic = topics[next] as number;
      let place = next;
      for (; place > 0 && (topics[place - 1] as number) > topic; place--) {
        topics[place] = topics[place - 1] as number;
      }
      topics[place] = topic;
    }
  }

  /** Topics in ascending order, so of two with the same weight the first by name is the top one. */
  #write(lead: number, out: InterestFeatures): void {
    let top = -1;
    let topWeight = 0;
    let topState: number = interestStates.observed;
    for (let place = 0; place < this.#count; place++) {
      const topic = this.#topics[place] as number;
      const weight = this.#weight[topic] as number;
      const state = this.#state[topic] as number;
      this.#weight[topic] = 0;
      this.#state[topic] = interestStates.observed;
      this.#isTouched[topic] = 0;
      if (weight <= 0 && state === interestStates.observed) continue;
      addRow(out.rows, lead, topic, weight, state);
      if (state === interestStates.declined || state < topState) continue;
      if (top < 0 || state > topState || weight > topWeight) {
        top = topic;
        topWeight = weight;
        topState = state;
      }
    }
    this.#count = 0;
    out.topTopic[lead] = top;
    out.topWeight[lead] = topWeight;
  }

  #growTopics(needed: number): void {
    const size = Math.max(needed, this.#isTouched.length * 2);
    this.#weight = grown(this.#weight, new Float64Array(size));
    this.#stateAt = grown(this.#stateAt, new Float64Array(size));
    this.#state = grown(this.#state, new Uint8Array(size));
    this.#isTouched = grown(this.#isTouched, new Uint8Array(size));
  }
}

function addRow(rows: InterestRows, lead: number, topic: number, weight: number, state: number): void {
  if (rows.count === rows.lead.length) {
    const size = rows.count * 2;
    rows.lead = grown(rows.lead, new Int32Array(size));
    rows.topic = grown(rows.topic, new Int32Array(size));
    rows.weight = grown(rows.weight, new Float64Array(size));
    rows.state = grown(rows.state, new Uint8Array(size));
  }
  rows.lead[rows.count] = lead;
  rows.topic[rows.count] = topic;
  rows.weight[rows.count] = weight;
  rows.state[rows.count] = state;
  rows.count++;
}

function grown<T extends Float64Array | Int32Array | Uint8Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
