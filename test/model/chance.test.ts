import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { draw, pickVariant } from '../../src/model/chance.js';

const leads = 20_000;
const purposes = ['holdout', 'holdout/welcome', 'holdout/welcomf', 'welcome/s1', 'welcome/s2', '问候/s1', ''];
const chances = Array.from({ length: leads }, (_, index) => chanceOf('acme', `L${index}`));

describe('S5.8 chance', () => {
  it('never changes', () => {
    expect(chanceOf('acme', 'L1')).toBe(0.8212940164841827);
    expect(draw(chanceOf('acme', 'L1'), 'holdout')).toBe(0.13793802590144977);
    expect(draw(0, 'holdout')).toBe(0.7628094289128413);
    expect(draw(1 - 2 ** -52, '问候/s1')).toBe(0.9728122862459614);
  });

  it.each(purposes)('is spread evenly over the leads for "%s"', (what) => {
    const counts = countEach(
      chances.map((chance) => Math.floor(draw(chance, what) * 16)),
      16,
    );
    expect(chiSquare(counts)).toBeLessThan(limits.of15);
  });

  it('is spread evenly over leads whose numbers are neighbours', () => {
    for (const step of [1, 2 ** 26, 2 ** 32]) {
      const draws = Array.from({ length: leads }, (_, index) => draw((index * step) / 2 ** 52, 'holdout'));
      const counts = countEach(
        draws.map((one) => Math.floor(one * 16)),
        16,
      );
      expect(chiSquare(counts)).toBeLessThan(limits.of15);
    }
  });

  it('is spread evenly in its last bits', () => {
    const counts = countEach(
      chances.map((chance) => (draw(chance, 'holdout') * 2 ** 52) % 16),
      16,
    );
    expect(chiSquare(counts)).toBeLessThan(limits.of15);
  });

  it('says for one thing nothing about another one, nor about the number of the lead', () => {
    const columns = [chances, ...purposes.map((what) => chances.map((chance) => draw(chance, what)))];
    for (const [index, one] of columns.entries()) {
      for (const other of columns.slice(index + 1)) {
        const cells = one.map(
          (value, lead) => Math.floor(value * 8) * 8 + Math.floor((other[lead] ?? 0) * 8),
        );
        expect(chiSquare(countEach(cells, 64))).toBeLessThan(limits.of63);
        expect(Math.abs(correlation(one, other))).toBeLessThan(4 / Math.sqrt(leads));
      }
    }
  });

  it('K3 gives each variant its share, and one without weight nothing', () => {
    const drawn = chances.map((chance) => pickVariant([1, 0, 3], draw(chance, 'welcome/s1')));
    const [first, second, third] = countEach(drawn, 3);
    expect(first).toBeGreaterThan(leads * 0.24);
    expect(first).toBeLessThan(leads * 0.26);
    expect(second).toBe(0);
    expect(third).toBe(leads - (first ?? 0));
    expect(pickVariant([1, 1], 0)).toBe(0);
    expect(pickVariant([1, 1], 0.5)).toBe(1);
    expect(pickVariant([1, 1, 0], 1 - 2 ** -53)).toBe(1);
    expect(pickVariant([0.1, 0.2, 0.3, 0], 1)).toBe(2);
  });
});

/** Values of the chi-square distribution that chance exceeds once in 10,000 times. */
const limits = { of15: 44.3, of63: 113.5 };

function chanceOf(salt: string, key: string): number {
  const digits = createHash('md5').update(`${salt} ${key}`).digest('hex').slice(0, 13);
  return Number.parseInt(digits, 16) / 2 ** 52;
}

function countEach(values: readonly number[], buckets: number): readonly number[] {
  const counts = Array.from({ length: buckets }, () => 0);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

function correlation(one: readonly number[], other: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(one), mean(other)];
  const covariance = mean(one.map((value, index) => (value - a) * ((other[index] ?? 0) - b)));
  const variance = (values: readonly number[], at: number) => mean(values.map((value) => (value - at) ** 2));
  return covariance / Math.sqrt(variance(one, a) * variance(other, b));
}
