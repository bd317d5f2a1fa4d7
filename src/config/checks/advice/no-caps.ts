import { keyProblem } from '../../problem.js';
import type { Advise } from './review.js';

/** Several campaigns for the same people, and no cap over all of them (I9). */
export const noCaps: Advise = ({ config, campaigns }) => {
  const marketing = campaigns.filter(({ campaign }) => !campaign.transactional && !campaign.paused);
  if (config.policy.caps.length > 0 || marketing.length < 2) return [];
  const message = `${marketing.length} campaigns may write to the same leads, and policy.caps limits nothing.`;
  return [keyProblem('lint/no-caps', ['policy'], message)];
};
