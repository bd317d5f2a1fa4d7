import { formatMs } from '../../durations.js';
import { valueProblem } from '../../problem.js';
import type { Advise } from './review.js';
import { lengthOf } from './step-graph.js';

/** Welcomes that go on when the usual lead has bought already (J2). */
export const longWelcomes: Advise = ({ config, campaigns }) => {
  const { salesCycleMs = Number.POSITIVE_INFINITY } = config.score;
  return campaigns.flatMap(({ campaign, path }) => {
    const length = lengthOf(campaign);
    if (campaign.kind !== 'welcome' || length <= salesCycleMs) return [];
    const message = `The campaign "${campaign.id}" lasts ${formatMs(length)}, and a sale takes ${formatMs(salesCycleMs)}.`;
    return [valueProblem('lint/long-welcome', [...path, 'id'], message)];
  });
};
