import type { RawBounds } from './world.js';

/**
 * What is known of a value over all instants of an interval [a, b] without a breakpoint inside: a sum of
 * decaying terms, one for each half-life, plus something between `low` and `high`.
 *
 * Terms of one half-life are added up before they are bounded. Bounding +10 and -10 apart would say "between -x
 * and +x" about a sum that is 0 throughout, and the search for crossings would walk through every millisecond.
 */
export interface Form {
  /** half-life in ms -> worth at a. */
  readonly terms: ReadonlyMap<number, number>;
  readonly low: number;
  readonly high: number;
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

export function constant(value: number): Form {
  return { terms: new Map(), low: value, high: value };
}

/** A value that is worth `worth` at the start of the interval and halves every `halfLifeMs`. */
export function decaying(worth: number, halfLifeMs: number): Form {
  return halfLifeMs === Number.POSITIVE_INFINITY
    ? constant(worth)
    : { terms: new Map([[halfLifeMs, worth]]), low: 0, high: 0 };
}

export function add(a: Form, b: Form): Form {
  const terms = new Map(a.terms);
  for (const [halfLife, worth] of b.terms) terms.set(halfLife, (terms.get(halfLife) ?? 0) + worth);
  return { terms, low: a.low + b.low, high: a.high + b.high };
}

export function negate(form: Form): Form {
  const terms = new Map([...form.terms].map(([halfLife, worth]) => [halfLife, -worth]));
  return { terms, low: -form.high, high: -form.low };
}

/** Stays a sum of terms when the bounds never, or always, bind in the interval; else only its range is kept. */
export function clampForm(form: Form, bounds: RawBounds, lengthMs: number): Form {
  const { low, high } = rangeOf(form, lengthMs);
  if (low >= (bounds.min ?? -Infinity) && high <= (bounds.max ?? Infinity)) return form;
  return { terms: new Map(), low: clamp(low, bounds), high: clamp(high, bounds) };
}

/** Far more than the rounding of a term, far less than what decays in a millisecond of a month. */
const rounding = 1e-12;

/**
 * Bounds of the value over the interval: each term is monotone, so its ends bound it. They are wider than that by
 * the rounding, so that an exact tie with the threshold is decided where its own millisecond is looked at.
 */
export function rangeOf(form: Form, lengthMs: number): Range {
  let { low, high } = form;
  for (const [halfLife, worth] of form.terms) {
    const end = worth * 2 ** (-lengthMs / halfLife);
    const slack = Math.abs(worth) * rounding;
    low += Math.min(worth, end) - slack;
    high += Math.max(worth, end) + slack;
  }
  return { low, high };
}

export function clamp(value: number, bounds: RawBounds): number {
  return Math.min(Math.max(value, bounds.min ?? -Infinity), bounds.max ?? Infinity);
}
