import { entriesAt, type Outline } from '../outline.js';
import { keyProblem, type Problem } from '../problem.js';

/** Rungs of steps that nothing is compared with. */
export function rungWithoutLadder({ policy, campaigns }: Outline): readonly Problem[] {
  if (policy.value.ladder !== undefined) return [];
  return campaigns
    .flatMap((campaign) => entriesAt(campaign, 'steps'))
    .filter(({ value }) => value.rung !== undefined)
    .map(({ path }) => {
      const message = 'The step has a rung, and `policy.ladder` names no field.';
      return keyProblem('config/rung-without-ladder', [...path, 'rung'], message);
    });
}
