import { didYouMean } from '../../diagnostics/nearest.js';
import { type Entry, entriesAt, entryAt, type Outline, textAt } from '../outline.js';
import { type Problem, valueProblem } from '../problem.js';

/** Steps that go on with a step their campaign does not have. */
export function unknownSteps(outline: Outline): readonly Problem[] {
  return outline.campaigns.flatMap((campaign) => {
    const steps = entriesAt(campaign, 'steps');
    const ids = steps.flatMap((step) => textAt(step, 'id') ?? []);
    return steps.flatMap((step) => unknownTargets(entryAt(step, 'on'), ids));
  });
}

function unknownTargets(reactions: Entry, ids: readonly string[]): readonly Problem[] {
  return Object.keys(reactions.value).flatMap((reaction) => {
    const target = textAt(entryAt(reactions, reaction), 'goto');
    if (target === undefined || ids.includes(target)) return [];
    const path = [...reactions.path, reaction, 'goto'];
    const message = `There is no step "${target}" in this campaign.`;
    return [valueProblem('config/unknown-step', path, message, { help: didYouMean(target, ids) })];
  });
}
