import { type AudienceFeatures, emptyAudienceFeatures } from '../model/audience-features.js';
import { type EventBatch, maskWords, orphanLead } from '../model/event-batch.js';
import { emptyFeatures, type Features } from '../model/features.js';
import type { JourneyEvents } from '../model/journey-events.js';
import type { LeadFacts } from '../model/lead-facts.js';
import type { ScoreModel } from '../model/score-model.js';
import type { DayOf } from './days.js';
import { AudienceFold, type AudienceFoldInput } from './fold-audience.js';
import { JourneyFold, type JourneyFoldInput } from './fold-journey.js';
import { LeadFold } from './fold-lead.js';
import { LeadEvents, type TieOrder } from './lead-events.js';

/** How the rows of events were used; the four of S2.1 add up to the rows read. */
export interface EventCounts {
  /** Rows pushed, counted on their own. */
  rows: number;
  used: number;
  /** Of the used: rows of nobody, and rows of machines. */
  orphans: number;
  machine: number;
  duplicates: number;
  afterAsOf: number;
  /** Rows that could not be used, by the negative lead ordinal the engine gave them. */
  quarantined: Map<number, number>;
}

/**
 * Folds an ordered stream of events into the features of every lead (S3). Batches may cut a lead anywhere.
 * `finish` also folds the leads that have no events.
 */
export class EventFold {
  readonly features: Features;
  /** Undefined when the fold was asked for scores alone. */
  readonly audience: AudienceFeatures | undefined;
  readonly counts: EventCounts = {
    rows: 0,
    used: 0,
    orphans: 0,
    machine: 0,
    duplicates: 0,
    afterAsOf: 0,
    quarantined: new Map(),
  };
  /** Set by who wants to know which pain rules have counted any event: 1 for those that have. */
  rulesHit: Uint8Array | undefined;
  readonly #asOf: number;
  readonly #fold: LeadFold;
  readonly #audienceFold: AudienceFold | undefined;
  readonly #journeyFold: JourneyFold | undefined;
  readonly #events: LeadEvents;
  readonly #facts: LeadFacts;
  #current = 0;

  constructor(
    model: ScoreModel,
    context: {
      readonly asOf: number;
      readonly dayOf: DayOf;
      readonly ties: TieOrder;
      /** Pain rules by index whose worth is kept for each lead. */
      readonly worthOf?: readonly number[];
    },
    facts: LeadFacts,
    valueColumns: number,
    audience?: AudienceFoldInput,
    journey?: JourneyFoldInput,
  ) {
    this.#asOf = context.asOf;
    this.#facts = facts;
    this.features = emptyFeatures(facts.leads, context.worthOf);
    this.audience = audience && emptyAudienceFeatures(facts.leads, audience.model);
    this.#fold = new LeadFold(model, context.asOf, facts);
    this.#audienceFold = audience && new AudienceFold(audience, context.asOf);
    this.#journeyFold = journey && new JourneyFold(journey, facts.leads);
    const matchers =
      journey === undefined
        ? (audience?.model.matchers ?? model.pain.count)
        : journey.from + journey.matchers;
    this.#events = new LeadEvents(
      model,
      context.dayOf,
      context.ties,
      maskWords(matchers),
      valueColumns,
      journey?.from,
    );
  }

  /** What campaigns look at; undefined when nobody plans. */
  get journey(): JourneyEvents | undefined {
    return this.#journeyFold?.journey;
  }

  /** True when rows of one instant must be ordered by their text for the result to be right; fold again with `arrival`. */
  get ambiguous(): boolean {
    return this.#events.ambiguous || this.#audienceFold?.ambiguous === true;
  }

  push(batch: EventBatch): void {
    this.counts.rows += batch.rows;
    for (let row = 0; row < batch.rows; ) {
      const lead = batch.lead[row] as number;
      let end = row + 1;
      while (end < batch.rows && batch.lead[end] === lead) end++;
      const usable = this.#countAfterAsOf(batch, row, end, lead);
      if (lead < 0) {
        this.#countLeadless(lead, usable - row);
        if (lead < orphanLead && this.#journeyFold !== undefined) this.#keepUnreadable(batch, row, usable);
      } else {
        this.#foldUpTo(lead);
        this.#events.push(batch, row, usable);
      }
      row = end;
    }
  }

  finish(): Features {
    this.#foldUpTo(this.#facts.leads);
    return this.features;
  }

  #foldUpTo(lead: number): void {
    while (this.#current < lead) {
      this.#events.settle();
      this.counts.used += this.#events.used;
      this.counts.machine += this.#events.machine;
      this.counts.duplicates += this.#events.duplicates;
      this.#fold.fold(this.#current, this.#events, this.features);
      if (this.audience) this.#audienceFold?.fold(this.#current, this.#events, this.audience);
      this.#journeyFold?.fold(this.#current, this.#events);
      if (this.rulesHit !== undefined) this.#noteRules(this.rulesHit);
      this.#events.clear();
      this.#current++;
    }
  }

  #noteRules(rulesHit: Uint8Array): void {
    const { hits, hitRule } = this.#events;
    for (let hit = 0; hit < hits; hit++) rulesHit[hitRule[hit] as number] = 1;
  }

  /** Rows of one lead are ordered by instant, so those after as-of are at the end. Returns where they begin. */
  #countAfterAsOf(batch: EventBatch, from: number, to: number, lead: number): number {
    if (lead < orphanLead) return to;
    let usable = to;
    while (usable > from && (batch.at[usable - 1] as number) > this.#asOf) usable--;
    this.counts.afterAsOf += to - usable;
    return usable;
  }

  /** The lead of a row that can not be used stands where a mail would be named. */
  #keepUnreadable(batch: EventBatch, from: number, to: number): void {
    const subjects = batch.values.at(-1);
    for (let row = from; row < to; row++) {
      const lead = subjects?.[row] ?? Number.NaN;
      if (lead >= 0) this.#journeyFold?.foldUnreadable(lead, batch.flags[row] as number, batch.masks, row);
    }
  }

  #countLeadless(lead: number, rows: number): void {
    if (lead === orphanLead) {
      this.counts.orphans += rows;
      this.counts.used += rows;
    } else this.counts.quarantined.set(lead, (this.counts.quarantined.get(lead) ?? 0) + rows);
  }
}
