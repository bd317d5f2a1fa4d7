import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccountMembers, rollUpAccounts, splitRoles } from '../../src/fold/roll-up-accounts.js';
import { buyingRoles } from '../../src/model/audience.js';

interface Person {
  readonly account: number;
  readonly score: number;
  readonly role: number;
  readonly firstTouchAt: number;
  readonly lastEventAt: number;
}

const accounts = 4;

function membersOf(people: readonly Person[]): AccountMembers {
  return {
    account: Int32Array.from(people, ({ account }) => account),
    score: Float64Array.from(people, ({ score }) => score),
    role: Int8Array.from(people, ({ role }) => role),
    firstTouchAt: Float64Array.from(people, ({ firstTouchAt }) => firstTouchAt),
    lastEventAt: Float64Array.from(people, ({ lastEventAt }) => lastEventAt),
  };
}

function person(account: number, score: number, rest: Partial<Person> = {}): Person {
  return { account, score, role: -1, firstTouchAt: Number.NaN, lastEventAt: Number.NaN, ...rest };
}

const instant = fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 1e6 }) }, fc.constant(Number.NaN));
const people = fc.array(
  fc.record({
    account: fc.integer({ min: -1, max: accounts - 1 }),
    score: fc.oneof(fc.integer({ min: -50, max: 200 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 })),
    role: fc.integer({ min: -1, max: 2 }),
    firstTouchAt: instant,
    lastEventAt: instant,
  }),
  { maxLength: 40 },
);
const methods = fc.oneof(
  fc.constantFrom('sum' as const, 'max' as const, 'mean' as const),
  fc.record({ top: fc.integer({ min: 1, max: 6 }) }),
);

describe('C8 accounts roll up their people', () => {
  const acme = membersOf([person(0, 10), person(1, 7), person(0, 60), person(-1, 500), person(0, 20)]);

  it.each([
    ['sum' as const, 90],
    ['max' as const, 60],
    ['mean' as const, 30],
    [{ top: 1 }, 60],
    [{ top: 2 }, 80],
    [{ top: 9 }, 90],
  ])('by %j', (method, expected) => {
    expect([...rollUpAccounts(acme, 3, method).score]).toEqual([expected, 7, 0]);
  });

  it('with the number of people, first and last touch', () => {
    const members = membersOf([
      person(0, 1, { firstTouchAt: 30, lastEventAt: 40 }),
      person(0, 1),
      person(0, 1, { firstTouchAt: 20, lastEventAt: 90 }),
      person(1, 1),
      person(-1, 1, { firstTouchAt: 1, lastEventAt: 99 }),
    ]);
    const features = rollUpAccounts(members, 2, 'sum');
    expect([...features.people]).toEqual([3, 1]);
    expect([...features.firstTouchAt]).toEqual([20, Number.NaN]);
    expect([...features.lastEventAt]).toEqual([90, Number.NaN]);
  });

  it('with the roles that are there and those that are missing', () => {
    const members = membersOf([person(0, 1, { role: 0 }), person(0, 1, { role: 2 }), person(1, 1)]);
    const [both = 0, none = 0] = rollUpAccounts(members, 2, 'sum').roles;
    expect(splitRoles(both, buyingRoles)).toEqual({
      present: ['decision_maker', 'end_user'],
      missing: ['influencer'],
    });
    expect(splitRoles(both, ['influencer'])).toEqual({ present: [], missing: ['influencer'] });
    expect(splitRoles(none, buyingRoles)).toEqual({ present: [], missing: buyingRoles });
  });

  it('as adding them up by hand does, from the highest score to the lowest', () => {
    fc.assert(
      fc.property(people, methods, (all, method) => {
        const features = rollUpAccounts(membersOf(all), accounts, method);
        for (let account = 0; account < accounts; account++) {
          const own = all.filter((one) => one.account === account);
          const scores = own.map(({ score }) => score).sort((a, b) => b - a);
          const sum = (some: readonly number[]) => some.reduce((total, score) => total + score, 0);
          const expected = {
            sum: () => sum(scores),
            max: () => scores[0] ?? 0,
            mean: () => (scores.length === 0 ? 0 : sum(scores) / scores.length),
            top: () => sum(scores.slice(0, typeof method === 'object' ? method.top : 0)),
          };
          const score = expected[typeof method === 'object' ? 'top' : method]();
          expect((features.score[account] ?? Number.NaN) - score).toBe(0);
          expect(features.people[account]).toBe(own.length);
          const present = splitRoles(features.roles[account] ?? 0, buyingRoles).present;
          expect(present).toEqual(buyingRoles.filter((_, role) => own.some((one) => one.role === role)));
        }
        const counted = features.people.reduce((total, count) => total + count, 0);
        expect(counted).toBe(all.filter(({ account }) => account >= 0).length);
      }),
    );
  });

  it('to the same bits in any order of the people (S1.2)', () => {
    const shuffled = people.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, methods, ([all, others], method) => {
        expect(rollUpAccounts(membersOf(others), accounts, method)).toEqual(
          rollUpAccounts(membersOf(all), accounts, method),
        );
      }),
    );
  });
});
