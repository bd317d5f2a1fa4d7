import { valueProblem } from '../../problem.js';
import type { Advise } from './review.js';
import { lengthOf } from './step-graph.js';

const DAY_MS = 86_400_000;

/** What is over after four weeks ends soon enough by itself. */
const SHORT_MS = 28 * DAY_MS;

/** Long series that nothing but their goal ends. */
export const noExit: Advise = ({ campaigns }) =>
  campaigns.flatMap(({ campaign, path }) => {
    const { id, exits, maxAgeMs, transactional } = campaign;
    const length = lengthOf(campaign);
    const ends = exits.length > 0 || campaign.while !== undefined || maxAgeMs !== undefined;
    if (ends || transactional || length <= SHORT_MS) return [];
    const message = `The campaign "${id}" lasts ${Math.round(length / DAY_MS)} days, and nothing but its goal ends it.`;
    return [valueProblem('lint/no-exit', [...path, 'id'], message)];
  });
