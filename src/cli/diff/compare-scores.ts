import type {
  LeadChanges,
  LeadCrossing,
  LeadMove,
  ReadyDiff,
  RuleEffect,
  ScoreDiff,
} from '../../model/config-diff.js';
import { Attribution, type Part } from './attribute-moves.js';
import { nearlyEqual } from './nearly-equal.js';
import type { Pairs } from './pair-leads.js';
import type { Side } from './side.js';

export interface ComparedScores {
  readonly ready: ReadyDiff;
  readonly scores: ScoreDiff;
  readonly moves: LeadChanges['moves'];
  readonly crossings: LeadChanges['crossings'];
}

/** Compares scores and readiness (S3). A lead that one config alone reads has not moved, but may be ready with one alone. */
export function compareScores(before: Side, after: Side, pairs: Pairs): ComparedScores {
  const attribution = new Attribution(before, after);
  const moves: (LeadMove & { readonly parts: readonly Part[] })[] = [];
  for (const [old, now] of pairs.newOf.entries()) {
    if (now < 0) continue;
    const [was, is] = [before.features.score[old] as number, after.features.score[now] as number];
    if (nearlyEqual(was, is)) continue;
    const parts = attribution.partsOf(old, now);
    const rules = parts.map(({ kind, rule, points }) => ({ kind, rule, points }));
    moves.push({ lead: before.keys[old] as string, old: was, new: is, rules, parts });
  }
  moves.sort((a, b) => Math.abs(b.new - b.old) - Math.abs(a.new - a.old) || order(a.lead, b.lead));
  const crossings = crossingsOf(before, after, pairs);
  return {
    ready: {
      thresholds: { old: before.config.score.ready, new: after.config.score.ready },
      old: countReady(before),
      new: countReady(after),
      gained: crossings.filter(({ is }) => is === 'gained').length,
      lost: crossings.filter(({ is }) => is === 'lost').length,
    },
    scores: summarizeMoves(moves),
    moves: moves.map(({ parts: _, ...move }) => move),
    crossings,
  };
}

function summarizeMoves(moves: readonly (LeadMove & { readonly parts: readonly Part[] })[]): ScoreDiff {
  const deltas = moves.map((move) => move.new - move.old).sort((a, b) => a - b);
  const sum = deltas.reduce((total, delta) => total + delta, 0);
  const effects = new Map<
    string,
    { effect: Omit<RuleEffect, 'leads' | 'points'>; leads: number; points: number }
  >();
  for (const { kind, rule, change, points } of moves.flatMap(({ parts }) => parts)) {
    const name = `${kind} ${rule}`;
    const known = effects.get(name) ?? { effect: { kind, rule, change }, leads: 0, points: 0 };
    effects.set(name, { ...known, leads: known.leads + 1, points: known.points + points });
  }
  return {
    moved: deltas.length,
    up: deltas.filter((delta) => delta > 0).length,
    down: deltas.filter((delta) => delta < 0).length,
    spread:
      deltas.length === 0
        ? null
        : {
            least: deltas[0] as number,
            median: median(deltas),
            mean: sum / deltas.length,
            greatest: deltas.at(-1) as number,
          },
    distribution: distributionOf(deltas),
    rules: [...effects.values()]
      .map(({ effect, leads, points }) => ({ ...effect, leads, points }))
      .sort((a, b) => b.leads - a.leads || order(a.rule, b.rule)),
  };
}

/** Upper ends of the classes of moves, in points. */
const ends = [-50, -20, -10, -5, 0, 5, 10, 20, 50];

function distributionOf(deltas: readonly number[]): ScoreDiff['distribution'] {
  return [...ends, null]
    .map((to, index) => {
      const from = ends[index - 1] ?? null;
      const leads = deltas.filter(
        (delta) => (from === null || delta >= from) && (to === null || delta < to),
      ).length;
      return { from, to, leads };
    })
    .filter(({ leads }) => leads > 0);
}

function crossingsOf(before: Side, after: Side, { newOf, oldOf }: Pairs): readonly LeadCrossing[] {
  const scoreOf = (side: Side, lead: number) => (lead < 0 ? null : (side.features.score[lead] as number));
  const isReady = (side: Side, lead: number) => lead >= 0 && side.features.ready[lead] === 1;
  const gained = [...oldOf.entries()].flatMap(([now, old]): readonly LeadCrossing[] =>
    isReady(after, now) && !isReady(before, old)
      ? [
          {
            lead: after.keys[now] as string,
            is: 'gained',
            old: scoreOf(before, old),
            new: scoreOf(after, now),
          },
        ]
      : [],
  );
  const lost = [...newOf.entries()].flatMap(([old, now]): readonly LeadCrossing[] =>
    isReady(before, old) && !isReady(after, now)
      ? [
          {
            lead: before.keys[old] as string,
            is: 'lost',
            old: scoreOf(before, old),
            new: scoreOf(after, now),
          },
        ]
      : [],
  );
  return [...gained, ...lost];
}

function countReady({ features }: Side): number {
  return features.ready.reduce((count, ready) => count + ready, 0);
}

function median(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] as number;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] as number)) / 2 : upper;
}

/** By code units, whatever the language of the machine. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
