import type { Partition } from '../../model/audience.js';
import type { Campaign, Step } from '../../model/campaign.js';
import type { SendList } from '../../model/send-list.js';
import { FileNames, fileSlug } from './file-slug.js';

/** A file that a list may have; whether it has one depends on what is sent. */
export interface ListFile {
  /** Index of the list. */
  readonly list: number;
  /** Relative to the directory of the plan: `sends/sends-welcome.csv`. */
  readonly name: string;
  /** Steps whose sends it holds, counted through all campaigns. */
  readonly steps: readonly number[];
  /** Of these only the leads in this part of the partition that splits the list. */
  readonly part?: string;
}

/** What the names of files are made of. */
export interface ListedConfig {
  readonly campaigns: readonly Pick<Campaign, 'id' | 'owner' | 'purpose' | 'steps'>[];
  readonly sendLists: readonly SendList[];
  readonly audience: { readonly partitions: readonly Partition[] };
}

/** What stands in a name for campaigns of nobody. */
const nobody = 'none';

/**
 * All files that the lists of a config may have (contract, `sends/<list>`), in its order. A send is in one file of each list that covers it:
 * that of its campaign, step, channel, owner, purpose or partition. Steps of different channels are never in one file, because mails go to
 * another tool than tasks; those that are no mails have their channel in the name, unless the list is of one channel anyway.
 */
export function listFiles({ campaigns, sendLists, audience }: ListedConfig): readonly ListFile[] {
  const names = new FileNames();
  const steps = campaigns.flatMap((campaign) => campaign.steps.map((step) => ({ campaign, step })));
  return sendLists.flatMap((list, index) => {
    const groups = new Map<string, { readonly words: readonly string[]; readonly steps: number[] }>();
    for (const [code, { campaign, step }] of steps.entries()) {
      if (!covers(list, campaign, step)) continue;
      const words = [...splitWords(list, campaign, step), ...channelWords(list, step)];
      const key = JSON.stringify([words, step.channel]);
      const group = groups.get(key) ?? { words, steps: [] };
      group.steps.push(code);
      groups.set(key, group);
    }
    const parts = partsOf(list, audience.partitions);
    return [...groups.values()].flatMap((group) =>
      parts.map((part) => {
        const words = [list.id, ...(part === undefined ? [] : [part]), ...group.words];
        return {
          list: index,
          name: `sends/${names.unique(fileSlug(words))}.${extensionOf(list)}`,
          steps: group.steps,
          ...(part === undefined ? {} : { part }),
        };
      }),
    );
  });
}

function covers(
  { channels, campaigns }: SendList,
  campaign: { readonly id: string },
  { channel }: Pick<Step, 'channel'>,
): boolean {
  return channels.includes(channel) && (campaigns === undefined || campaigns.includes(campaign.id));
}

function splitWords(
  { split }: SendList,
  campaign: ListedConfig['campaigns'][number],
  step: Step,
): readonly string[] {
  switch (split?.by) {
    case 'campaign':
      return [campaign.id];
    case 'step':
      return [campaign.id, step.id];
    case 'owner':
      return [campaign.owner ?? nobody];
    case 'purpose':
      return [campaign.purpose];
    case 'channel':
      return [step.channel];
    case 'partition':
    case undefined:
      return [];
  }
}

function channelWords({ split, channels }: SendList, { channel }: Step): readonly string[] {
  return split?.by === 'channel' || channels.length === 1 || channel === 'email' ? [] : [channel];
}

function partsOf({ split }: SendList, partitions: readonly Partition[]): readonly (string | undefined)[] {
  if (split?.by !== 'partition') return [undefined];
  const partition = partitions.find(({ id }) => id === split.id);
  if (partition === undefined) throw new Error(`A list is split by ${split.id}, which is no partition.`);
  return [...partition.members.map(({ id }) => id), partition.otherwise];
}

function extensionOf({ form }: SendList): string {
  return form.kind === 'audience' ? 'csv' : form.format;
}
