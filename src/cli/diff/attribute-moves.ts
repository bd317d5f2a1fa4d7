import { fitRuleHolds } from '../../fold/fit.js';
import type { RuleEffect, RuleKind } from '../../model/config-diff.js';
import { nearlyEqual } from './nearly-equal.js';
import type { Side } from './side.js';

/** A rule of either config that can be what moved a lead. */
interface Suspect {
  readonly kind: RuleKind;
  readonly rule: string;
  readonly change: RuleEffect['change'];
  /** Points that the old and the new config give a lead by it, by the ordinals of the lead. */
  readonly points: (old: number, now: number) => number;
}

export interface Part {
  readonly kind: RuleKind;
  readonly rule: string;
  readonly change: RuleEffect['change'];
  readonly points: number;
}

/**
 * Tells of a lead whose score has moved which rules did it: points with the new config less points with the old one, rule by rule. What
 * is left are the bounds of groups, classes, FIT and PAIN, so that the parts add up to the move.
 */
export class Attribution {
  readonly #before: Side;
  readonly #after: Side;
  readonly #suspects: readonly Suspect[];

  constructor(before: Side, after: Side) {
    this.#before = before;
    this.#after = after;
    this.#suspects = [
      ...bothOf(fitPoints(before), fitPoints(after), 'fit'),
      ...bothOf(painPoints(before), painPoints(after), 'pain'),
      {
        kind: 'bonus',
        rule: 'velocity bonus',
        change: 'changed',
        points: (old, now) => (after.features.bonus[now] as number) - (before.features.bonus[old] as number),
      },
    ];
  }

  /** The parts of a move, the largest first and the bounds last. */
  partsOf(old: number, now: number): readonly Part[] {
    const parts: Part[] = [];
    let rest = (this.#after.features.score[now] as number) - (this.#before.features.score[old] as number);
    const scale = Math.max(Math.abs(this.#after.features.score[now] as number), Math.abs(rest));
    for (const { kind, rule, change, points: pointsOf } of this.#suspects) {
      const points = pointsOf(old, now);
      if (nearlyEqual(points, 0)) continue;
      parts.push({ kind, rule, change, points });
      rest -= points;
    }
    parts.sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
    const bounds = { kind: 'bounds', rule: 'bounds', change: 'changed', points: rest } as const;
    return Math.abs(rest) > 1e-9 * Math.max(1, scale) ? [...parts, bounds] : parts;
  }
}

/** Points of each rule for a lead by its ordinal; rules that are alike in both configs may be left out. */
type PointsOf = ReadonlyMap<string, (lead: number) => number>;

function bothOf(before: PointsOf, after: PointsOf, kind: RuleKind): readonly Suspect[] {
  const nothing = () => 0;
  return [...new Set([...after.keys(), ...before.keys()])].map((rule) => {
    const [was, is] = [before.get(rule), after.get(rule)];
    const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    const [then, now] = [was ?? nothing, is ?? nothing];
    return { kind, rule, change, points: (oldLead, newLead) => now(newLead) - then(oldLead) };
  });
}

/** A disqualified lead has FIT at its floor, by the first rule that disqualifies it (S3.2). */
function fitPoints({ config, features, fitMasks }: Side): PointsOf {
  const { rules } = config.score.fit;
  return new Map(
    rules.map(({ id, points }, index) => [
      id,
      (lead) => {
        if (features.disqualified[lead] === 0) return fitRuleHolds(fitMasks, lead, index) ? points : 0;
        const first = rules.findIndex((rule, at) => rule.disqualify && fitRuleHolds(fitMasks, lead, at));
        return first === index ? (features.fit[lead] as number) : 0;
      },
    ]),
  );
}

function painPoints({ config, features }: Side): PointsOf {
  return new Map(
    features.worths.flatMap(({ rule, points }) => {
      const { id } = config.score.pain.rules[rule] ?? {};
      return id === undefined ? [] : [[id, (lead: number) => points[lead] as number] as const];
    }),
  );
}
