/**
 * Chance (S5.8). A lead has one number in [0, 1), made of the salt and its key; everything that is drawn for the lead is that number
 * mixed with a hash of what is drawn for. So a draw never changes, and draws for different things have nothing to do with each other.
 *
 * @param leadChance the first 52 bits of md5 of salt, blank and key, divided by 2^52.
 * @param what names what is drawn for: `holdout`, `holdout/<campaign>`, `<campaign>/<step>` ...
 * @returns a number in [0, 1) of 52 bits.
 */
export function draw(leadChance: number, what: string): number {
  return drawing(what)(leadChance);
}

/** `draw` for one thing and many leads. */
export function drawing(what: string): (leadChance: number) => number {
  const hash = hashText(what);
  return (leadChance) => {
    const bits = leadChance * 2 ** 52;
    const tail = bits % 2 ** 32;
    const high = mix(Math.floor(bits / 2 ** 32) ^ mix(tail ^ hash));
    const low = mix(high ^ tail ^ golden);
    return ((high >>> 6) * 2 ** 26 + (low >>> 6)) / 2 ** 52;
  };
}

/**
 * Which of several forms is drawn, each with a share in proportion to its weight.
 *
 * @param weights at least one, none negative, not all zero.
 * @param number in [0, 1), as `draw` returns it.
 * @returns an index of `weights`.
 */
export function pickVariant(weights: readonly number[], number: number): number {
  const target = number * weights.reduce((sum, weight) => sum + weight, 0);
  let below = 0;
  for (const [index, weight] of weights.entries()) {
    below += weight;
    if (target < below) return index;
  }
  // Only rounding of the sum leads here, so the number was next to 1.
  return weights.findLastIndex((weight) => weight > 0);
}

/** The golden ratio as 32 bits: the second half of a draw must not begin where the first one did. */
const golden = 0x9e3779b9;

/** FNV-1a over the UTF-16 code units, mixed once more because its last characters reach few bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash);
}

/** The finalizer of MurmurHash3: a bijection of 32 bits in which every bit depends on every other. */
function mix(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
