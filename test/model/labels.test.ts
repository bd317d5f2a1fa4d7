import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temperatures } from '../../src/model/audience.js';
import {
  countGrid,
  gridCellOf,
  gridCells,
  letterOf,
  letters,
  temperatureOf,
} from '../../src/model/labels.js';

const numbers = fc.double({ noNaN: true, min: -1e6, max: 1e6 });

describe('F2 temperature', () => {
  it.each([
    [100, 'hot'],
    [99.999, 'warm'],
    [50, 'warm'],
    [49.999, 'cold'],
    [0, 'cold'],
    [-10, 'cold'],
  ])('of %d is %s', (score, temperature) => {
    expect(temperatureOf(score, { hot: 100, warm: 50 })).toBe(temperature);
  });

  it('is exactly one for any thresholds, and never colder for a higher score', () => {
    fc.assert(
      fc.property(numbers, numbers, numbers, numbers, (hot, warm, a, b) => {
        const place = (score: number) => temperatures.indexOf(temperatureOf(score, { hot, warm }));
        expect(place(a)).toBeGreaterThanOrEqual(0);
        expect(place(Math.max(a, b))).toBeLessThanOrEqual(place(Math.min(a, b)));
      }),
    );
  });
});

describe('E6 letters', () => {
  const thresholds = { A: 100, B: 75, C: 50 };

  it.each([
    [250, 'A'],
    [100, 'A'],
    [99.5, 'B'],
    [75, 'B'],
    [74.9, 'C'],
    [50, 'C'],
    [49.9, 'D'],
    [-5, 'D'],
  ])('of %d is %s', (score, letter) => {
    expect(letterOf(score, thresholds)).toBe(letter);
  });

  it('are exactly one, and never worse for a higher score', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const place = (score: number) => letters.indexOf(letterOf(score, thresholds));
        expect(place(a)).toBeGreaterThanOrEqual(0);
        expect(place(Math.max(a, b))).toBeLessThanOrEqual(place(Math.min(a, b)));
      }),
    );
  });
});

describe('E6 the table of fit and pain', () => {
  const good = { fit: 30, pain: 40 };

  it.each([
    [30, 40, 'good_high'],
    [30, 39.9, 'good_low'],
    [29.9, 40, 'bad_high'],
    [29.9, 39.9, 'bad_low'],
  ])('has %d, %d in %s', (fit, pain, cell) => {
    expect(gridCellOf(fit, pain, good)).toBe(cell);
  });

  it('counts every lead once', () => {
    expect(countGrid(Float64Array.of(30, 30, 0, 50), Float64Array.of(40, 0, 0, 99), good)).toEqual({
      good_high: 2,
      good_low: 1,
      bad_high: 0,
      bad_low: 1,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(numbers, numbers)), (leads) => {
        const column = (index: 0 | 1) => Float64Array.from(leads, (lead) => lead[index]);
        const counts = countGrid(column(0), column(1), good);
        expect(Object.keys(counts)).toEqual([...gridCells]);
        expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(leads.length);
      }),
    );
  });
});
