import { expect } from 'vitest';
import type { EngineResult } from './run-world.js';
import { type OracleLead, oracle } from './score.js';
import type { World } from './world.js';

/** Throws when the two disagree; returns the number of leads compared. */
export function compareScores(one: World, { keys, folded, matched }: EngineResult): number {
  const expected = oracle(one);
  const { features, events } = folded;
  expect(matched.leadCounts).toEqual(expected.counts.leads);
  expect(events).toEqual(expected.counts.events);
  expect([...keys].sort()).toEqual(expected.leads.map(({ key }) => key).sort());
  const byKey = new Map(expected.leads.map((lead) => [lead.key, lead]));
  keys.forEach((key, ord) => {
    const lead = byKey.get(key) as OracleLead;
    const at = (column: ArrayLike<number>) => column[ord] as number;
    const instant = (column: ArrayLike<number>) => (Number.isNaN(at(column)) ? undefined : at(column));
    const got = {
      key,
      fit: at(features.fit),
      bonus: at(features.bonus),
      ready: at(features.ready) === 1,
      disqualified: at(features.disqualified) === 1,
      readyAt: instant(features.readyAt),
      firstReadyAt: instant(features.firstReadyAt),
      dueAt: instant(features.dueAt),
    };
    const { fit, bonus, ready, disqualified, readyAt, firstReadyAt, dueAt } = lead;
    expect(got).toEqual({ key, fit, bonus, ready, disqualified, readyAt, firstReadyAt, dueAt });
    for (const name of ['pain', 'score', 'velocity', 'momentum'] as const) {
      expect(
        closeTo(at(features[name]), lead[name]),
        `${name} of ${key}: ${at(features[name])} is not ${lead[name]}`,
      ).toBe(true);
    }
  });
  return keys.length;
}

function closeTo(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}
