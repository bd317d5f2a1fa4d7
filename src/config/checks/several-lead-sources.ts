import type { Outline } from '../outline.js';
import { type Problem, valueProblem } from '../problem.js';

/** Lead sources can not be joined yet. */
export function severalLeadSources(outline: Outline): readonly Problem[] {
  const second = outline.leadSources[1];
  if (second === undefined) return [];
  const message = `There are ${outline.leadSources.length} sources of leads; this version reads one.`;
  return [valueProblem('config/several-lead-sources', second.path, message)];
}
