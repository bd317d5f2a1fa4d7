import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventFold } from '../../src/fold/fold-events.js';
import type { Config } from '../../src/model/config.js';
import { world as worlds } from '../oracle/arbitraries.js';
import { type OracleLead, oracle } from '../oracle/score.js';
import { readInstant } from '../oracle/values.js';
import type { World } from '../oracle/world.js';
import {
  explainOrdinal,
  type FoldWorld,
  foldRows,
  readConfig,
  readFoldWorld,
  rowsOfLead,
} from './fold-world.js';

const cases = process.env.LONG === undefined ? 5_000 : 100_000;

describe('the fold agrees with the oracle (S1-S3)', () => {
  it(`on at least ${cases} leads of random worlds`, { timeout: 3_600_000 }, () => {
    const seen = { leads: 0, ready: 0, spells: 0, lines: 0, bonus: 0 };
    const compareAt = (one: World, config: Config) => {
      const { leads } = compare(one, config);
      for (const { ready, spells, statement, bonus } of leads) {
        seen.leads++;
        seen.ready += Number(ready);
        seen.spells += spells.length;
        seen.lines += statement.length;
        seen.bonus += Number(bonus > 0);
      }
      return leads;
    };
    fc.assert(
      fc.property(worlds({ exactTies: false }), hoursAside, (one, hours) => {
        const config = readConfig(one);
        const leads = compareAt(one, config);
        for (const asOf of otherMoments(one, hours, leads)) compareAt({ ...one, asOf }, config);
      }),
      // The number of worlds is a constant, so that a seed always means the same run.
      { numRuns: Math.ceil(cases / 11), seed: 20260301 },
    );
    expect(seen.leads).toBeGreaterThanOrEqual(cases);
    expect(seen.ready).toBeGreaterThan(cases / 10);
    expect(seen.spells).toBeGreaterThan(cases / 5);
    expect(seen.lines).toBeGreaterThan(cases);
    expect(seen.bonus).toBeGreaterThan(cases / 20);
  });

  it('also where many events with points of their own share an instant and a daily limit', () => {
    let ambiguous = 0;
    fc.assert(
      fc.property(worlds({ exactTies: false, maxLeads: 4 }).map(crowd), (one) => {
        ambiguous += Number(compare(one, readConfig(one)).ambiguous);
      }),
      { numRuns: cases / 50, seed: 3 },
    );
    expect(ambiguous).toBeGreaterThan(cases / 5000);
  });
});

/** Throws when the two disagree on a lead or on the use of a row; else says what both found. */
function compare(
  one: World,
  config: Config,
): { readonly leads: readonly OracleLead[]; readonly ambiguous: boolean } {
  const world = readFoldWorld(one, config);
  const { leads, counts } = oracle(one);
  const byIdentity = foldRows(world, 'identity');
  const byArrival = foldRows(world, 'arrival');
  // As the product does: rows that only their text can order are folded again in that order.
  const fold = byIdentity.ambiguous ? byArrival : byIdentity;
  expect(countsOf(fold)).toEqual(withoutRead(counts.events));
  expect(world.leads.map(({ key }) => key).toSorted()).toEqual(leads.map(({ key }) => key).toSorted());
  const byKey = new Map(world.leads.map(({ key }, ordinal) => [key, ordinal]));
  for (const lead of leads) {
    const ordinal = byKey.get(lead.key) ?? -1;
    compareFeatures(fold, ordinal, lead);
    compareFeatures(byArrival, ordinal, lead);
    compareExplanation(one, world, ordinal, lead);
  }
  return { leads, ambiguous: byIdentity.ambiguous };
}

const hoursAside = fc.array(fc.integer({ min: -200, max: 200 }), { minLength: 3, maxLength: 3 });

/** More instants to look at the same world from: some hours aside, and the first end of a spell with the millisecond before. */
function otherMoments(one: World, hours: readonly number[], leads: readonly OracleLead[]): readonly string[] {
  const [end] = leads.flatMap(({ spells }) => spells.flatMap(({ to }) => to ?? []));
  const aside = hours.map((count) => Date.parse(one.asOf) + count * 3_600_000);
  return [...aside, ...(end === undefined ? [] : [end - 1, end])].map((at) => new Date(at).toISOString());
}

