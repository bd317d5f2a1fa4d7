import type { Outline } from '../outline.js';
import { keyProblem, type Problem } from '../problem.js';

const MOST_FACTORS = 20;

/** From here on it is no matter of taste. */
const FAR_TOO_MANY = 25;

/** A score of more factors than anybody can keep in mind (D3). */
export function tooManyFactors(outline: Outline): readonly Problem[] {
  const count = outline.fitRules.length + outline.painRules.length;
  if (count <= MOST_FACTORS) return [];
  const more = count > FAR_TOO_MANY ? `, more than ${FAR_TOO_MANY}` : '';
  return [keyProblem('config/too-many-factors', ['score'], `The score has ${count} factors${more}.`)];
}
