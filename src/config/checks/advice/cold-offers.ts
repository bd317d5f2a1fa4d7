import { keyProblem, type Problem, valueProblem } from '../../problem.js';
import { truthOf } from './could-hold.js';
import type { Advise, PlacedCampaign } from './review.js';

/** Campaigns that let offers go to cold leads, or are for nobody but those and have offers (H4). */
export const coldOffers: Advise = ({ campaigns }) => campaigns.flatMap(offersToCold);

function offersToCold({ campaign, path, steps }: PlacedCampaign): readonly Problem[] {
  const offer = steps.find(({ step }) => step.role === 'offer');
  if (offer === undefined) return [];
  const { id, allowColdOffers, entry } = campaign;
  if (allowColdOffers) {
    const message = `The campaign "${id}" sends its offers to cold leads as well.`;
    return [keyProblem('lint/cold-offer', [...path, 'allow_cold_offers'], message)];
  }
  const isForWarm = (temperature: string) =>
    entry.when === undefined ||
    truthOf(entry.when, (field) => (field === 'temperature' ? temperature : undefined)) !== false;
  if (isForWarm('warm') || isForWarm('hot')) return [];
  const message = `The campaign "${id}" is for cold leads, and its step "${offer.step.id}" is an offer, which never goes to them.`;
  return [valueProblem('lint/cold-offer', [...offer.path, 'role'], message)];
}
