import {
  audiencePlatforms,
  type ListSplit,
  listSplits,
  type SendList,
  type TableFormat,
  usualList,
} from '../model/send-list.js';
import { defined } from './defined.js';
import type { ShapedConfig } from './schema/config-schema.js';
import { splitByPartition } from './schema/outputs.js';

type ShapedList = NonNullable<NonNullable<ShapedConfig['outputs']>['send_lists']>[number];

/** The lists of a plan, with every default filled in; the usual one for a config that does not speak of lists. */
export function buildSendLists(outputs: ShapedConfig['outputs']): readonly SendList[] {
  return outputs?.send_lists?.map(buildSendList) ?? [usualList];
}

function buildSendList(list: ShapedList, index: number): SendList {
  const { format, columns, campaigns, split_by: split } = list;
  const platform = audiencePlatforms.find((known) => known === format);
  return {
    id: list.id ?? (index === 0 ? usualList.id : `${usualList.id}-${index + 1}`),
    form:
      platform === undefined
        ? {
            kind: 'table',
            format: format as TableFormat,
            forPeople: list.for === 'people',
            ...defined({ columns }),
          }
        : { kind: 'audience', platform },
    channels: list.channels ?? (platform === undefined ? usualList.channels : ['audience']),
    ...defined({ campaigns, split: split === undefined ? undefined : buildSplit(split) }),
  };
}

function buildSplit(written: string): ListSplit {
  const by = listSplits.find((known) => known === written);
  return by === undefined ? { by: 'partition', id: written.slice(splitByPartition.length) } : { by };
}
