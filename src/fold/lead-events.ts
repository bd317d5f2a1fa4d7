import {
  type EventBatch,
  firstRuleBit,
  machineBit,
  rankBits,
  ruleBit,
  rulesInFlags,
  rulesPerMask,
  touchBit,
} from '../model/event-batch.js';
import { stopMatchers } from '../model/journey-model.js';
import type { ScoreModel } from '../model/score-model.js';
import type { DayOf } from './days.js';
import { EventMatches } from './event-matches.js';

/**
 * How rows of one instant are ordered. `identity`: by type rank and the hash of the event's identity, which
 * needs no text and is enough unless the content of two such rows decides something. `arrival`: the engine
 * has ordered them by rank, id and content as text already (S2.5).
 */
export type TieOrder = 'identity' | 'arrival';

/**
 * What the events of one lead come to, before any arithmetic: which event counts for which rule, and which matches what
 * else is asked about (S2.4-S2.6, S3.3, S4.1).
 */
export class LeadEvents {
  /** A hit is one event counted for one rule, in order. */
  hits = 0;
  hitAt = new Float64Array(64);
  hitRule = new Int32Array(64);
  hitPoints = new Float64Array(64);
  /** Index of the event in arrival order, so that a statement can name its line. */
  hitEvent = new Int32Array(64);
  /** Events in order, those of machines and duplicates left out, by their index in arrival order. */
  counted = 0;
  countedEvent = new Int32Array(64);
  /** Events that match a matcher after the pain rules, in order of events, then of matchers. */
  readonly matches = new EventMatches();
  /** Instant of the first and last event, NaN without events; machine events do not count. */
  firstAt = Number.NaN;
  lastAt = Number.NaN;
  /** Instant of the last touch by sales, NaN without. */
  touchedAt = Number.NaN;
  used = 0;
  machine = 0;
  duplicates = 0;
  /** Set when the order of two rows of one instant matters and only their text can decide it. */
  ambiguous = false;

  #rows = 0;
  #seenLow = 0;
  #seenHigh = 0;
  #at = new Float64Array(64);
  #id = new Float64Array(64);
  #flags = new Int32Array(64);
  readonly #masks: Int32Array[];
  readonly #values: Float64Array[];
  #order = new Int32Array(64);
  readonly #model: ScoreModel;
  readonly #dayOf: DayOf;
  readonly #ties: TieOrder;
  readonly #stopsFrom: number;
  readonly #day: Float64Array;
  readonly #inDay: Int32Array;
  /** Of the accepted hits of a rule at the instant of its last one: that instant, the fewest and the most points. */
  readonly #tieAt: Float64Array;
  readonly #tieLow: Float64Array;
  readonly #tieHigh: Float64Array;

  /**
   * `words` and `values` are the numbers of mask words and of value columns of the batches that will be pushed; `stopsFrom` is
   * the first of the matchers that count for machines, too.
   */
  constructor(
    model: ScoreModel,
    dayOf: DayOf,
    ties: TieOrder,
    words: number,
    values: number,
    stopsFrom: number = -1,
  ) {
    this.#stopsFrom = stopsFrom;
    this.#model = model;
    this.#dayOf = dayOf;
    this.#ties = ties;
    this.#masks = Array.from({ length: words }, () => new Int32Array(64));
    this.#values = Array.from({ length: values }, () => new Float64Array(64));
    this.#day = new Float64Array(model.pain.count);
    this.#inDay = new Int32Array(model.pain.count);
    this.#tieAt = new Float64Array(model.pain.count);
    this.#tieLow = new Float64Array(model.pain.count);
    this.#tieHigh = new Float64Array(model.pain.count);
  }

  clear(): void {
    this.#rows = 0;
  }

