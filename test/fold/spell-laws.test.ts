import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeadFold } from '../../src/fold/fold-lead.js';
import { LeadEvents } from '../../src/fold/lead-events.js';
import type { Spell } from '../../src/fold/spells.js';
import { maskWords } from '../../src/model/event-batch.js';
import { emptyFeatures } from '../../src/model/features.js';
import { world as worlds } from '../oracle/arbitraries.js';
import { batchOf } from './event-rows.js';
import { explainOrdinal, type FoldWorld, readFoldWorld, rowsOfLead } from './fold-world.js';

const numRuns = process.env.LONG === undefined ? 80 : 1500;
const some = worlds({ exactTies: false, maxLeads: 8 });
const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 });
const tenYearsMs = 3652 * 86_400_000;

describe('S3.5 spells', () => {
  it('are in order, apart, and between first touch and as-of', () => {
    fc.assert(
      fc.property(worlds({ maxLeads: 8 }), (one) => {
        const world = readFoldWorld(one);
        for (const lead of world.leads.keys()) {
          const { features, spells } = explainOrdinal(world, lead);
          let after = sinceOf(world, lead, features.firstTouchAt);
          for (const [index, { from, to }] of spells.entries()) {
            expect(from).toBeGreaterThanOrEqual(after);
            expect(to === undefined).toBe(index === spells.length - 1 && features.ready[lead] === 1);
            expect(to ?? world.asOf + 1).toBeGreaterThan(from);
            expect(to ?? world.asOf).toBeLessThanOrEqual(world.asOf);
            // Two that touch would be one.
            after = (to ?? world.asOf) + 1;
          }
        }
      }),
      { numRuns },
    );
  });

  it('hold the instants at which the lead is ready, and no other', () => {
    let instants = 0;
    fc.assert(
      fc.property(some, shares, (one, places) => {
        const world = readFoldWorld(one);
        for (const lead of world.leads.keys()) {
          const { features, spells } = explainOrdinal(world, lead);
          const since = sinceOf(world, lead, features.firstTouchAt);
          const edges = [
            ...spells.flatMap(({ from, to }) => [from, to ?? world.asOf]),
            ...rowsOfLead(world, lead).map(({ at }) => at),
          ].flatMap((edge) => [edge - 1, edge]);
          const anywhere = places.map((share) => Math.floor(since + share * (world.asOf - since)));
          for (const instant of [...edges, ...anywhere]) {
            if (instant < since || instant > world.asOf) continue;
            const ready = explainOrdinal(world, lead, instant).features.ready[lead] === 1;
            if (ready !== contains(spells, instant)) {
              expect.fail(
                `lead ${lead} is ${ready ? '' : 'not '}ready at ${instant}, but ${JSON.stringify(spells)}`,
              );
            }
            instants++;
          }
        }
      }),
      { numRuns },
    );
    expect(instants).toBeGreaterThan(numRuns * 10);
  });

  it('begin at the same instants when their ends are not asked for', () => {
    fc.assert(
      fc.property(worlds({ maxLeads: 8 }), (one) => {
        const world = readFoldWorld(one);
        for (const lead of world.leads.keys()) {
          expect(featuresBy(world, lead, false)).toEqual(featuresBy(world, lead, true));
        }
      }),
      { numRuns: numRuns * 2 },
    );
  });

  it('end, if nothing more happens, when the explanation says so', () => {
    let ended = 0;
    fc.assert(
      fc.property(some, (one) => {
        const read = readFoldWorld(one);
        const world = { ...read, rows: read.rows.filter(({ at }) => at <= read.asOf) };
        const isReady = (lead: number, at: number) =>
          explainOrdinal(world, lead, at).features.ready[lead] === 1;
        for (const lead of world.leads.keys()) {
          const { features, readyUntil } = explainOrdinal(world, lead);
          if (features.ready[lead] !== 1) expect(readyUntil).toBeNaN();
          else if (Number.isNaN(readyUntil)) expect(isReady(lead, world.asOf + tenYearsMs)).toBe(true);
          else {
            expect(readyUntil).toBeGreaterThan(world.asOf);
            expect(isReady(lead, readyUntil - 1)).toBe(true);
            expect(isReady(lead, readyUntil)).toBe(false);
            ended++;
          }
        }
      }),
      { numRuns },
    );
    expect(ended).toBeGreaterThan(numRuns / 50);
  });
});

/** The history of a lead begins at its first touch; one that nobody ever touched has been there since as-of. */
function sinceOf({ asOf }: FoldWorld, lead: number, firstTouchAt: Float64Array): number {
  const since = firstTouchAt[lead] ?? Number.NaN;
  return Number.isNaN(since) ? asOf : since;
}

function contains(spells: readonly Spell[], instant: number): boolean {
  return spells.some(({ from, to = Number.POSITIVE_INFINITY }) => from <= instant && instant < to);
}

function featuresBy(
  { model, asOf, dayOf, facts, valueColumns, rows }: FoldWorld,
  lead: number,
  exactSpells: boolean,
) {
  const own = rows.filter((row) => row.lead === lead && row.at <= asOf);
  const events = new LeadEvents(model, dayOf, 'arrival', maskWords(model.pain.count), valueColumns);
  events.push(batchOf(own), 0, own.length);
  events.settle();
  const features = emptyFeatures(facts.leads);
  new LeadFold(model, asOf, facts).fold(lead, events, features, exactSpells);
  return features;
}
