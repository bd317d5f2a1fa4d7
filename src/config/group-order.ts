import { type Condition, fieldsOf } from '../model/condition.js';
import { type Conditions, pathKey } from './conditions/find-conditions.js';
import { partitionPrefix } from './conditions/special-fields.js';
import { type DependencyOrder, orderByDependency } from './dependency-order.js';
import { type Entry, entriesAt, type Outline, textAt } from './outline.js';

/** A segment or a partition under the field by which conditions read it: `segment/dormant`, `partition.size`. */
export interface Group {
  readonly field: string;
  readonly entry: Entry;
}

/** The segments and partitions of a config, and the order in which they can be evaluated. */
export function orderGroups(
  { segments, partitions }: Outline,
  conditions: Conditions,
): DependencyOrder & { readonly groups: readonly Group[] } {
  const groups = [...namedBy('segment/', segments), ...namedBy(partitionPrefix, partitions)];
  const reads = groups.map(({ field, entry }): [string, readonly string[]] => [
    field,
    [entry, ...entriesAt(entry, 'of')].flatMap((one) =>
      fieldsRead(conditions.get(pathKey([...one.path, 'when']))),
    ),
  ]);
  return { groups, ...orderByDependency(new Map(reads)) };
}

function namedBy(prefix: string, entries: readonly Entry[]): readonly Group[] {
  return entries.flatMap((entry) => {
    const id = textAt(entry, 'id');
    return id === undefined ? [] : [{ field: `${prefix}${id}`, entry }];
  });
}

function fieldsRead(condition: Condition | undefined): readonly string[] {
  return condition === undefined ? [] : fieldsOf(condition);
}
