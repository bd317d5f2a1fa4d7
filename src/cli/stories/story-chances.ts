import { createHash } from 'node:crypto';

/**
 * The chance of each lead (S5.8) by its own key, without the number of its story: variants and hold-outs of a story are those of a plan for the
 * same leads. The number is made as in engine/planning/plan-leads.ts: 52 bits of an MD5.
 */
export function storyChances(chance: Float64Array, keys: readonly string[], salt: string): void {
  for (const [lead, key] of keys.entries()) {
    const own = key.slice(key.indexOf('/') + 1);
    const digits = createHash('md5').update(`${salt} ${own}`, 'utf8').digest('hex').slice(0, 13);
    chance[lead] = Number.parseInt(digits, 16) / 2 ** 52;
  }
}
