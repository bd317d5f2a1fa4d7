import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { remaining } from '../../src/fold/decay.js';

describe('S3.3 what remains of points', () => {
  it('is exact at whole half-lives, down to nothing', () => {
    for (let halfLives = 0; halfLives <= 1200; halfLives++) {
      if (remaining(halfLives) !== 2 ** -halfLives) expect.fail(`${halfLives}: ${remaining(halfLives)}`);
    }
    expect(remaining(Number.POSITIVE_INFINITY)).toBe(0);
  });

  it('is 2 to the power of minus the half-lives everywhere', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1000, noNaN: true }), (halfLives) => {
        expect(remaining(halfLives) / 2 ** -halfLives).toBeCloseTo(1, 14);
      }),
      { numRuns: 2000 },
    );
  });

  it('is less a millisecond later or the same, and never more', () => {
    const halfLife = fc.integer({ min: 60_000, max: 400 * 86_400_000 });
    const age = fc.integer({ min: 0, max: 4000 * 86_400_000 });
    // Around whole half-lives the computation goes from one power of two to the next.
    const whole = fc.tuple(halfLife, fc.nat({ max: 50 }), fc.integer({ min: -3, max: 3 }));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.tuple(halfLife, age),
          whole.map(([length, count, beside]) => [length, Math.max(0, length * count + beside)] as const),
        ),
        ([length, at]) => {
          expect(remaining((at + 1) / length)).toBeLessThanOrEqual(remaining(at / length));
        },
      ),
      { numRuns: 5000 },
    );
  });
});
