import type { Conditions } from '../conditions/find-conditions.js';
import { orderGroups } from '../group-order.js';
import type { Outline } from '../outline.js';
import { type Problem, valueProblem } from '../problem.js';

/** Segments and partitions that depend on themselves. */
export function segmentCycles(outline: Outline, conditions: Conditions): readonly Problem[] {
  const { groups, cycles } = orderGroups(outline, conditions);
  const entries = new Map(groups.map(({ field, entry }) => [field, entry]));
  return cycles.map((cycle) => {
    const [first = ''] = cycle;
    const message = `${nameOf(first)} depends on itself: ${pathOf(cycle)}.`;
    return valueProblem('config/segment-cycle', [...(entries.get(first)?.path ?? []), 'id'], message);
  });
}

/** Names at the beginning and at the end of a path that are shown. */
const SHOWN = 6;

function pathOf(cycle: readonly string[]): string {
  const names = cycle.map((field) => field.replace(/^segment\//, ''));
  const shown = names.length <= 2 * SHOWN ? names : [...names.slice(0, SHOWN), '…', ...names.slice(-SHOWN)];
  return shown.join(' -> ');
}

function nameOf(field: string): string {
  const [, kind, id] = /^(segment|partition)[/.](.*)$/.exec(field) ?? [];
  return `The ${kind} "${id}"`;
}
