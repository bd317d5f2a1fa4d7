import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignQueue, isOverdue, type QueueTargets, teamOf } from '../../src/fold/assign-queue.js';
import type { QueueTarget } from '../../src/fold/queue-turns.js';

/** A lead of a queue; `rules` are the indexes of the rules that hold. */
interface Waiting {
  readonly key: string;
  readonly readyAt: number;
  readonly ready?: boolean;
  readonly rules?: readonly number[];
  readonly owner?: string;
}

const seed = 7;

/** Who gets each lead, by key. */
function assign(leads: readonly Waiting[], queue: QueueTargets, chance = seed): Record<string, string> {
  const team = teamOf(queue);
  const ranks = leads.map(({ key }) => key).sort();
  const { owner } = assignQueue(
    {
      ready: Uint8Array.from(leads, ({ ready = true }) => (ready ? 1 : 0)),
      readyAt: Float64Array.from(leads, ({ readyAt }) => readyAt),
      keyRank: Int32Array.from(leads, ({ key }) => ranks.indexOf(key)),
      ruleMasks: [
        Int32Array.from(leads, ({ rules = [] }) => rules.reduce((mask, rule) => mask | (1 << rule), 0)),
      ],
      owner: Int32Array.from(leads, (lead) => (lead.owner === undefined ? -1 : team.indexOf(lead.owner))),
    },
    queue,
    chance,
  );
  return Object.fromEntries(leads.map(({ key }, index) => [key, team[owner[index] ?? -1] ?? 'nobody']));
}

function target(
  method: QueueTarget['method'],
  ...people: readonly (readonly [string, number])[]
): QueueTarget {
  return { method, to: people.map(([id, weight]) => ({ id, weight })) };
}

function shares(owners: Readonly<Record<string, string>>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const owner of Object.values(owners)) counts[owner] = (counts[owner] ?? 0) + 1;
  return counts;
}

const even = target('round_robin', ['anna', 1], ['ben', 1], ['chen', 1]);
const keys = (count: number) => Array.from({ length: count }, (_, index) => `lead-${1000 + index}`);

describe('E5 assignment of ready leads', () => {
  it('goes round in the order of readiness, then of keys', () => {
    const leads = [
      { key: 'd', readyAt: 3 },
      { key: 'b', readyAt: 1 },
      { key: 'c', readyAt: 2, ready: false },
      { key: 'a', readyAt: 3 },
      { key: 'e', readyAt: 9 },
    ];
    expect(assign(leads, { rules: [], otherwise: even })).toEqual({
      b: 'anna',
      a: 'ben',
      d: 'chen',
      e: 'anna',
      c: 'nobody',
    });
  });

  it('is by the first rule that holds, then by the default, then by nobody', () => {
    const rules = [target('round_robin', ['dora', 1]), target('round_robin', ['emil', 1])];
    const leads = [
      { key: 'both', readyAt: 1, rules: [0, 1] },
      { key: 'second', readyAt: 1, rules: [1] },
      { key: 'none', readyAt: 1 },
    ];
    expect(assign(leads, { rules, otherwise: even })).toEqual({ both: 'dora', second: 'emil', none: 'anna' });
    expect(assign(leads, { rules })).toEqual({ both: 'dora', second: 'emil', none: 'nobody' });
  });

  it('leaves a lead with its owner as long as the owner is in the team, beside the balance', () => {
    const leads = [
      ...['a', 'b', 'c'].map((key) => ({ key, readyAt: 1, owner: 'anna' })),
      { key: 'd', readyAt: 2, owner: 'gone' },
      { key: 'e', readyAt: 3 },
    ];
    const owners = assign(leads, { rules: [], otherwise: even });
    expect(owners).toEqual({ a: 'anna', b: 'anna', c: 'anna', d: 'anna', e: 'ben' });
  });

  it('tells the rule that decided', () => {
    const queue = { rules: [target('round_robin', ['dora', 1])], otherwise: even };
    const { rule } = assignQueue(
      {
        ready: Uint8Array.of(1, 1, 1, 0),
        readyAt: Float64Array.of(1, 2, 3, Number.NaN),
        keyRank: Int32Array.of(0, 1, 2, 3),
        ruleMasks: [Int32Array.of(1, 0, 0, 1)],
        owner: Int32Array.of(-1, -1, 0, -1),
      },
      queue,
      seed,
    );
    expect([...rule]).toEqual([0, 1, -1, -1]);
  });

  it('gives shares by weight: two to one', () => {
    const queue = { rules: [], otherwise: target('weighted', ['anna', 2], ['ben', 1], ['idle', 0]) };
    const owners = assign(
      keys(6).map((key, readyAt) => ({ key, readyAt })),
      queue,
    );
    expect(Object.values(owners)).toEqual(['anna', 'anna', 'ben', 'anna', 'anna', 'ben']);
  });

  it('takes nobody where a rule has nobody to give', () => {
    for (const none of [target('round_robin'), target('random'), target('weighted', ['anna', 0])]) {
      expect(assign([{ key: 'a', readyAt: 1 }], { rules: [], otherwise: none })).toEqual({ a: 'nobody' });
    }
  });

  it('by chance is another for another seed, and the same for the same', () => {
    const leads = keys(60).map((key, readyAt) => ({ key, readyAt }));
    const queue = { rules: [], otherwise: { ...even, method: 'random' as const } };
    expect(assign(leads, queue, 1)).toEqual(assign(leads, queue, 1));
    expect(assign(leads, queue, 1)).not.toEqual(assign(leads, queue, 2));
    expect(assign(leads, queue, 1)).not.toEqual(assign(leads, { rules: [], otherwise: even }));
    expect(shares(assign(leads, queue, 1))).toEqual({ anna: 20, ben: 20, chen: 20 });
  });
});

