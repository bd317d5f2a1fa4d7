import { keyProblem } from '../../problem.js';
import { truthOf } from './could-hold.js';
import { type Advise, isMessage, type PlacedCampaign, type PlacedStep } from './review.js';

/**
 * Stages without a mail for a persona (J6). Only stages between the first and the last that any mail is for are looked at: what comes
 * before and after is not the work of mails.
 */
export const contentGaps: Advise = ({ config, campaigns }) => {
  const { personas, stages } = config.audience;
  const mails = campaigns.flatMap((placed) =>
    placed.steps.filter(({ step }) => isMessage(step)).map((mail) => ({ placed, mail })),
  );
  const places = mails.flatMap(({ mail: { step } }) => {
    const place = stages.stages.findIndex(({ id }) => id === step.stage);
    return place === -1 ? [] : [place];
  });
  if (places.length === 0) return [];
  const covered = stages.stages.slice(Math.min(...places), Math.max(...places) + 1);
  return covered.flatMap(({ id: stage }) => {
    const own = mails.filter(({ mail }) => mail.step.stage === stage);
    const without = personas.filter(
      ({ id }) => !own.some(({ placed, mail }) => couldReach(placed, mail, id)),
    );
    if (own.length > 0 && without.length === 0) return [];
    const readers =
      own.length === 0 ? 'anybody' : without.map(({ id }) => `the persona "${id}"`).join(' and ');
    const message = `There is no mail in the stage "${stage}" for ${readers}.`;
    return [keyProblem('lint/content-gap', ['campaigns'], message)];
  });
};

/** Whether a mail could go to leads of a persona, by the conditions of its campaign and its own. */
function couldReach({ campaign }: PlacedCampaign, { step }: PlacedStep, persona: string): boolean {
  const conditions = [campaign.entry.when, campaign.while, step.when].flatMap((when) => when ?? []);
  return conditions.every(
    (when) => truthOf(when, (field) => (field === 'persona' ? persona : undefined)) !== false,
  );
}
