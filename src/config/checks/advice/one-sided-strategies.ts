import { valueProblem } from '../../problem.js';
import { type Advise, isMessage, type PlacedCampaign } from './review.js';

/** Campaigns without a part of what their strategy is made of (S5.10). What a strategy rules out is an error (strategies.ts). */
export const oneSidedStrategies: Advise = ({ campaigns }) =>
  campaigns.flatMap((placed) => {
    const lack = lackOf(placed);
    if (lack === undefined) return [];
    const { id, strategy } = placed.campaign;
    const message = `The campaign "${id}" has the strategy ${strategy} and ${lack}.`;
    return [valueProblem('lint/one-sided-strategy', [...placed.path, 'strategy'], message)];
  });

function lackOf({ campaign: { strategy }, steps }: PlacedCampaign): string | undefined {
  const roles = steps.filter(({ step }) => isMessage(step)).map(({ step }) => step.role);
  const isOffer = (role: string) => role === 'offer';
  switch (strategy) {
    case 'hook_and_bait':
      if (!roles.some(isOffer)) return 'no offer';
      return roles.every(isOffer) ? 'nothing but offers' : undefined;
    case 'offer_push':
      return roles.every(isOffer) ? undefined : 'mails that are no offers';
    default:
      return undefined;
  }
}
