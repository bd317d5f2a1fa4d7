import type { PainModel } from '../model/score-model.js';
import { remaining } from './decay.js';
import type { LeadEvents } from './lead-events.js';
import { PainAdder } from './pain.js';

/**
 * PAIN of one lead as a function of time, walked forwards.
 *
 * Between two *breaks* (an event, or an event leaving a rule's `within`) every rule's sum only shrinks towards
 * zero, so its value over a span lies between its values at both ends. `low` and `high` use that to bound PAIN
 * over a span without looking inside.
 *
 * Each sum stands at the instant it last changed and is decayed when it is looked at. Most leads never come near
 * the threshold, so walking must be cheap and looking may cost.
 */
export class PainHistory {
  readonly #pain: PainModel;
  readonly #adder: PainAdder;
  readonly #sums: Float64Array;
  /** When each sum last changed. */
  readonly #since: Float64Array;
  readonly #live: Int32Array;
  readonly #undecayed: Float64Array;
  readonly #scratch: Float64Array;
  readonly #longestHalfLife: number;
  readonly #shortestHalfLife: number;
  #events: LeadEvents | undefined;
  #expiries: Int32Array = new Int32Array(0);
  #nextHit = 0;
  #nextExpiry = 0;
  #worth = 0;
  #slowest = 0;
  #slowestSince = 0;
  #seen = Number.POSITIVE_INFINITY;
  #gained = 0;
  #seenAt = 0;
  #onlyRose = false;

  constructor(pain: PainModel) {
    this.#pain = pain;
    this.#adder = new PainAdder(pain);
    this.#sums = new Float64Array(pain.count);
    this.#since = new Float64Array(pain.count);
    this.#live = new Int32Array(pain.count);
    this.#undecayed = new Float64Array(pain.count);
    this.#scratch = new Float64Array(pain.count);
    this.#shortestHalfLife = shortest(pain.halfLives);
    this.#longestHalfLife = pain.halfLives.includes(0) ? 0 : Math.max(...pain.halfLives);
  }

  start(events: LeadEvents): void {
    this.#events = events;
    this.#sums.fill(0);
    this.#since.fill(0);
    this.#live.fill(0);
    this.#undecayed.fill(0);
    this.#worth = 0;
    this.#slowest = 0;
    this.#slowestSince = 0;
    this.#seen = Number.POSITIVE_INFINITY;
    this.#gained = 0;
    this.#onlyRose = false;
    this.#nextHit = 0;
    this.#nextExpiry = 0;
    this.#expiries = this.#expiriesInOrder(events);
  }

