import { valueProblem } from '../../problem.js';
import type { Advise } from './review.js';

/** Campaigns that compete for the same leads with the same priority (S6.6). */
export const priorityTies: Advise = ({ campaigns }) => {
  const competing = campaigns.filter(({ campaign }) => !campaign.transactional && !campaign.paused);
  return competing.flatMap(({ campaign: { id, priority }, path }, index) => {
    const same = competing.slice(0, index).find(({ campaign }) => campaign.priority === priority);
    if (same === undefined) return [];
    const message = `The campaigns "${same.campaign.id}" and "${id}" have the same priority, ${priority}.`;
    return [valueProblem('lint/priority-tie', [...path, 'priority'], message)];
  });
};
