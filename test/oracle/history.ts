import { add, constant, type Form, negate, type Range, rangeOf } from './forms.js';
import { painAt, painForm, type Scored } from './pain.js';
import type { Rules } from './rules.js';
import { findSpells, type Spell, spellAt } from './spells.js';
import type { RawBonus } from './world.js';

/** What the score of a lead depends on over time. */
export interface LeadFacts {
  readonly fit: number;
  readonly disqualified: boolean;
  readonly firstTouch: number | undefined;
  readonly scored: readonly Scored[];
}

export interface History {
  readonly spells: readonly Spell[];
  /** Points per day at as-of (S3.6). */
  readonly velocity: number;
  readonly momentum: number;
  readonly bonus: number;
  /** FIT + PAIN + bonus at any instant up to as-of; 0 before the first touch. */
  readonly scoreAt: (instant: number) => number;
}

const hourInDays = 1 / 24;
const dayMs = 86_400_000;

/** The score over time (S3.5, S3.6), from the first touch to as-of. */
export function followLead(rules: Rules, facts: LeadFacts, asOf: number): History {
  return facts.firstTouch === undefined
    ? withoutTouch(rules, facts, asOf)
    : sinceTouch(rules, facts, facts.firstTouch, asOf);
}

/** A lead without creation date and without events has no past: it is what it is since as-of. */
function withoutTouch(rules: Rules, { fit, disqualified }: LeadFacts, asOf: number): History {
  const bonus = bonusOf(rules.bonus, 0, 0);
  const ready = fit + bonus >= rules.ready && !disqualified;
  const scoreAt = (instant: number) => (instant < asOf ? 0 : fit + bonus);
  return { spells: ready ? [{ from: asOf }] : [], velocity: 0, momentum: 0, bonus, scoreAt };
}

function sinceTouch(rules: Rules, facts: LeadFacts, firstTouch: number, asOf: number): History {
  const { windowMs, ready } = rules;
  const jumps = [firstTouch, ...facts.scored.flatMap(({ at, until }) => [at, until])].filter(Number.isFinite);
  const baseSpells = findSpells(ready, firstTouch, asOf, jumps, (from, to) =>
    from === to ? exactly(baseAt(from)) : rangeOf(baseForm(from, to), to - from),
  );
  const turns = [
    ...jumps,
    ...jumps.map((jump) => jump + windowMs),
    ...baseSpells.flatMap(({ from, to = asOf }) => [from, to]),
  ];
  const bonusMatters = rules.bonus.length > 0;
  const spells = bonusMatters ? findSpells(ready, firstTouch, asOf, turns, scoreRange) : baseSpells;
  return {
    spells: facts.disqualified ? [] : spells,
    velocity: velocityAt(asOf),
    momentum: momentumAt(asOf),
    bonus: bonusAt(asOf),
    scoreAt,
  };

  function baseAt(instant: number): number {
    return instant < firstTouch ? 0 : facts.fit + painAt(rules.pain, facts.scored, instant);
  }

  function momentumAt(instant: number): number {
    return baseAt(instant) - baseAt(instant - windowMs);
  }

  function velocityAt(instant: number): number {
    const end = spellAt(baseSpells, instant)?.from ?? instant;
    return baseAt(end) / daysUntil(end);
  }

  function daysUntil(instant: number): number {
    return Math.max((instant - firstTouch) / dayMs, hourInDays);
  }

  function bonusAt(instant: number): number {
    return bonusOf(rules.bonus, velocityAt(instant), momentumAt(instant));
  }

  function scoreAt(instant: number): number {
    return instant < firstTouch ? 0 : baseAt(instant) + bonusAt(instant);
  }

  function baseForm(from: number, to: number): Form {
    if (from < firstTouch) return constant(0);
    return add(constant(facts.fit), painForm(rules.pain, facts.scored, from, to - from));
  }

  function scoreRange(from: number, to: number): Range {
    if (from === to) return exactly(scoreAt(from));
    const base = rangeOf(baseForm(from, to), to - from);
    const then = baseForm(from - windowMs, to - windowMs);
    const momentum = rangeOf(add(baseForm(from, to), negate(then)), to - from);
    const velocity = velocityRange(base, from, to);
    return {
      low: base.low + bonusOf(rules.bonus, velocity.low, momentum.low),
      high: base.high + bonusOf(rules.bonus, velocity.high, momentum.high),
    };
  }

  /** The interval lies in one spell of the base or in none, because their ends are turns. */
  function velocityRange(base: Range, from: number, to: number): Range {
    if (spellAt(baseSpells, from)) return exactly(velocityAt(from));
    const least = daysUntil(from);
    const most = daysUntil(to);
    return {
      low: base.low / (base.low >= 0 ? most : least),
      high: base.high / (base.high >= 0 ? least : most),
    };
  }
}

/** The largest points of the tiers that are reached, 0 when none is. Grows with both arguments. */
function bonusOf(tiers: readonly RawBonus[], velocity: number, momentum: number): number {
  const reached = tiers.filter((tier) =>
    'per_day' in tier ? velocity >= tier.per_day : momentum >= tier.momentum,
  );
  return Math.max(0, ...reached.map((tier) => tier.points));
}

function exactly(value: number): Range {
  return { low: value, high: value };
}
