import { type Features, reasonCount } from '../model/features.js';
import type { LeadFacts } from '../model/lead-facts.js';
import type { ScoreModel } from '../model/score-model.js';
import { remaining } from './decay.js';
import { fitRuleHolds, foldFit } from './fit.js';
import type { LeadEvents } from './lead-events.js';
import { clamp, PainAdder } from './pain.js';
import { bonusPoints, daysBetween, largestBonus, type Spell, SpellFinder } from './spells.js';

/**
 * Folds the settled events of one lead into its features (S3).
 *
 * The loop over hits is the hot path of the tool, so it works on flat arrays and computes the power of two
 * once for events that share instant and half-life. PAIN is the closed-form sum at as-of, not the end of a walk:
 * the number does not depend on how often, or from where, anybody ran the tool. The walk through history
 * is only taken by leads that could have been ready at some time.
 */
export class LeadFold {
  readonly #model: ScoreModel;
  readonly #asOf: number;
  readonly #facts: LeadFacts;
  readonly #adder: PainAdder;
  readonly #spells: SpellFinder;
  readonly #fitGroups: Float64Array;
  readonly #sums: Float64Array;
  readonly #earlier: Float64Array;
  readonly #most: Float64Array;
  readonly #windowFactors: Float64Array;
  readonly #largestBonus: number;

