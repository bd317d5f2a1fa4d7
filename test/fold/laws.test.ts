import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeadFold } from '../../src/fold/fold-lead.js';
import type { TieOrder } from '../../src/fold/lead-events.js';
import { LeadEvents } from '../../src/fold/lead-events.js';
import { maskWords } from '../../src/model/event-batch.js';
import { emptyFeatures } from '../../src/model/features.js';
import { world as worlds } from '../oracle/arbitraries.js';
import { build, day, event, start } from '../oracle/build-world.js';
import { batchOf, type EventRow } from './event-rows.js';
import { explainOrdinal, type FoldWorld, foldRows, readFoldWorld, rowsOfLead } from './fold-world.js';

const numRuns = process.env.LONG === undefined ? 80 : 1500;
const some = worlds({ exactTies: false, maxLeads: 8 });
const ties = fc.constantFrom<TieOrder>('identity', 'arrival');

describe('S1.2 the same rows give the same bits', () => {
  it('whatever batches they come in', () => {
    const cuts = fc.array(fc.nat({ max: 12 }), { maxLength: 8 });
    fc.assert(
      fc.property(some, ties, cuts, fc.nat({ max: 400 }), (one, order, lengths, hours) => {
        const world = readFoldWorld(one);
        for (const asOf of [world.asOf, world.asOf - hours * 3_600_000]) {
          const whole = foldRows({ ...world, asOf }, order);
          const cut = foldRows({ ...world, asOf }, order, lengths);
          expect(cut.features).toEqual(whole.features);
          expect(cut.counts).toEqual(whole.counts);
          expect(cut.ambiguous).toBe(whole.ambiguous);
        }
      }),
      { numRuns },
    );
  });

  it('when the fold of a lead is interrupted and resumed', () => {
    fc.assert(
      fc.property(some, ties, fc.nat({ max: 100 }), (one, order, percent) => {
        const world = readFoldWorld(one);
        for (const lead of world.leads.keys()) {
          const rows = rowsOfLead(world, lead).filter(({ at }) => at <= world.asOf);
          const cut = Math.floor((rows.length * percent) / 100);
          expect(foldInParts(world, lead, order, [rows.slice(0, cut), rows.slice(cut)])).toEqual(
            foldInParts(world, lead, order, [rows]),
          );
        }
      }),
      { numRuns },
    );
  });

  it('in any order within an instant, unless only their text can order them', () => {
    const keys = fc.array(fc.nat({ max: 1000 }), { minLength: 2, maxLength: 40 });
    let compared = 0;
    fc.assert(
      fc.property(worlds({ exactTies: false, maxLeads: 8, contentTies: true }), keys, (one, order) => {
        const world = readFoldWorld(one);
        const keyOf = new Map(world.rows.map((row, index) => [row, order[index % order.length] ?? 0]));
        const key = (row: EventRow) => keyOf.get(row) ?? 0;
        const rows = world.rows.toSorted((a, b) => inOrder(a, b) || key(a) - key(b));
        const straight = foldRows(world, 'identity');
        const shuffled = foldRows({ ...world, rows }, 'identity');
        expect(shuffled.ambiguous).toBe(straight.ambiguous);
        if (straight.ambiguous) return;
        compared++;
        expect(shuffled.features).toEqual(straight.features);
        expect(shuffled.counts).toEqual(straight.counts);
      }),
      { numRuns },
    );
    expect(compared).toBeGreaterThan(numRuns / 2);
  });
});

