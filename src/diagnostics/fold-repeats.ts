import type { Diagnostic } from './diagnostic.js';

/** Up to so many places of one problem are shown, each with its excerpt when there are no more. */
const MOST_PLACES = 3;

/**
 * One diagnostic instead of more than three equal ones (same code, severity and message), with the number of places and
 * the first three of them. It stands where the first one stood.
 */
export function foldRepeats(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const groups = groupEqual(diagnostics);
  return diagnostics.flatMap((diagnostic) => {
    const equal = groups.get(keyOf(diagnostic)) ?? [];
    if (equal.length <= MOST_PLACES) return [diagnostic];
    return equal[0] === diagnostic ? [foldInto(diagnostic, equal)] : [];
  });
}

function groupEqual(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const key = keyOf(diagnostic);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [diagnostic]);
    else group.push(diagnostic);
  }
  return groups;
}

function keyOf({ code, severity, message }: Diagnostic): string {
  return JSON.stringify([code, severity, message]);
}

function foldInto(first: Diagnostic, equal: readonly Diagnostic[]): Diagnostic {
  const places = equal.slice(1, MOST_PLACES).flatMap(({ at }) => at ?? []);
  const count = equal.reduce((sum, { also }) => sum + (also?.count ?? 1), 0);
  return { ...first, also: { places, count } };
}
