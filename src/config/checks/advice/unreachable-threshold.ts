import type { Bounds, FitConfig, PainConfig, PainRule } from '../../../model/config.js';
import { valueProblem } from '../../problem.js';
import type { Advise } from './review.js';

/** Rules that can never add up to `score.ready`, however good a lead is. */
export const unreachableThreshold: Advise = ({ config }) => {
  const { ready, fit, pain, velocity } = config.score;
  // Without any rule the config does not score at all.
  if (fit.rules.length + pain.rules.length === 0) return [];
  const bonus = Math.max(0, ...velocity.bonus.map(({ points }) => points));
  const most = mostFit(fit) + mostPain(pain) + bonus;
  if (most >= ready) return [];
  const message = `A lead can have ${most} points at most, and is ready from ${ready} on.`;
  return [valueProblem('lint/unreachable-threshold', ['score', 'ready'], message)];
};

interface Part {
  readonly most: number;
  readonly group: string | undefined;
}

function mostFit({ rules, groups, ...bounds }: FitConfig): number {
  const parts = rules.map(({ points, group }) => ({ most: Math.max(points, 0), group }));
  return bounded(sumOfGroups(parts, groups), bounds);
}

function mostPain({ rules, groups, classes, ...bounds }: PainConfig): number {
  const names = [...new Set(rules.map((rule) => rule.class))];
  const sums = names.map((name) => {
    const parts = rules.filter((rule) => rule.class === name).map(partOf);
    return bounded(sumOfGroups(parts, groups), classes[name] ?? {});
  });
  return bounded(sum(sums), bounds);
}

/** Events come again and again, so that only a bound ends what a rule can give. */
function partOf({ points, max, group }: PainRule): Part {
  const isGain = typeof points === 'number' ? points > 0 : points.factor !== 0;
  return { most: isGain ? (max ?? Number.POSITIVE_INFINITY) : 0, group };
}

function sumOfGroups(parts: readonly Part[], groups: Readonly<Record<string, Bounds>>): number {
  const names = [...new Set(parts.map(({ group }) => group))];
  return sum(
    names.map((name) => {
      const own = sum(parts.filter(({ group }) => group === name).map(({ most }) => most));
      return bounded(own, name === undefined ? {} : (groups[name] ?? {}));
    }),
  );
}

function bounded(value: number, { max }: Bounds): number {
  return Math.min(value, max ?? value);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
