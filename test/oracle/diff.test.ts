import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeadChanges } from '../../src/model/config-diff.js';
import { runHere } from '../cli/run-here.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { world } from './arbitraries.js';
import { writeWorld } from './run-world.js';
import { oracle } from './score.js';
import type { RawFitRule, RawPainRule, RawScore, World } from './world.js';

const long = process.env.LONG !== undefined;
const worlds = long ? 1000 : 12;

describe('nurture diff agrees with the oracle', () => {
  it(`names the leads that one rule moves, in ${worlds} worlds`, { timeout: 3_600_000 }, async () => {
    const seen = { moves: 0, crossings: 0, leads: 0 };
    await fc.assert(
      fc.asyncProperty(world({ exactTies: false, maxLeads: 20 }), edit, async (one, change) => {
        const { changed, rule } = changeRule(one, change);
        const { leads } = await compare(one, changed);
        const { moves, crossings } = expected(one, changed);
        const doubtful = new Set(moves.filter(({ isDoubtful }) => isDoubtful).map(({ lead }) => lead));
        const sure = (lead: string) => !doubtful.has(lead);
        expect(namesOf(leads.moves).filter(sure)).toEqual(namesOf(moves).filter(sure));
        expect(leads.crossings.map(({ lead, is }) => `${lead} ${is}`).sort()).toEqual(crossings);
        for (const move of leads.moves) {
          expect(sum(move.rules.map(({ points }) => points))).toBeCloseTo(move.new - move.old, 6);
          const rules = move.rules.filter(({ kind }) => kind === 'fit' || kind === 'pain');
          for (const named of rules) expect(named.rule).toBe(rule);
        }
        seen.moves += leads.moves.length;
        seen.crossings += crossings.length;
        seen.leads += oracle(one).leads.length;
      }),
      { numRuns: worlds, seed: 11, endOnFailure: true },
    );
    expect(seen.moves).toBeGreaterThan(worlds / 2);
    expect(seen.leads).toBeGreaterThan(seen.moves);
  });

  it('finds nothing between a config and itself', { timeout: 3_600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(world({ exactTies: false, maxLeads: 20 }), async (one) => {
        const { differs, leads } = await compare(one, one);
        const nothing = { moves: [], crossings: [], flows: [], sends: [], journeys: [] };
        expect({ differs, leads }).toEqual({ differs: false, leads: nothing });
      }),
      { numRuns: Math.ceil(worlds / 3), seed: 12, endOnFailure: true },
    );
  });
});

/** A change of one rule: other points, or no rule at all. */
interface Edit {
  readonly kind: 'points' | 'removal';
  readonly place: number;
  readonly by: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('points', 'removal'),
  place: fc.nat(),
  by: fc.constantFrom(-60, 3, 55),
});

/** Changes one rule, and one that matters to somebody where there is one. */
function changeRule(
  one: World,
  { kind, place, by }: Edit,
): { readonly changed: World; readonly rule: string } {
  const { score } = one.config;
  const [fit, pain] = [score.fit?.rules ?? [], score.pain?.rules ?? []];
  const withChanged = (id: string): World => {
    const edited = <T extends RawFitRule | RawPainRule>(rules: readonly T[]): readonly T[] =>
      rules.flatMap((rule) =>
        rule.id !== id ? [rule] : kind === 'removal' ? [] : [{ ...rule, points: by }],
      );
    const changed: RawScore = {
      ...score,
      ...(score.fit && { fit: { ...score.fit, rules: edited(fit) } }),
      ...(score.pain && { pain: { ...score.pain, rules: edited(pain) } }),
    };
    return { ...one, config: { ...one.config, score: changed } };
  };
  const ids = [...fit, ...pain].map(({ id }) => id);
  const turned = ids.map((_, index) => ids[(place + index) % ids.length] as string);
  const rule = turned.find((id) => expected(one, withChanged(id)).moves.length > 0) ?? turned[0] ?? '';
  return { changed: withChanged(rule), rule };
}

async function compare(one: World, changed: World) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'old.yaml'), writeWorld(one, folder));
  writeFileSync(join(folder, 'new.yaml'), writeWorld(changed, folder));
  const args = ['diff', 'old.yaml', 'new.yaml', '--json', '--leads', '--as-of', one.asOf, '--threads', '1'];
  const { stdout, stderr, code } = await runHere(args, { cwd: folder });
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as { readonly differs: boolean; readonly leads: LeadChanges };
}

/** What the naive scores say. A move that rounding could make or hide is doubtful. */
function expected(one: World, changed: World) {
  const before = new Map(oracle(one).leads.map((lead) => [lead.key, lead]));
  const pairs = oracle(changed).leads.flatMap((now) => {
    const was = before.get(now.key);
    return was === undefined ? [] : [{ lead: now.key, was, now }];
  });
  const moves = pairs.flatMap(({ lead, was, now }) => {
    const by = Math.abs(now.score - was.score) / Math.max(1, Math.abs(now.score), Math.abs(was.score));
    return by > 1e-11 ? [{ lead, isDoubtful: by < 1e-7 }] : [];
  });
  const crossings = pairs.flatMap(({ lead, was, now }) =>
    was.ready === now.ready ? [] : [`${lead} ${now.ready ? 'gained' : 'lost'}`],
  );
  return { moves, crossings: crossings.sort() };
}

function namesOf(leads: readonly { readonly lead: string }[]): readonly string[] {
  return leads.map(({ lead }) => lead).sort();
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