describe('S2 the use of rows', () => {
  it('S2.1 puts every row into one of four', () => {
    fc.assert(
      fc.property(some, ties, (one, order) => {
        const world = readFoldWorld(one);
        const { rows, used, duplicates, afterAsOf, quarantined } = foldRows(world, order).counts;
        const unusable = [...quarantined.values()].reduce((sum, count) => sum + count, 0);
        expect(rows).toBe(world.rows.length);
        expect(used + duplicates + afterAsOf + unusable).toBe(rows);
      }),
      { numRuns },
    );
  });

  it('S2.4 counts an event once, however often and however much later it is repeated', () => {
    const echoes = fc.array(fc.record({ of: fc.nat(), later: fc.nat({ max: 3 * day }) }), { maxLength: 30 });
    fc.assert(
      fc.property(some, ties, echoes, (one, order, repeats) => {
        const world = readFoldWorld(one);
        const own = world.rows.filter(({ lead, at }) => lead >= 0 && at <= world.asOf);
        const copies = repeats.flatMap(({ of, later }) => {
          const row = own[of % Math.max(1, own.length)];
          return row === undefined ? [] : [{ ...row, at: Math.min(row.at + later, world.asOf) }];
        });
        const rows = [...world.rows, ...copies].toSorted(inOrder);
        const plain = foldRows(world, order);
        const repeated = foldRows({ ...world, rows }, order);
        expect(repeated.features).toEqual(plain.features);
        const { rows: read, duplicates } = plain.counts;
        const expected = { rows: read + copies.length, duplicates: duplicates + copies.length };
        expect(repeated.counts).toEqual({ ...plain.counts, ...expected });
      }),
      { numRuns },
    );
  });

  it('S1.1 changes nothing for rows after as-of, but counts them', () => {
    const later = fc.array(fc.record({ of: fc.nat(), after: fc.integer({ min: 1, max: 9 * day }) }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(some, ties, later, (one, order, drafts) => {
        const world = readFoldWorld(one);
        const own = world.rows.filter(({ lead }) => lead >= 0);
        const more = drafts.flatMap(({ of, after }, index) => {
          const row = own[of % Math.max(1, own.length)];
          return row === undefined ? [] : [{ ...row, at: world.asOf + after, id: index }];
        });
        const extended = { ...world, rows: [...world.rows, ...more].toSorted(inOrder) };
        const plain = foldRows(world, order);
        const longer = foldRows(extended, order);
        expect(longer.features).toEqual(plain.features);
        const { rows: read, afterAsOf } = plain.counts;
        const expected = { rows: read + more.length, afterAsOf: afterAsOf + more.length };
        expect(longer.counts).toEqual({ ...plain.counts, ...expected });
        for (const lead of world.leads.keys()) {
          expect(explainOrdinal(extended, lead)).toEqual(explainOrdinal(world, lead));
        }
      }),
      { numRuns },
    );
  });
});

describe('S3 the score', () => {
  it('S3.7 ends the statement at PAIN, and adds up to the score, to the last bit', () => {
    fc.assert(
      fc.property(worlds({ maxLeads: 8 }), (one) => {
        const world = readFoldWorld(one);
        const { features: all } = foldRows(world, 'arrival');
        for (const lead of world.leads.keys()) {
          const { features, statement, fitRules, events } = explainOrdinal(world, lead);
          const pain = statement.lines.at(-1)?.balance ?? 0;
          expect(pain).toBe(features.pain[lead]);
          expect((features.fit[lead] ?? 0) + pain + (features.bonus[lead] ?? 0)).toBe(features.score[lead]);
          expect(features.score[lead]).toBe(all.score[lead]);
          expect(features.readyAt[lead]).toBe(all.readyAt[lead]);
          expect(fitRules).toHaveLength(world.model.fit.points.length);
          expect(events.used).toBe(all.events[lead]);
        }
      }),
      { numRuns },
    );
  });

  it('S3.3 knows up to 120 rules apart', () => {
    const count = fc.integer({ min: 1, max: 120 });
    const hits = fc.array(fc.nat({ max: 119 }), { maxLength: 30 });
    fc.assert(
      fc.property(count, hits, fc.boolean(), (rules, matched, all) => {
        const pain = {
          rules: Array.from({ length: rules }, (_, rule) => ({
            id: `rule-${rule}`,
            event: [`step.number_${rule}`, 'step.every'],
            points: rule + 1,
          })),
        };
        const types = [...matched.map((rule) => `step.number_${rule}`), ...(all ? ['step.every'] : [])];
        const events = types.map((type, index) => event(start + index, type));
        const world = readFoldWorld(build({ ready: 1000, pain }, events, start + day));
        const single = matched.filter((rule) => rule < rules).reduce((sum, rule) => sum + rule + 1, 0);
        const every = all ? (rules * (rules + 1)) / 2 : 0;
        expect(foldRows(world, 'identity').features.pain[0]).toBe(single + every);
        expect(explainOrdinal(world, 0).statement.lines).toHaveLength(
          matched.filter((rule) => rule < rules).length + (all ? rules : 0),
        );
      }),
      { numRuns },
    );
  });

  it('names the rules worth most, best first', () => {
    fc.assert(
      fc.property(some, (one) => {
        const world = readFoldWorld(one);
        const { reasons, reasonPoints } = foldRows(world, 'arrival').features;
        for (const lead of world.leads.keys()) {
          const named = reasons.map((column) => column[lead] ?? -1);
          const points = reasonPoints.map((column) => column[lead] ?? 0);
          expect(points).toEqual(points.toSorted((a, b) => b - a));
          expect(named.map((rule) => rule === -1)).toEqual(points.map((value) => value === 0));
          const present = named.filter((rule) => rule !== -1);
          expect(new Set(present).size).toBe(present.length);
        }
      }),
      { numRuns },
    );
  });
});

/** Pushes the parts one after the other and settles after each, as somebody would who looks in between. */
function foldInParts(
  world: FoldWorld,
  lead: number,
  order: TieOrder,
  parts: readonly (readonly EventRow[])[],
) {
  const { model, asOf, dayOf, facts, valueColumns } = world;
  const events = new LeadEvents(model, dayOf, order, maskWords(model.pain.count), valueColumns);
  const fold = new LeadFold(model, asOf, facts);
  const outcome = () => {
    const features = emptyFeatures(facts.leads);
    const spells = fold.fold(lead, events, features, true);
    const { used, machine, duplicates, ambiguous } = events;
    return { features, spells, used, machine, duplicates, ambiguous };
  };
  let latest = outcome();
  for (const rows of parts) {
    events.push(batchOf(rows), 0, rows.length);
    events.settle();
    latest = outcome();
  }
  return latest;
}

function inOrder(a: EventRow, b: EventRow): number {
  return a.lead - b.lead || a.at - b.at;
}
