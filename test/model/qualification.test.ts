import { describe, expect, it } from 'vitest';
import { gateOrder, qualify, routeOf } from '../../src/model/qualification.js';

const good = { fit: 30, pain: 40 };
const routes = { yes: 'sales', maybe: 'drip', no: 'nurture', won: 'onboarding', lost: 'engagement' };

describe('S4.5 qualification', () => {
  it.each([
    ['E7 good fit and high pain', 30, 40, false, 'yes'],
    ['E8 good fit alone', 30, 39, false, 'maybe'],
    ['E8 high pain alone', 29, 40, false, 'maybe'],
    ['E9 neither', 29, 39, false, 'no'],
    ['E9 disqualified, whatever else', 30, 40, true, 'no'],
  ] as const)('%s', (_, fit, pain, disqualified, expected) => {
    expect(qualify({ fit, pain, disqualified }, good)).toBe(expected);
  });

  it('E7, E8, E9 names the route, and the end of a deal goes before it', () => {
    expect((['yes', 'maybe', 'no'] as const).map((one) => routeOf(one, undefined, routes))).toEqual([
      'sales',
      'drip',
      'nurture',
    ]);
    for (const one of ['yes', 'maybe', 'no'] as const) {
      expect(routeOf(one, 'won', routes)).toBe('onboarding');
      expect(routeOf(one, 'lost', routes)).toBe('engagement');
    }
  });
});

describe('E11 the order of the two gates', () => {
  it.each([
    ['inbound', ['pain', 'fit']],
    ['outbound', ['fit', 'pain']],
    [' Outbound', ['fit', 'pain']],
    ['fair', ['pain', 'fit']],
    [undefined, ['pain', 'fit']],
  ] as const)('of %s', (origin, order) => {
    expect(gateOrder(origin)).toEqual(order);
  });
});