  constructor(model: ScoreModel, asOf: number, facts: LeadFacts) {
    this.#model = model;
    this.#asOf = asOf;
    this.#facts = facts;
    this.#adder = new PainAdder(model.pain);
    this.#spells = new SpellFinder(model);
    this.#fitGroups = new Float64Array(model.fit.groupMin.length);
    this.#sums = new Float64Array(model.pain.count);
    this.#earlier = new Float64Array(model.pain.count);
    this.#most = new Float64Array(model.pain.count);
    this.#windowFactors = Float64Array.from(model.pain.halfLives, (halfLife) =>
      halfLife === 0 ? 1 : 2 ** (model.momentumWindowMs / halfLife),
    );
    this.#largestBonus = largestBonus(model);
  }

  /** Writes the features of `lead`; returns its spells, exact when asked for and cut short otherwise. */
  fold(lead: number, events: LeadEvents, out: Features, exactSpells = false): readonly Spell[] {
    const model = this.#model;
    const { fit, disqualified } = foldFit(model.fit, this.#facts.fitMasks, lead, this.#fitGroups);
    const createdAt = this.#facts.createdAt[lead] as number;
    const firstTouch = earlier(createdAt, events.firstAt);
    this.#sumHits(events);
    const pain = this.#adder.add(this.#sums);
    const earlierPain = this.#adder.add(this.#earlier);
    const mostPain = this.#adder.add(this.#most);
    const base = fit + pain;

    const couldBeReady = !disqualified && fit + mostPain + this.#largestBonus >= model.ready;
    const couldReachAlone = fit + mostPain >= model.ready;
    const since = Number.isNaN(firstTouch) ? this.#asOf : firstTouch;
    const baseSpells = couldReachAlone
      ? this.#spells.find(events, fit, since, this.#asOf, { withBonus: false, exactEnds: exactSpells })
      : [];
    const readyByBase = base >= model.ready;
    const baseReadyAt = readyByBase ? (openSpell(baseSpells)?.from ?? this.#asOf) : Number.NaN;

    const end = readyByBase ? baseReadyAt : this.#asOf;
    const velocity = this.#velocity(events, fit, base, firstTouch, end);
    const windowStart = this.#asOf - model.momentumWindowMs;
    const momentum = Number.isNaN(firstTouch)
      ? 0
      : base - (windowStart >= firstTouch ? fit + earlierPain : 0);
    const bonus = bonusPoints(model, velocity, momentum);
    const score = base + bonus;
    const ready = !disqualified && score >= model.ready;
    const found =
      couldBeReady && model.bonus.length > 0
        ? this.#spells.find(events, fit, since, this.#asOf, { withBonus: true, exactEnds: true })
        : couldBeReady
          ? baseSpells
          : [];
    const spells = agreeWithNow(found, ready, this.#asOf);
    const readyAt = openSpell(spells)?.from ?? Number.NaN;

    out.fit[lead] = fit;
    out.pain[lead] = pain;
    out.bonus[lead] = bonus;
    out.score[lead] = score;
    out.velocity[lead] = velocity;
    out.momentum[lead] = momentum;
    out.ready[lead] = ready ? 1 : 0;
    out.disqualified[lead] = disqualified ? 1 : 0;
    out.readyAt[lead] = readyAt;
    out.firstReadyAt[lead] = spells[0]?.from ?? Number.NaN;
    out.dueAt[lead] = events.touchedAt >= readyAt ? Number.NaN : readyAt + model.slaMs;
    out.firstTouchAt[lead] = firstTouch;
    out.lastEventAt[lead] = events.lastAt;
    out.events[lead] = events.used - events.machine;
    this.#rankReasons(lead, out);
    for (const { rule, points } of out.worths) {
      const { min, max } = model.pain;
      points[lead] = clamp(this.#sums[rule] as number, min[rule] as number, max[rule] as number);
    }
    return spells;
  }

  /** End of the spell that contains as-of if nothing more happens until `horizon`; NaN when it lasts longer. */
  readyUntil(events: LeadEvents, lead: number, features: Features, horizon: number): number {
    const firstTouch = features.firstTouchAt[lead] as number;
    const since = Number.isNaN(firstTouch) ? this.#asOf : firstTouch;
    const fit = features.fit[lead] as number;
    const spells = this.#spells.find(events, fit, since, horizon, { withBonus: true, exactEnds: true });
    return spells.find(({ to }) => to !== undefined && to > this.#asOf)?.to ?? Number.NaN;
  }

  /** Sums per rule at as-of, one momentum window earlier, and undecayed: the most PAIN there can ever have been. */
  #sumHits(events: LeadEvents): void {
    const { pain, momentumWindowMs } = this.#model;
    const asOf = this.#asOf;
    const windowStart = asOf - momentumWindowMs;
    this.#sums.fill(0);
    this.#earlier.fill(0);
    this.#most.fill(0);
    let lastAt = Number.NaN;
    let lastDecay = -1;
    let share = 1;
    for (let hit = 0; hit < events.hits; hit++) {
      const at = events.hitAt[hit] as number;
      const rule = events.hitRule[hit] as number;
      const points = events.hitPoints[hit] as number;
      const decay = pain.decay[rule] as number;
      if (at !== lastAt || decay !== lastDecay) {
        const halfLife = pain.halfLives[decay] as number;
        share = halfLife === 0 ? 1 : remaining((asOf - at) / halfLife);
        lastAt = at;
        lastDecay = decay;
      }
      const within = pain.within[rule] as number;
      if (asOf - at < within) this.#sums[rule] = (this.#sums[rule] as number) + points * share;
      if (at <= windowStart && windowStart - at < within) {
        this.#earlier[rule] =
          (this.#earlier[rule] as number) + points * this.#shareEarlier(share, decay, windowStart - at);
      }
      if (points > 0) this.#most[rule] = (this.#most[rule] as number) + points;
    }
  }

  /** The share one window earlier follows from the share now, unless that has left the range of numbers. */
  #shareEarlier(share: number, decay: number, age: number): number {
    const factor = this.#windowFactors[decay] as number;
    if (share > 1e-290 && factor < 1e290) return share * factor;
    return remaining(age / (this.#model.pain.halfLives[decay] as number));
  }

  #velocity(events: LeadEvents, fit: number, base: number, firstTouch: number, end: number): number {
    if (Number.isNaN(firstTouch)) return 0;
    const atEnd = end === this.#asOf ? base : fit + this.#spells.painAt(events, end);
    return atEnd / daysBetween(firstTouch, end);
  }

  /** The rules worth most before group and class bounds; on equal points the earlier rule of the config. */
  #rankReasons(lead: number, out: Features): void {
    const { fit, pain } = this.#model;
    const fitRules = fit.points.length;
    if (out.disqualified[lead] === 0) {
      for (let rule = 0; rule < fitRules; rule++) {
        if (fitRuleHolds(this.#facts.fitMasks, lead, rule))
          insertReason(lead, out, rule, fit.points[rule] as number);
      }
    }
    const least = out.reasonPoints[reasonCount - 1] as Float64Array;
    for (let rule = 0; rule < pain.count; rule++) {
      const sum = this.#sums[rule] as number;
      if (sum > (least[lead] as number))
        insertReason(lead, out, fitRules + rule, clamp(sum, 0, pain.max[rule] as number));
    }
  }
}

function insertReason(lead: number, out: Features, reason: number, points: number): void {
  if (points <= 0) return;
  let place = reasonCount;
  while (place > 0 && !(((out.reasonPoints[place - 1] as Float64Array)[lead] as number) >= points)) place--;
  for (let below = reasonCount - 1; below > place; below--) {
    (out.reasons[below] as Int32Array)[lead] = (out.reasons[below - 1] as Int32Array)[lead] as number;
    (out.reasonPoints[below] as Float64Array)[lead] = (out.reasonPoints[below - 1] as Float64Array)[
      lead
    ] as number;
  }
  if (place < reasonCount) {
    (out.reasons[place] as Int32Array)[lead] = reason;
    (out.reasonPoints[place] as Float64Array)[lead] = points;
  }
}

function openSpell(spells: readonly Spell[]): Spell | undefined {
  const last = spells.at(-1);
  return last !== undefined && last.to === undefined ? last : undefined;
}

/**
 * The walk and the closed form may differ in the last bit, and so in which side of the threshold the very
 * instant of as-of lies on. The closed form is the score people see, so it decides.
 */
function agreeWithNow(spells: readonly Spell[], ready: boolean, asOf: number): readonly Spell[] {
  const open = openSpell(spells);
  if (ready === (open !== undefined)) return spells;
  if (open !== undefined)
    return [...spells.slice(0, -1), ...(open.from < asOf ? [{ from: open.from, to: asOf }] : [])];
  const last = spells.at(-1);
  return last?.to !== undefined && asOf - last.to <= 1
    ? [...spells.slice(0, -1), { from: last.from }]
    : [...spells, { from: asOf }];
}

/** The earlier of two instants, either of which may be unknown (NaN). */
function earlier(a: number, b: number): number {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : Math.min(a, b);
}
