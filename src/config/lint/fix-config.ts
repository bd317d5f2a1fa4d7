import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.js';

/** One change that has been made, where the text stood when it was made. */
export interface AppliedFix {
  readonly diagnostic: Diagnostic;
  readonly fix: Fix;
}

/** Texts with more mistakes than this are not written by people. */
const MOST_FIXES = 10_000;

/**
 * Cures what has a certain cure, one problem after the other, because one cure may bring other problems to light: under a misspelt key
 * nothing is checked. Everything else of the text stays as it is, byte for byte. What is returned has nothing left to cure.
 *
 * @param find everything that is wrong with a text; the same for the same text.
 */
export function fixConfig(
  text: string,
  find: (text: string) => readonly Diagnostic[],
): { readonly text: string; readonly applied: readonly AppliedFix[] } {
  const applied: AppliedFix[] = [];
  let fixed = text;
  while (applied.length < MOST_FIXES) {
    const next = find(fixed).find(({ fix }) => fix !== undefined);
    if (next?.fix === undefined) break;
    const { fix } = next;
    fixed = fixed.slice(0, fix.start) + fix.text + fixed.slice(fix.end);
    applied.push({ diagnostic: next, fix });
  }
  return { text: fixed, applied };
}
