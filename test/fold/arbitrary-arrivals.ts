import fc from 'fast-check';

/** Any order within an instant, and any cut into batches. */
export const arrivals = fc.record({
  keys: fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 20 }),
  cuts: fc.array(fc.nat({ max: 8 }), { maxLength: 6 }),
});
