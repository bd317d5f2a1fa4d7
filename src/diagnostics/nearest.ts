import { distance } from 'fastest-levenshtein';

/** Names longer than this are not typing mistakes of anything we know. */
const LONGEST_NAME = 64;

/**
 * The candidate a misspelt name most probably means, or undefined when none is near. Case does not count.
 * `atMost` limits the number of wrong letters; short names may have fewer of them, because `id` is near
 * to every other short word.
 */
export function nearest(name: string, candidates: Iterable<string>, atMost = 3): string | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const folded = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.min(atMost, Math.floor(folded.length * 0.4)) + 1;
  for (const candidate of candidates) {
    const wrong = mistakesBetween(folded, candidate.toLowerCase());
    if (wrong < bestDistance && candidate !== name) {
      best = candidate;
      bestDistance = wrong;
    }
  }
  return best;
}

/** The candidate that is near when no other one is, so that it can be taken to be meant without asking. */
export function onlyNear(name: string, candidates: Iterable<string>): string | undefined {
  const all = [...new Set(candidates)];
  const found = nearest(name, all);
  const others = all.filter((candidate) => candidate !== found);
  return found !== undefined && nearest(name, others) === undefined ? found : undefined;
}

/** Letters that are wrong, missing or too many; swapped letters (`fti`) are one mistake. */
function mistakesBetween(name: string, candidate: string): number {
  const isShuffled =
    name.length === candidate.length && name !== candidate && lettersOf(name) === lettersOf(candidate);
  return isShuffled ? 1 : distance(name, candidate);
}

function lettersOf(name: string): string {
  return [...name].sort().join('');
}

/** `Did you mean "half_life"?`, or undefined when nothing is near. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const candidate = nearest(name, candidates);
  return candidate === undefined ? undefined : `Did you mean "${candidate}"?`;
}
