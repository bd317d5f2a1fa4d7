import { type Entry, entriesAt, type Outline } from '../outline.js';
import { keyProblem, type Problem } from '../problem.js';

/** Steps whose variants are all switched off. */
export function weightlessVariants({ campaigns }: Outline): readonly Problem[] {
  return campaigns
    .flatMap((campaign) => entriesAt(campaign, 'steps'))
    .filter(isWeightless)
    .map(({ path }) => {
      const message = 'No variant of this step has a weight above 0.';
      return keyProblem('config/weightless-variants', [...path, 'variants'], message);
    });
}

function isWeightless(step: Entry): boolean {
  const variants = entriesAt(step, 'variants');
  return variants.length > 0 && variants.every(({ value }) => value.weight === 0);
}
