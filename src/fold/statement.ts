import type { ScoreModel } from '../model/score-model.js';
import { remaining } from './decay.js';
import type { LeadEvents } from './lead-events.js';
import { PainAdder } from './pain.js';

/** One event counted for one rule, as on a bank statement (S3.7). */
export interface StatementLine {
  /** Index of the event in arrival order. */
  readonly event: number;
  readonly rule: number;
  readonly at: number;
  /** Points when it happened. */
  readonly points: number;
  /** Points left at as-of, before any cap. */
  readonly now: number;
  /** What the caps left of that: the balance after this line minus the one before. */
  readonly counted: number;
  /** PAIN of this and all lines before. */
  readonly balance: number;
}

export interface Statement {
  readonly lines: readonly StatementLine[];
  /** Events that matched a rule but are older than its `within`. */
  readonly expired: number;
  readonly pain: number;
}

/** The statement of the settled events of one lead. Its last balance is PAIN: it is added up by the very same steps. */
export function writeStatement(model: ScoreModel, events: LeadEvents, asOf: number): Statement {
  const { pain } = model;
  const adder = new PainAdder(pain);
  const sums = new Float64Array(pain.count);
  const lines: StatementLine[] = [];
  let balance = 0;
  for (let hit = 0; hit < events.hits; hit++) {
    const at = events.hitAt[hit] as number;
    const rule = events.hitRule[hit] as number;
    const points = events.hitPoints[hit] as number;
    if (asOf - at >= (pain.within[rule] as number)) continue;
    const halfLife = pain.halfLives[pain.decay[rule] as number] as number;
    const now = points * (halfLife === 0 ? 1 : remaining((asOf - at) / halfLife));
    sums[rule] = (sums[rule] as number) + now;
    const after = adder.add(sums);
    lines.push({
      event: events.hitEvent[hit] as number,
      rule,
      at,
      points,
      now,
      counted: after - balance,
      balance: after,
    });
    balance = after;
  }
  return { lines, expired: events.hits - lines.length, pain: balance };
}

/** What one more event of a rule, at as-of, would add to PAIN, and how many of them would add `needed`. */
export interface Prospect {
  readonly rule: number;
  readonly adds: number;
  /** Missing when no number of such events is enough. */
  readonly events?: number;
}

const mostEvents = 20;

/** The ways to `needed` more PAIN by events of one rule with fixed points, shortest first. */
export function prospects(model: ScoreModel, statement: Statement, needed: number): readonly Prospect[] {
  const { pain } = model;
  const adder = new PainAdder(pain);
  const sums = new Float64Array(pain.count);
  for (const { rule, now } of statement.lines) sums[rule] = (sums[rule] as number) + now;
  const found: Prospect[] = [];
  for (let rule = 0; rule < pain.count; rule++) {
    const points = pain.points[rule] as number;
    if (!(points > 0)) continue;
    const gain = (events: number) => {
      const more = Float64Array.from(sums);
      more[rule] = (more[rule] as number) + events * points;
      return adder.add(more) - statement.pain;
    };
    const adds = gain(1);
    if (adds <= 0) continue;
    let events = 1;
    while (events <= mostEvents && gain(events) < needed) events++;
    found.push(events <= mostEvents ? { rule, adds, events } : { rule, adds });
  }
  const reach = (prospect: Prospect) => prospect.events ?? Number.POSITIVE_INFINITY;
  return found.sort((a, b) => reach(a) - reach(b) || b.adds - a.adds);
}