  /** The next instant after the current one at which a sum jumps; Infinity when none is left. */
  nextBreak(): number {
    const events = this.#events as LeadEvents;
    const hit =
      this.#nextHit < events.hits ? (events.hitAt[this.#nextHit] as number) : Number.POSITIVE_INFINITY;
    return Math.min(hit, this.#expiryAt(this.#nextExpiry));
  }

  /** Moves to `at`, taking in every event up to and including it and dropping what has expired by then. */
  advance(at: number): void {
    for (let next = this.nextBreak(); next <= at; next = this.nextBreak()) {
      this.#expireAt(next);
      this.#hitAt(next);
    }
  }

  /** PAIN at `at`: from the current instant on, and before the next break. */
  at(at: number): number {
    for (let rule = 0; rule < this.#pain.count; rule++) this.#scratch[rule] = this.#sumAt(rule, at);
    const pain = this.#adder.add(this.#scratch);
    // From here PAIN can rise by what new events bring and by nothing else, unless something negative fades.
    this.#seen = this.onlyFalls ? pain : Number.POSITIVE_INFINITY;
    this.#gained = 0;
    this.#seenAt = at;
    this.#onlyRose = this.onlyFalls;
    return pain;
  }

  /**
   * No smaller than PAIN from `at` to the next break, and nearly free: the smallest of what all events so far were worth
   * when they happened, each rule up to its bound; of that worth decayed by the longest half-life; and of PAIN when it
   * was last computed plus what has come since.
   */
  ceiling(at: number): number {
    const slowest = this.#decayed(this.#slowest, at - this.#slowestSince, this.#longestHalfLife);
    return Math.min(this.#worth, slowest, this.#seen + this.#gained);
  }

  /**
   * No larger than PAIN from the current instant to `at`, and nearly free: PAIN when it was last computed, decayed by the
   * shortest half-life. -Infinity when something else than decay may have lowered it since.
   */
  floor(at: number): number {
    if (!this.#onlyRose) return Number.NEGATIVE_INFINITY;
    return this.#decayed(this.#seen, at - this.#seenAt, this.#shortestHalfLife);
  }

  /** No larger than PAIN anywhere in [from, to]; both from the current instant on and before the next break. */
  low(from: number, to: number): number {
    return this.#bound(from, to, Math.min);
  }

  /** No smaller than PAIN anywhere in [from, to]. */
  high(from: number, to: number): number {
    return this.#bound(from, to, Math.max);
  }

  /** True when PAIN can only fall until the next break: no rule stands below zero. */
  get onlyFalls(): boolean {
    for (let rule = 0; rule < this.#pain.count; rule++) {
      if ((this.#sums[rule] as number) < 0) return false;
    }
    return true;
  }

  #bound(from: number, to: number, pick: (a: number, b: number) => number): number {
    for (let rule = 0; rule < this.#pain.count; rule++) {
      this.#scratch[rule] = this.#sums[rule] === 0 ? 0 : pick(this.#sumAt(rule, from), this.#sumAt(rule, to));
    }
    return this.#adder.add(this.#scratch);
  }

  #sumAt(rule: number, at: number): number {
    const sum = this.#sums[rule] as number;
    if (sum === 0) return 0;
    return this.#decayed(sum, at - (this.#since[rule] as number), this.#halfLifeOf(rule));
  }

  #decayed(sum: number, age: number, halfLife: number): number {
    return halfLife === 0 || age === 0 ? sum : sum * remaining(age / halfLife);
  }

  #halfLifeOf(rule: number): number {
    return this.#pain.halfLives[this.#pain.decay[rule] as number] as number;
  }

  #hitAt(at: number): void {
    const events = this.#events as LeadEvents;
    while (this.#nextHit < events.hits && events.hitAt[this.#nextHit] === at) {
      const rule = events.hitRule[this.#nextHit] as number;
      const points = events.hitPoints[this.#nextHit] as number;
      this.#sums[rule] = this.#sumAt(rule, at) + points;
      this.#since[rule] = at;
      this.#live[rule] = (this.#live[rule] as number) + 1;
      if (points > 0) this.#raiseCeiling(rule, points, at);
      else this.#onlyRose = false;
      this.#nextHit++;
    }
  }

  #raiseCeiling(rule: number, points: number, at: number): void {
    const max = this.#pain.max[rule] as number;
    const before = this.#undecayed[rule] as number;
    this.#undecayed[rule] = before + points;
    this.#worth += Math.min(before + points, max) - Math.min(before, max);
    this.#slowest = this.#decayed(this.#slowest, at - this.#slowestSince, this.#longestHalfLife) + points;
    this.#slowestSince = at;
    this.#gained += points;
  }

  #expireAt(at: number): void {
    const events = this.#events as LeadEvents;
    while (this.#expiryAt(this.#nextExpiry) === at) {
      const hit = this.#expiries[this.#nextExpiry] as number;
      const rule = events.hitRule[hit] as number;
      const within = this.#pain.within[rule] as number;
      this.#onlyRose = false;
      const left = this.#decayed(events.hitPoints[hit] as number, within, this.#halfLifeOf(rule));
      this.#live[rule] = (this.#live[rule] as number) - 1;
      // The last one out leaves exactly nothing behind, not the dust of a subtraction.
      this.#sums[rule] = this.#live[rule] === 0 ? 0 : this.#sumAt(rule, at) - left;
      this.#since[rule] = at;
      this.#nextExpiry++;
    }
  }

  #expiryAt(index: number): number {
    const hit = this.#expiries[index];
    return hit === undefined ? Number.POSITIVE_INFINITY : this.#expiryOf(hit);
  }

  #expiryOf(hit: number): number {
    const events = this.#events as LeadEvents;
    return (events.hitAt[hit] as number) + (this.#pain.within[events.hitRule[hit] as number] as number);
  }

  #expiriesInOrder(events: LeadEvents): Int32Array {
    const expiring: number[] = [];
    for (let hit = 0; hit < events.hits; hit++) {
      if (Number.isFinite(this.#expiryOf(hit))) expiring.push(hit);
    }
    return Int32Array.from(expiring.sort((a, b) => this.#expiryOf(a) - this.#expiryOf(b) || a - b));
  }
}

/** The shortest half-life of rules that fade; 0 when none does. */
function shortest(halfLives: Float64Array): number {
  const fading = halfLives.filter((halfLife) => halfLife > 0);
  return fading.length === 0 ? 0 : Math.min(...fading);
}
