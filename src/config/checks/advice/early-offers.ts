import { valueProblem } from '../../problem.js';
import { type Advise, isMessage, type PlacedCampaign, type PlacedStep } from './review.js';

/** Offers that are the first or the second mail of a welcome, or with which a hook without bait begins (H1). */
export const earlyOffers: Advise = ({ campaigns }) =>
  campaigns.flatMap((placed) => {
    const mails = placed.steps.filter(({ step }) => isMessage(step)).slice(0, sparedMails(placed));
    return mails.filter(({ step }) => step.role === 'offer').map(early);
  });

/** Mails at the beginning that should give before anything is asked for. */
function sparedMails({ campaign: { kind, strategy } }: PlacedCampaign): number {
  if (strategy === 'offer_push') return 0;
  if (kind === 'welcome') return 2;
  return strategy === 'hook_and_bait' ? 1 : 0;
}

function early({ step, path }: PlacedStep) {
  const message = `The step "${step.id}" is an offer, and the leads have been given nothing yet.`;
  return valueProblem('lint/early-offer', [...path, 'role'], message);
}
