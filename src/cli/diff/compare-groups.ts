import type { GroupDiff, LeadChanges } from '../../model/config-diff.js';
import { rulesPerMask } from '../../model/event-batch.js';
import type { Pairs } from './pair-leads.js';
import type { Side } from './side.js';

/** Who enters and leaves segments and parts of partitions (S4.1). A lead that a config does not read is in none of its groups. */
export function compareGroups(
  before: Side,
  after: Side,
  { newOf, oldOf }: Pairs,
): { readonly segments: readonly GroupDiff[]; readonly flows: LeadChanges['flows'] } {
  const names = [...new Set([...after.groups, ...before.groups].map(({ name }) => name))];
  const flows: LeadChanges['flows'][number][] = [];
  const segments = names.map((name): GroupDiff => {
    const was = membersOf(before, name);
    const is = membersOf(after, name);
    const counts = { old: 0, new: 0, entered: 0, left: 0 };
    for (const [now, old] of oldOf.entries()) {
      if (!is(now)) continue;
      counts.new++;
      if (was(old)) continue;
      counts.entered++;
      flows.push({ lead: after.keys[now] as string, segment: name, is: 'entered' });
    }
    for (const [old, now] of newOf.entries()) {
      if (!was(old)) continue;
      counts.old++;
      if (is(now)) continue;
      counts.left++;
      flows.push({ lead: before.keys[old] as string, segment: name, is: 'left' });
    }
    return { name, in: whereIs(name, before, after), ...counts };
  });
  return { segments, flows };
}

/** Whether a lead, by its ordinal, is in a group. */
function membersOf({ groups, groupMasks }: Side, name: string): (lead: number) => boolean {
  const index = groups.findIndex((group) => group.name === name);
  const mask = groupMasks[Math.floor(index / rulesPerMask)];
  if (index < 0 || mask === undefined) return () => false;
  const bit = index % rulesPerMask;
  return (lead) => lead >= 0 && (((mask[lead] as number) >>> bit) & 1) === 1;
}

function whereIs(name: string, before: Side, after: Side): GroupDiff['in'] {
  const has = ({ groups }: Side) => groups.some((group) => group.name === name);
  return !has(before) ? 'new' : has(after) ? 'both' : 'old';
}
