/**
 * `2 ** -halfLives`, the share of points left after that many half-lives (S3.3).
 *
 * Exact at whole half-lives (points halve to the last bit) and the same on every machine: the fraction goes
 * through `Math.exp`, which V8 computes in software, the whole part through a table of powers of two.
 */
export function remaining(halfLives: number): number {
  if (halfLives >= powers.length) return 0;
  const whole = Math.floor(halfLives);
  const fraction = halfLives - whole;
  const power = powers[whole] as number;
  return fraction === 0 ? power : power * Math.exp(-fraction * Math.LN2);
}

const powers = Float64Array.from({ length: 1075 }, (_, exponent) => 2 ** -exponent);
