import { valueProblem } from '../../problem.js';
import { suggest } from '../../suggestion.js';
import type { Advise, PlacedCampaign } from './review.js';

/** Mails for stages that the funnel does not have, and mails that go back to an earlier stage (H13, J4). */
export const stepStages: Advise = ({ config, campaigns }) => {
  const ids = config.audience.stages.stages.map(({ id }) => id);
  return campaigns.flatMap((placed) => [...unknownStages(placed, ids), ...backwardStages(placed, ids)]);
};

function unknownStages({ steps }: PlacedCampaign, ids: readonly string[]) {
  return steps.flatMap(({ step: { id, stage }, path }) => {
    if (stage === undefined || ids.includes(stage)) return [];
    const message = `The step "${id}" is for the stage "${stage}", which is none of ${ids.join(', ')}.`;
    const { help } = suggest(stage, ids);
    return [valueProblem('lint/unknown-step-stage', [...path, 'stage'], message, { help })];
  });
}

function backwardStages({ steps }: PlacedCampaign, ids: readonly string[]) {
  let furthest = -1;
  return steps.flatMap(({ step: { id, stage }, path }) => {
    const place = stage === undefined ? -1 : ids.indexOf(stage);
    if (place === -1) return [];
    const before = ids[furthest];
    furthest = Math.max(furthest, place);
    if (before === undefined || place >= ids.indexOf(before)) return [];
    const message = `The step "${id}" is for the stage "${stage}", after one for "${before}".`;
    return [valueProblem('lint/backward-stage', [...path, 'stage'], message)];
  });
}