describe('E5 laws of the assignment', () => {
  const weights = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0.01, max: 5, noNaN: true }));
  const targets = (prefix: string) =>
    fc.record({
      method: fc.constantFrom('round_robin' as const, 'weighted' as const, 'random' as const),
      to: fc
        .array(weights, { minLength: 1, maxLength: 6 })
        .map((all) => all.map((weight, index) => ({ id: `${prefix}${index}`, weight }))),
    });
  const queues = fc.record({
    rules: fc.tuple(targets('a'), targets('b')),
    otherwise: targets('c'),
  });
  const waiting = fc
    .array(
      fc.record({
        readyAt: fc.nat({ max: 5 }),
        ready: fc.boolean(),
        rules: fc.subarray([0, 1]),
        owner: fc.option(fc.constantFrom('a0', 'c0', 'stranger'), { nil: undefined, freq: 4 }),
      }),
      { maxLength: 60 },
    )
    .map((leads) =>
      leads.map(
        ({ owner, ...lead }, index): Waiting => ({
          ...lead,
          key: `lead-${1000 + index}`,
          ...(owner === undefined ? {} : { owner }),
        }),
      ),
    );

  it('everybody has their share, within one', () => {
    fc.assert(
      fc.property(waiting, queues, fc.integer(), (leads, queue, chance) => {
        const owners = assign(leads, queue, chance);
        const team = teamOf(queue);
        for (const [place, { method, to }] of [...queue.rules, queue.otherwise].entries()) {
          const decided = leads.filter(
            ({ ready, owner, rules = [] }) =>
              ready && !team.includes(owner ?? '') && (rules[0] ?? queue.rules.length) === place,
          );
          const total = to.reduce((sum, { weight }) => sum + weight, 0);
          for (const { id, weight } of to) {
            const share = decided.length * (method === 'weighted' ? weight / total : 1 / to.length);
            const count = decided.filter(({ key }) => owners[key] === id).length;
            expect(Math.abs(count - share)).toBeLessThan(1 + 1e-9);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('every ready lead has somebody, nobody else has, and owners of the team are kept', () => {
    fc.assert(
      fc.property(waiting, queues, (leads, queue) => {
        const owners = assign(leads, queue);
        const team = teamOf(queue);
        for (const { key, ready, owner } of leads) {
          if (!ready) expect(owners[key]).toBe('nobody');
          else if (team.includes(owner ?? '')) expect(owners[key]).toBe(owner);
          else expect(team).toContain(owners[key]);
        }
      }),
    );
  });

  it('the order of the input changes nothing', () => {
    const shuffled = waiting.chain((leads) =>
      fc.tuple(fc.constant(leads), fc.shuffledSubarray(leads, { minLength: leads.length })),
    );
    fc.assert(
      fc.property(shuffled, queues, ([leads, others], queue) => {
        expect(assign(others, queue)).toEqual(assign(leads, queue));
      }),
    );
  });
});

describe('E4 overdue', () => {
  it.each([
    [99, 100, true],
    [100, 100, false],
    [101, 100, false],
    [Number.NaN, 100, false],
  ])('due at %d, as of %d: %s', (dueAt, asOf, expected) => {
    expect(isOverdue(dueAt, asOf)).toBe(expected);
  });
});