  /** Appends rows `from` to `to` of a batch: all of one lead, none after as-of, ordered by instant. */
  push(batch: EventBatch, from: number, to: number): void {
    const needed = this.#rows + to - from;
    if (needed > this.#at.length) this.#grow(needed);
    for (let row = from, next = this.#rows; row < to; row++, next++) {
      this.#at[next] = batch.at[row] as number;
      this.#id[next] = batch.id[row] as number;
      this.#flags[next] = batch.flags[row] as number;
      for (let word = 0; word < this.#masks.length; word++) {
        (this.#masks[word] as Int32Array)[next] = (batch.masks[word] as Int32Array)[row] as number;
      }
      for (let column = 0; column < this.#values.length; column++) {
        (this.#values[column] as Float64Array)[next] = (batch.values[column] as Float64Array)[row] as number;
      }
    }
    this.#rows = needed;
  }

  /** Orders, removes duplicates and lists the hits of what was pushed. More may be pushed afterwards. */
  settle(): void {
    this.hits = 0;
    this.counted = 0;
    this.matches.clear();
    this.used = 0;
    this.machine = 0;
    this.duplicates = 0;
    this.firstAt = Number.NaN;
    this.lastAt = Number.NaN;
    this.touchedAt = Number.NaN;
    this.#day.fill(Number.NaN);
    this.#tieAt.fill(Number.NaN);
    this.#sort();
    const seen = this.#rows > 32 ? new Set<number>() : undefined;
    this.#seenLow = 0;
    this.#seenHigh = 0;
    for (let place = 0; place < this.#rows; place++) {
      const event = this.#order[place] as number;
      if (this.#isRepeat(place, seen)) {
        this.duplicates++;
        continue;
      }
      this.used++;
      const flags = this.#flags[event] as number;
      if ((flags & machineBit) !== 0) {
        this.machine++;
        if (this.#stopsFrom >= 0) this.#matchStops(event, this.#at[event] as number, flags);
        continue;
      }
      const at = this.#at[event] as number;
      if (Number.isNaN(this.firstAt)) this.firstAt = at;
      this.lastAt = at;
      if ((flags & touchBit) !== 0) this.touchedAt = at;
      this.countedEvent[this.counted++] = event;
      this.#matchAll(event, at, flags);
    }
  }

  /** Instant of an event. */
  instant(event: number): number {
    return this.#at[event] as number;
  }

  /** The value of an event in one of the value columns, NaN without. */
  value(column: number, event: number): number {
    return (this.#values[column] as Float64Array)[event] as number;
  }

  isMachine(event: number): boolean {
    return ((this.#flags[event] as number) & machineBit) !== 0;
  }

  /** Whether two events have one instant and rank, so that only their text can order them, and it was not looked at. */
  tied(a: number, b: number): boolean {
    if (this.#ties === 'arrival' || this.#at[a] !== this.#at[b]) return false;
    return ((this.#flags[a] as number) & rankBits) === ((this.#flags[b] as number) & rankBits);
  }

  /** A stop is a stop, whoever sent it (S5.5). */
  #matchStops(event: number, at: number, flags: number): void {
    for (let matcher = this.#stopsFrom; matcher < this.#stopsFrom + stopMatchers; matcher++) {
      const { word, bit } = ruleBit(matcher);
      const bits = word < 0 ? flags : ((this.#masks[word] as Int32Array)[event] as number);
      if (((bits >>> bit) & 1) === 1) this.matches.add(at, matcher, event);
    }
  }

  #matchAll(event: number, at: number, flags: number): void {
    const rules = this.#model.pain.count;
    for (let bits = flags >>> firstRuleBit; bits !== 0; bits &= bits - 1) {
      const matcher = 31 - Math.clz32(bits & -bits);
      if (matcher < rules) this.#hit(event, at, matcher);
      else this.matches.add(at, matcher, event);
    }
    for (let word = 0; word < this.#masks.length; word++) {
      const base = rulesInFlags + word * rulesPerMask;
      for (let bits = (this.#masks[word] as Int32Array)[event] as number; bits !== 0; bits &= bits - 1) {
        const matcher = base + 31 - Math.clz32(bits & -bits);
        if (matcher < rules) this.#hit(event, at, matcher);
        else this.matches.add(at, matcher, event);
      }
    }
  }

  #hit(event: number, at: number, rule: number): void {
    const { pain } = this.#model;
    const column = pain.valueColumn[rule] as number;
    let points = pain.points[rule] as number;
    if (column >= 0) {
      points = ((this.#values[column] as Float64Array)[event] as number) * (pain.factor[rule] as number);
      if (Number.isNaN(points)) return;
    }
    const daily = pain.daily[rule] as number;
    if (daily > 0 && !this.#withinDaily(rule, daily, at, points)) return;
    if (this.hits === this.hitAt.length) this.#growHits();
    this.hitAt[this.hits] = at;
    this.hitRule[this.hits] = rule;
    this.hitPoints[this.hits] = points;
    this.hitEvent[this.hits] = event;
    this.hits++;
  }

  /** The earliest `daily` matches of a day count; a later one of the same instant and other points is a matter of text order. */
  #withinDaily(rule: number, daily: number, at: number, points: number): boolean {
    const day = this.#dayOf(at);
    if (this.#day[rule] !== day) {
      this.#day[rule] = day;
      this.#inDay[rule] = 0;
    }
    if ((this.#inDay[rule] as number) < daily) {
      this.#inDay[rule] = (this.#inDay[rule] as number) + 1;
      const tie = this.#tieAt[rule] === at;
      this.#tieLow[rule] = tie ? Math.min(this.#tieLow[rule] as number, points) : points;
      this.#tieHigh[rule] = tie ? Math.max(this.#tieHigh[rule] as number, points) : points;
      this.#tieAt[rule] = at;
      return true;
    }
    const sameInstant = this.#tieAt[rule] === at;
    const samePoints = this.#tieLow[rule] === points && this.#tieHigh[rule] === points;
    if (sameInstant && !samePoints && this.#ties === 'identity') this.ambiguous = true;
    return false;
  }

  /** Rows come ordered by instant; only rows of one instant are left to order. Insertion sort: runs are short. */
  #sort(): void {
    if (this.#order.length < this.#rows) {
      this.#order = new Int32Array(this.#at.length);
      this.countedEvent = new Int32Array(this.#at.length);
    }
    const order = this.#order;
    for (let row = 0; row < this.#rows; row++) {
      let place = row;
      if (this.#ties === 'identity') {
        while (place > 0 && this.#before(row, order[place - 1] as number)) {
          order[place] = order[place - 1] as number;
          place--;
        }
      }
      order[place] = row;
    }
  }

  #before(a: number, b: number): boolean {
    if (this.#at[a] !== this.#at[b]) return false;
    const rank = ((this.#flags[a] as number) & rankBits) - ((this.#flags[b] as number) & rankBits);
    if (rank !== 0) return rank < 0;
    const id = (this.#id[a] as number) - (this.#id[b] as number);
    if (id !== 0) return id < 0;
    const content = this.#compareContent(a, b);
    if (content !== 0) this.ambiguous = true;
    return content < 0;
  }

  #compareContent(a: number, b: number): number {
    let difference = (this.#flags[a] as number) - (this.#flags[b] as number);
    for (let word = 0; difference === 0 && word < this.#masks.length; word++) {
      const mask = this.#masks[word] as Int32Array;
      difference = (mask[a] as number) - (mask[b] as number);
    }
    for (let column = 0; difference === 0 && column < this.#values.length; column++) {
      const values = this.#values[column] as Float64Array;
      const left = values[a] as number;
      const right = values[b] as number;
      if (left === right) continue;
      difference = Number.isNaN(left)
        ? Number.isNaN(right)
          ? 0
          : 1
        : Number.isNaN(right)
          ? -1
          : left - right;
    }
    return difference;
  }

  #isRepeat(place: number, seen: Set<number> | undefined): boolean {
    const id = this.#id[this.#order[place] as number] as number;
    if (seen !== undefined) {
      if (seen.has(id)) return true;
      seen.add(id);
      return false;
    }
    // A few bits of each id tell most new ones apart without comparing them to all that came before.
    const bit = 1 << (id & 31);
    const low = (this.#seenLow & bit) !== 0;
    const highBit = 1 << ((id / 32) & 31);
    const high = (this.#seenHigh & highBit) !== 0;
    this.#seenLow |= bit;
    this.#seenHigh |= highBit;
    if (!low || !high) return false;
    for (let earlier = 0; earlier < place; earlier++) {
      if (this.#id[this.#order[earlier] as number] === id) return true;
    }
    return false;
  }

  #grow(needed: number): void {
    const size = Math.max(needed, this.#at.length * 2);
    this.#at = grown(this.#at, new Float64Array(size));
    this.#id = grown(this.#id, new Float64Array(size));
    this.#flags = grown(this.#flags, new Int32Array(size));
    for (let word = 0; word < this.#masks.length; word++) {
      this.#masks[word] = grown(this.#masks[word] as Int32Array, new Int32Array(size));
    }
    for (let column = 0; column < this.#values.length; column++) {
      this.#values[column] = grown(this.#values[column] as Float64Array, new Float64Array(size));
    }
  }

  #growHits(): void {
    const size = this.hits * 2;
    this.hitAt = grown(this.hitAt, new Float64Array(size));
    this.hitRule = grown(this.hitRule, new Int32Array(size));
    this.hitPoints = grown(this.hitPoints, new Float64Array(size));
    this.hitEvent = grown(this.hitEvent, new Int32Array(size));
  }
}

function grown<T extends Float64Array | Int32Array>(old: T, larger: T): T {
  larger.set(old as never);
  return larger;
}
