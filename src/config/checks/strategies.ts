import { type Entry, entriesAt, type Outline, textAt } from '../outline.js';
import { keyProblem, type Problem, valueProblem } from '../problem.js';

/** Campaigns that do what their strategy rules out (semantics S5.10). */
export function strategies({ campaigns }: Outline): readonly Problem[] {
  return campaigns.flatMap((campaign) => {
    switch (textAt(campaign, 'strategy')) {
      case 'side_game':
        return offersIn(campaign);
      case 'offer_push':
        return [...pushNotAllowed(campaign), ...pushOnCold(campaign)];
      default:
        return [];
    }
  });
}

function offersIn(campaign: Entry): readonly Problem[] {
  const offers = entriesAt(campaign, 'steps').filter((step) => textAt(step, 'role') === 'offer');
  return offers.map((step) => {
    const message = `The step "${textAt(step, 'id') ?? ''}" is an offer, and side_game never sells.`;
    return valueProblem('config/offer-in-side-game', [...step.path, 'role'], message);
  });
}

function pushNotAllowed({ value, path }: Entry): readonly Problem[] {
  // An abstract campaign sends nothing; who extends it has to allow it.
  if (value.allow_hard_push === true || value.abstract === true) return [];
  const message = 'The strategy offer_push needs `allow_hard_push: true`.';
  return [valueProblem('config/hard-push-not-allowed', [...path, 'strategy'], message)];
}

function pushOnCold({ value, path }: Entry): readonly Problem[] {
  if (value.allow_cold_offers !== true) return [];
  const message = 'The strategy offer_push can not be used on cold leads.';
  return [keyProblem('config/cold-hard-push', [...path, 'allow_cold_offers'], message)];
}
