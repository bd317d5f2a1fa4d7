import type { Outline } from '../outline.js';
import { keyProblem, type Problem } from '../problem.js';

const MOST_FACTORS = 20;

/** A score of more factors than anybody can keep in mind. */
export function tooManyFactors(outline: Outline): readonly Problem[] {
  const count = outline.fitRules.length + outline.painRules.length;
  if (count <= MOST_FACTORS) return [];
  return [keyProblem('config/too-many-factors', ['score'], `The score has ${count} factors.`)];
}
