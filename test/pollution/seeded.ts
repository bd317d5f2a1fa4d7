/** A stream of numbers that is the same for the same seed on every machine. */
export interface Seeded {
  /** A whole number from 0 to `below` - 1. */
  readonly below: (below: number) => number;
  readonly pick: <T>(values: readonly T[]) => T;
}

/** Weyl sequence with two rounds of mixing: plain, fast, and good enough to choose where a file is damaged. */
export function seeded(seed: number): Seeded {
  let state = seed | 0;
  const below = (limit: number) => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return Math.floor((((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32) * limit);
  };
  const pick = <T>(values: readonly T[]): T => {
    const value = values[below(values.length)];
    if (value === undefined) throw new RangeError('There is nothing to pick from.');
    return value;
  };
  return { below, pick };
}
