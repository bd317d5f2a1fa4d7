import { type Entry, type Outline, textAt } from '../outline.js';
import { keyProblem, type Problem } from '../problem.js';

/** Campaigns that lack what leads need to go through them; abstract ones may. */
export function incompleteCampaigns({ campaigns }: Outline): readonly Problem[] {
  // What a campaign would inherit if it could may have all of it.
  const meant = campaigns.filter(({ value }) => value.abstract !== true && value.extends === undefined);
  return meant.flatMap((campaign) => [
    ...missing(
      campaign,
      'goal',
      'Without a goal nobody can say whether the campaign is of any use, or when to stop.',
    ),
    ...missing(campaign, 'entry', 'Without an entry nobody ever gets a mail of the campaign.'),
    ...withoutSteps(campaign),
  ]);
}

function missing({ value, path }: Entry, key: string, why: string): readonly Problem[] {
  if (value[key] !== undefined) return [];
  const message = `The key "${key}" is missing in "campaigns".`;
  const help = 'Write an event such as { event: trial.started }, or a condition on the lead.';
  return [keyProblem('config/missing-key', path, message, { why, help })];
}

function withoutSteps(campaign: Entry): readonly Problem[] {
  const { steps } = campaign.value;
  // Anything but a list is reported by the schema.
  if (steps !== undefined && !(Array.isArray(steps) && steps.length === 0)) return [];
  const path = steps === undefined ? campaign.path : [...campaign.path, 'steps'];
  const id = textAt(campaign, 'id');
  const message = id === undefined ? 'A campaign has no steps.' : `The campaign "${id}" has no steps.`;
  return [keyProblem('config/campaign-without-steps', path, message)];
}
