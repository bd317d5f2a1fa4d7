import { type Entry, entriesAt, type Outline, textAt } from '../outline.js';
import { type Problem, valueProblem } from '../problem.js';

/** Within each of these lists an id may stand once; the rules of FIT and PAIN share theirs. */
export function duplicateIds(outline: Outline): readonly Problem[] {
  const { fitRules, painRules, personas, stages, segments, campaigns } = outline;
  const steps = campaigns.map((campaign) => entriesAt(campaign, 'steps'));
  return [
    ...duplicatesIn('rule', [...fitRules, ...painRules]),
    ...duplicatesIn('persona', personas),
    ...duplicatesIn('stage', stages),
    ...duplicatesIn('segment', segments),
    ...duplicatesIn('campaign', campaigns),
    ...steps.flatMap((ofCampaign) => duplicatesIn('step', ofCampaign)),
    ...steps.flat().flatMap((step) => duplicatesIn('variant', entriesAt(step, 'variants'))),
  ];
}

function duplicatesIn(noun: string, entries: readonly Entry[]): readonly Problem[] {
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    const id = textAt(entry, 'id');
    if (id === undefined) return [];
    const isKnown = seen.has(id);
    seen.add(id);
    return isKnown ? [duplicate(noun, id, entry)] : [];
  });
}

function duplicate(noun: string, id: string, entry: Entry): Problem {
  return valueProblem(
    'config/duplicate-id',
    [...entry.path, 'id'],
    `There is another ${noun} with the id "${id}".`,
  );
}
