import { entriesAt, entryAt, type Outline, textAt, textsAt } from '../outline.js';
import { type Problem, valueProblem } from '../problem.js';
import { suggest } from '../suggestion.js';

/** Reactions that let leads enter a campaign which does not exist, or which nobody can be in. */
export function unknownCampaigns({ campaigns }: Outline): readonly Problem[] {
  const idsOf = (entries: typeof campaigns) => entries.flatMap((campaign) => textAt(campaign, 'id') ?? []);
  const ids = idsOf(campaigns.filter(({ value }) => value.abstract !== true));
  const abstract = idsOf(campaigns);
  const reactions = campaigns
    .flatMap((campaign) => entriesAt(campaign, 'steps'))
    .map((step) => entryAt(step, 'on'));
  const targets = reactions.flatMap((on) =>
    Object.keys(on.value).flatMap((name) => textsAt(entryAt(on, name), 'enter')),
  );
  return targets.flatMap(({ text, path }) => {
    if (ids.includes(text)) return [];
    const message = abstract.includes(text)
      ? `Nobody can enter the campaign "${text}", which is abstract.`
      : `There is no campaign "${text}".`;
    return [valueProblem('config/unknown-campaign', path, message, suggest(text, ids))];
  });
}
