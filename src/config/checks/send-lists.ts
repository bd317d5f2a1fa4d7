import { didYouMean } from '../../diagnostics/nearest.js';
import { audiencePlatforms } from '../../model/send-list.js';
import { type Entry, type Outline, textAt, textsAt } from '../outline.js';
import { keyProblem, type Problem, valueProblem } from '../problem.js';
import { splitByPartition } from '../schema/outputs.js';

/** Send lists that name what is not there, or ask for what their form can not hold. */
export function sendLists({ sendLists: lists, campaigns, partitions }: Outline): readonly Problem[] {
  const idsOf = (entries: readonly Entry[]) => entries.flatMap((entry) => textAt(entry, 'id') ?? []);
  const campaignIds = idsOf(campaigns.filter(({ value }) => value.abstract !== true));
  const partitionIds = idsOf(partitions);
  return lists.flatMap((list) => [
    ...unknownCampaigns(list, campaignIds),
    ...unknownPartition(list, partitionIds),
    ...misfits(list),
  ]);
}

function unknownCampaigns(list: Entry, ids: readonly string[]): readonly Problem[] {
  return textsAt(list, 'campaigns').flatMap(({ text, path }) => {
    if (ids.includes(text)) return [];
    const help = didYouMean(text, ids) ?? 'Name a campaign of this file that is not abstract.';
    return [valueProblem('config/unknown-campaign', path, `There is no campaign "${text}".`, { help })];
  });
}

function unknownPartition(list: Entry, ids: readonly string[]): readonly Problem[] {
  const split = textAt(list, 'split_by');
  if (split === undefined || !split.startsWith(splitByPartition)) return [];
  const id = split.slice(splitByPartition.length);
  if (id === '' || ids.includes(id)) return [];
  const message = `There is no partition "${id}".`;
  return [
    valueProblem('config/unknown-partition', [...list.path, 'split_by'], message, {
      help: didYouMean(id, ids),
    }),
  ];
}

/** Keys that have no meaning for the form of a list. */
function misfits(list: Entry): readonly Problem[] {
  const format = textAt(list, 'format');
  const conflict = (key: string, message: string, help: string) =>
    list.value[key] === undefined
      ? []
      : [keyProblem('config/conflicting-keys', [...list.path, key], message, { help })];
  if (audiencePlatforms.some((platform) => platform === format)) {
    return ['columns', 'for', 'channels'].flatMap((key) =>
      conflict(
        key,
        `A list for ${format} has no "${key}".`,
        'Its columns are those the platform takes, and its rows those of the channel audience. Remove the key.',
      ),
    );
  }
  const isText = format === 'csv' || format === 'tsv';
  const forPeople =
    textAt(list, 'for') === 'people' && !isText && format !== undefined
      ? conflict('for', `A list in ${format} is not for people.`, 'Write format: csv, or leave out `for`.')
      : [];
  const audience = textsAt(list, 'channels').filter(({ text }) => text === 'audience');
  return [
    ...forPeople,
    ...audience.map(({ path }) => {
      const message = 'Steps of the channel "audience" go to ad platforms, which take hashed people alone.';
      const help = `Make a list of its own for them: { format: ${audiencePlatforms.join(' or ')} }.`;
      return valueProblem('config/conflicting-keys', path, message, { help });
    }),
  ];
}
