import type { Range } from './forms.js';

/** `to` is the first instant after the spell; none while the spell holds at the end of the search. */
export interface Spell {
  readonly from: number;
  readonly to?: number;
}

/**
 * The longest runs of whole milliseconds in [first, last] at which a value is at least `need`.
 *
 * The span is cut at the breakpoints, where the value may jump. Inside a piece the bounds of the value decide at
 * once, or the piece is halved and each half asked again, down to a single millisecond, of which the bounds are exact.
 */
export function findSpells(
  need: number,
  first: number,
  last: number,
  breakpoints: readonly number[],
  boundsOf: (from: number, to: number) => Range,
): readonly Spell[] {
  const runs: { from: number; to: number }[] = [];
  const starts = [first, ...new Set(breakpoints)].filter((start) => start >= first && start <= last);
  const pieces = [...new Set(starts)].sort((a, b) => a - b);
  for (const [index, start] of pieces.entries()) search(start, (pieces[index + 1] ?? last + 1) - 1);
  return runs.map(({ from, to }) => (to > last ? { from } : { from, to }));

  function search(from: number, to: number): void {
    const { low, high } = boundsOf(from, to);
    if (high < need) return;
    if (low >= need) {
      const previous = runs.at(-1);
      if (previous?.to === from) previous.to = to + 1;
      else runs.push({ from, to: to + 1 });
      return;
    }
    const middle = Math.floor((from + to) / 2);
    search(from, middle);
    search(middle + 1, to);
  }
}

/** The spell an instant lies in. */
export function spellAt(spells: readonly Spell[], instant: number): Spell | undefined {
  return spells.find(({ from, to = Number.POSITIVE_INFINITY }) => from <= instant && instant < to);
}
