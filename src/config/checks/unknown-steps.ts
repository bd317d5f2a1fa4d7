import {
  type Entry,
  entriesAt,
  entryAt,
  type Outline,
  type PlacedText,
  textAt,
  textsAt,
} from '../outline.js';
import { type Problem, valueProblem } from '../problem.js';
import { suggest } from '../suggestion.js';

/** Steps that go on with a step their campaign does not have, and moves to such a step. */
export function unknownSteps({ campaigns }: Outline): readonly Problem[] {
  // What a campaign would inherit if it could may have the step.
  return campaigns.filter(({ value }) => value.extends === undefined).flatMap(unknownTargets);
}

function unknownTargets(campaign: Entry): readonly Problem[] {
  const steps = entriesAt(campaign, 'steps');
  const ids = steps.flatMap((step) => textAt(step, 'id') ?? []);
  return [...steps.flatMap(gotos), ...moves(campaign)].flatMap(({ text, path }) => {
    if (ids.includes(text)) return [];
    const message = `There is no step "${text}" in this campaign.`;
    return [valueProblem('config/unknown-step', path, message, suggest(text, ids))];
  });
}

function gotos(step: Entry): readonly PlacedText[] {
  const reactions = entryAt(step, 'on');
  return Object.keys(reactions.value).flatMap((name) => textsAt(entryAt(reactions, name), 'goto'));
}

function moves(campaign: Entry): readonly PlacedText[] {
  const moved = entryAt(campaign, 'moved');
  const targets = Object.keys(moved.value).flatMap((former) => textsAt(moved, former));
  return targets.filter(({ text }) => text !== 'exit');
}
