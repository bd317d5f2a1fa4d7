/** Leads of two configs, paired by key. An ordinal is -1 where the other config does not read the lead. */
export interface Pairs {
  /** Ordinal with the new config, by that with the old one. */
  readonly newOf: Int32Array;
  /** Ordinal with the old config, by that with the new one. */
  readonly oldOf: Int32Array;
}

export function pairLeads(oldKeys: readonly string[], newKeys: readonly string[]): Pairs {
  const newOf = new Int32Array(oldKeys.length).fill(-1);
  const oldOf = new Int32Array(newKeys.length).fill(-1);
  // Most changes leave the sources alone: then both lists are the same, and no table of keys is needed.
  const byKey = isSame(oldKeys, newKeys) ? undefined : new Map(newKeys.map((key, ord) => [key, ord]));
  for (const [old, key] of oldKeys.entries()) {
    const at = byKey === undefined ? old : byKey.get(key);
    if (at === undefined) continue;
    newOf[old] = at;
    oldOf[at] = old;
  }
  return { newOf, oldOf };
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}