const quarterMs = 91 * 86_400_000;

/** Moves every event to the beginning of its quarter of the year, under an id of its own, with points of its own and two to a day. */
function crowd(one: World): World {
  const { score } = one.config;
  const rules = (score.pain?.rules ?? []).map((rule) => ({
    daily: 2,
    ...rule,
    points: { property: 'value' },
  }));
  const events = one.events.map((event, place) => {
    const at = readInstant(event.at, one.config.timezone, one.reading);
    const moved =
      at === undefined ? event.at : new Date(Math.floor(at / quarterMs) * quarterMs).toISOString();
    const value = place % 3 === 0 ? '5' : '10';
    return { ...event, event_id: `c${place}`, at: moved ?? '', value };
  });
  return { ...one, config: { ...one.config, score: { ...score, pain: { ...score.pain, rules } } }, events };
}

function countsOf({ counts }: EventFold) {
  const { used, orphans, machine, duplicates, afterAsOf, quarantined } = counts;
  const unusable = [...quarantined.values()].reduce((sum, rows) => sum + rows, 0);
  return { used, orphans, machine, duplicates, afterAsOf, quarantined: unusable };
}

function withoutRead<T extends { readonly read: number }>({ read, ...counts }: T): Omit<T, 'read'> {
  return counts;
}

function compareFeatures({ features }: EventFold, ordinal: number, lead: OracleLead): void {
  const at = (column: ArrayLike<number>) => column[ordinal] ?? Number.NaN;
  const instant = (column: ArrayLike<number>) => (Number.isNaN(at(column)) ? undefined : at(column));
  const { fit, bonus, ready, disqualified, readyAt, firstReadyAt, dueAt } = lead;
  const got = {
    fit: at(features.fit),
    bonus: at(features.bonus),
    ready: at(features.ready) === 1,
    disqualified: at(features.disqualified) === 1,
    readyAt: instant(features.readyAt),
    firstReadyAt: instant(features.firstReadyAt),
    dueAt: instant(features.dueAt),
  };
  const context = `lead ${lead.key}`;
  expect(got, context).toEqual({ fit, bonus, ready, disqualified, readyAt, firstReadyAt, dueAt });
  for (const name of ['pain', 'score', 'velocity', 'momentum'] as const) {
    expectClose(at(features[name]), lead[name], `${name} of ${context}`);
  }
}

function compareExplanation(one: World, world: FoldWorld, ordinal: number, lead: OracleLead): void {
  const { statement, spells, events } = explainOrdinal(world, ordinal);
  expect(spells, `spells of lead ${lead.key}`).toEqual(lead.spells);
  expect(events.used).toBe(world.leads[ordinal]?.events.filter(({ machine }) => !machine).length);
  const rows = rowsOfLead(world, ordinal);
  const rules = one.config.score.pain?.rules ?? [];
  const got = statement.lines.map(({ event, rule, at, points }) => ({
    eventIndex: rows[event]?.place,
    ruleId: rules[rule]?.id,
    at,
    points,
  }));
  expect(got, `statement of lead ${lead.key}`).toEqual(
    lead.statement.map(({ eventIndex, ruleId, at, points }) => ({ eventIndex, ruleId, at, points })),
  );
  for (const [index, line] of statement.lines.entries()) {
    for (const name of ['now', 'counted', 'balance'] as const) {
      expectClose(
        line[name],
        lead.statement[index]?.[name] ?? Number.NaN,
        `${name} of line ${index} of lead ${lead.key}`,
      );
    }
  }
}

/** Sums of the same numbers in another order differ by their last bits, and by nothing more. */
function expectClose(got: number, expected: number, name: string): void {
  const tolerance = 1e-9 * Math.max(1, Math.abs(got), Math.abs(expected));
  if (!(Math.abs(got - expected) <= tolerance)) expect.fail(`${name}: ${got} is not ${expected}`);
}
