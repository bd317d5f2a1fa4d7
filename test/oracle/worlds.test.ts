import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { world } from './arbitraries.js';
import { type OracleLead, oracle, scoreAt } from './score.js';
import type { World } from './world.js';

describe('random worlds', () => {
  it('obey the laws of the score, and most of them are interesting', () => {
    const seen = { worlds: 0, leads: 0, ready: 0, ended: 0, lines: 0, capped: 0, bonus: 0, manyRules: 0 };
    fc.assert(
      fc.property(world(), (one) => {
        const { leads, counts } = oracle(JSON.parse(JSON.stringify(one)) as World);
        for (const { read, used, quarantined, duplicates, afterAsOf } of [counts.leads, counts.events]) {
          expect(used + quarantined + duplicates + afterAsOf).toBe(read);
        }
        for (const found of leads) {
          expect(found.score).toBe(found.fit + found.pain + found.bonus);
          expect(found.statement.at(-1)?.balance ?? 0).toBe(found.pain);
          expect(found.ready).toBe(found.score >= one.config.score.ready && !found.disqualified);
          expect(found.spells.every(({ from, to }) => from < (to ?? Number.POSITIVE_INFINITY))).toBe(true);
          checkEdges(one, found);
          seen.leads++;
          seen.ready += Number(found.ready);
          seen.ended += Number(found.spells.some(({ to }) => to !== undefined));
          seen.lines += found.statement.length;
          seen.capped += Number(found.statement.some(({ now, counted }) => Math.abs(now - counted) > 1e-9));
          seen.bonus += Number(found.bonus > 0);
        }
        seen.worlds++;
        seen.manyRules += Number((one.config.score.pain?.rules?.length ?? 0) > 31);
      }),
      { numRuns: 400, seed: 20240331 },
    );
    expect(seen.ready).toBeGreaterThan(seen.leads * 0.05);
    expect(seen.ended).toBeGreaterThan(seen.leads * 0.05);
    expect(seen.capped).toBeGreaterThan(seen.leads * 0.05);
    expect(seen.bonus).toBeGreaterThan(seen.leads * 0.05);
    expect(seen.lines).toBeGreaterThan(seen.leads);
    expect(seen.manyRules).toBeGreaterThan(2);
  });
});

describe('order of rows', () => {
  it('S1.2 does not matter for events', () => {
    const scores = (one: World) => {
      const { leads, counts } = oracle(one);
      const mapped = leads.map(({ statement, ...rest }) => ({
        ...rest,
        statement: statement.map(({ eventIndex, ...line }) => ({ ...line, row: one.events[eventIndex] })),
      }));
      return { leads: mapped, counts };
    };
    fc.assert(
      fc.property(world({ maxLeads: 6 }), (one) => {
        expect(scores({ ...one, events: one.events.toReversed() })).toEqual(scores(one));
      }),
      { numRuns: 200 },
    );
  });
});

/** A spell is longest: the lead is ready at its first and last millisecond, and not just outside. */
function checkEdges(one: World, { key, spells }: OracleLead): void {
  const [first] = spells;
  if (!first) return;
  const { ready } = one.config.score;
  expect(scoreAt(one, key, first.from)).toBeGreaterThanOrEqual(ready);
  expect(scoreAt(one, key, first.from - 1)).toBeLessThan(ready);
  if (first.to === undefined) return;
  expect(scoreAt(one, key, first.to - 1)).toBeGreaterThanOrEqual(ready);
  expect(scoreAt(one, key, first.to)).toBeLessThan(ready);
}
