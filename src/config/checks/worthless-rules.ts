import { type Entry, isMapping, type Outline, textAt } from '../outline.js';
import { type Problem, valueProblem } from '../problem.js';

/** Rules that can never change a score. */
export function worthlessRules(outline: Outline): readonly Problem[] {
  return [
    ...outline.fitRules.filter((rule) => rule.value.disqualify !== true && (rule.value.points ?? 0) === 0),
    ...outline.painRules.filter(({ value }) => value.points === 0 || hasNoFactor(value.points)),
  ].map(worthless);
}

function hasNoFactor(points: unknown): boolean {
  return isMapping(points) && points.factor === 0;
}

function worthless(rule: Entry): Problem {
  const message = `The rule ${JSON.stringify(textAt(rule, 'id') ?? '')} is worth 0 points.`;
  return valueProblem('config/worthless-rule', [...rule.path, 'points'], message);
}
