import type { ScoreModel } from '../model/score-model.js';
import type { LeadEvents } from './lead-events.js';
import { PainHistory } from './pain-history.js';

/** A longest interval in which a lead is ready: [from, to). Open while `to` is missing. Instants in UTC ms. */
export interface Spell {
  readonly from: number;
  readonly to?: number;
}

const hourMs = 3_600_000;
const dayMs = 86_400_000;

/**
 * Finds the spells of readiness of one lead (S3.5), to the exact millisecond.
 *
 * Time is cut at every break: first touch, events, events leaving `within`, and for momentum the same again one
 * window later. Inside a cut nothing jumps, and the score over any span of it can be bounded from below and
 * above. The search halves spans: one whose bounds lie on one side of the threshold is decided as a whole, and
 * only the milliseconds around a crossing are looked at one by one. A lead at 120 that decays below 100
 * costs about 35 halvings, however long the wait.
 *
 * The bonus (S3.6) is computed from fit + pain, and a lead that reaches the threshold without it is ready
 * anyway; so it is only asked about in spans where fit + pain stays below the threshold.
 */
export class SpellFinder {
  readonly #model: ScoreModel;
  readonly #now: PainHistory;
  readonly #before: PainHistory;
  readonly #byMomentum: boolean;
  readonly #largestBonus: number;
  #fit = 0;
  #firstTouch = 0;
  #withBonus = false;

  constructor(model: ScoreModel) {
    this.#model = model;
    this.#now = new PainHistory(model.pain);
    this.#before = new PainHistory(model.pain);
    this.#byMomentum = model.bonus.some((tier) => tier.byMomentum);
    this.#largestBonus = largestBonus(model);
  }

  /**
   * Spells from first touch to `asOf`, both included. `withBonus: false` gives those of fit + pain alone.
   * `exactEnds: false` leaves the ends of past spells at the break after them, which is cheaper when only
   * beginnings are asked for.
   */
  find(
    events: LeadEvents,
    fit: number,
    firstTouch: number,
    asOf: number,
    options: { readonly withBonus: boolean; readonly exactEnds: boolean },
  ): Spell[] {
    this.#fit = fit;
    this.#firstTouch = firstTouch;
    this.#withBonus = options.withBonus && this.#model.bonus.length > 0;
    this.#now.start(events);
    this.#before.start(events);
    const spells: Spell[] = [];
    let openSince: number | undefined;
    for (let from = firstTouch; from <= asOf; ) {
      this.#now.advance(from);
      if (this.#lags) this.#before.advance(from - this.#model.momentumWindowMs);
      const to = Math.min(this.#nextCut(from) - 1, asOf);
      if (openSince === undefined && fit + this.#now.ceiling(from) + this.#mostBonus < this.#model.ready) {
        from = to + 1;
        continue;
      }
      const mayFade = options.exactEnds || this.#withBonus || fit + this.#now.floor(to) < this.#model.ready;
      if (openSince !== undefined && !mayFade) {
        from = to + 1;
        continue;
      }
      const ends = options.exactEnds || this.#withBonus || !this.#now.onlyFalls;
      for (let at = from; at <= to; ) {
        const change = ends
          ? this.#firstChange(at, to, openSince === undefined)
          : this.#changeWhileFalling(at, to, openSince === undefined);
        if (change === undefined) break;
        if (openSince === undefined) openSince = change;
        else {
          spells.push({ from: openSince, to: change });
          openSince = undefined;
        }
        at = change + 1;
      }
      from = to + 1;
    }
    if (openSince !== undefined) spells.push({ from: openSince });
    return spells;
  }

  /** PAIN at one past instant. */
  painAt(events: LeadEvents, at: number): number {
    this.#now.start(events);
    this.#now.advance(at);
    return this.#now.at(at);
  }

  get #mostBonus(): number {
    return this.#withBonus ? this.#largestBonus : 0;
  }

  get #lags(): boolean {
    return this.#withBonus && this.#byMomentum;
  }

  #nextCut(from: number): number {
    let cut = this.#now.nextBreak();
    if (this.#lags) {
      const window = this.#model.momentumWindowMs;
      cut = Math.min(cut, this.#before.nextBreak() + window);
      if (this.#firstTouch + window > from) cut = Math.min(cut, this.#firstTouch + window);
    }
    return cut;
  }

  /** The first instant of [from, to] at which the lead is ready (`wanted`) or is not. */
  #firstChange(from: number, to: number, wanted: boolean): number | undefined {
    const decided = this.#decide(from, to);
    if (decided !== undefined) return decided === wanted ? from : undefined;
    const middle = Math.floor((from + to) / 2);
    return this.#firstChange(from, middle, wanted) ?? this.#firstChange(middle + 1, to, wanted);
  }

  /** As `#firstChange` where the score can only fall: it begins at the first instant or not at all. */
  #changeWhileFalling(from: number, to: number, wanted: boolean): number | undefined {
    if (wanted) return this.#fit + this.#now.at(from) >= this.#model.ready ? from : undefined;
    if (this.#fit + this.#now.at(from) < this.#model.ready) return from;
    return this.#fit + this.#now.at(to) < this.#model.ready ? to : undefined;
  }

  /** Ready throughout [from, to], not ready throughout, or undefined when a closer look is needed. */
  #decide(from: number, to: number): boolean | undefined {
    const low = this.#fit + this.#now.low(from, to);
    if (low >= this.#model.ready) return true;
    const high = from === to ? low : this.#fit + this.#now.high(from, to);
    if (!this.#withBonus)
      return high < this.#model.ready ? false : from === to ? low >= this.#model.ready : undefined;
    if (high + this.#bonus(from, to, low, high, 'high') < this.#model.ready) return false;
    if (low + this.#bonus(from, to, low, high, 'low') >= this.#model.ready) return true;
    return undefined;
  }

  #bonus(from: number, to: number, low: number, high: number, side: 'low' | 'high'): number {
    const base = side === 'low' ? low : high;
    const early = base / daysBetween(this.#firstTouch, from);
    const late = base / daysBetween(this.#firstTouch, to);
    const velocity = side === 'low' ? Math.min(early, late) : Math.max(early, late);
    let momentum = base;
    if (this.#lags && from - this.#model.momentumWindowMs >= this.#firstTouch) {
      const window = this.#model.momentumWindowMs;
      const earlier =
        side === 'low'
          ? this.#before.high(from - window, to - window)
          : this.#before.low(from - window, to - window);
      momentum = base - this.#fit - earlier;
    }
    return bonusPoints(this.#model, velocity, momentum);
  }
}

/** Days from first touch to `end`, at least an hour (S3.6). */
export function daysBetween(firstTouch: number, end: number): number {
  return Math.max(end - firstTouch, hourMs) / dayMs;
}

/** The most that a bonus can be. */
export function largestBonus(model: ScoreModel): number {
  return model.bonus.reduce((most, tier) => Math.max(most, tier.points), 0);
}

/** The largest points among the tiers reached (S3.6). */
export function bonusPoints(model: ScoreModel, velocity: number, momentum: number): number {
  let points = 0;
  for (const tier of model.bonus) {
    if ((tier.byMomentum ? momentum : velocity) >= tier.at && tier.points > points) points = tier.points;
  }
  return points;
}
