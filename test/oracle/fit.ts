import { readAddress } from './addresses.js';
import { type ConditionWorld, evaluate, type Row } from './conditions.js';
import { clamp } from './forms.js';
import type { Rules } from './rules.js';
import type { TextRow } from './world.js';

/** FIT of a lead row (S3.2). */
export function fitOf(
  fit: Rules['fit'],
  row: TextRow,
  context: ConditionWorld,
): { readonly fit: number; readonly disqualified: boolean } {
  const fields = withAddress(row);
  const groups = new Map<string, number>();
  let sum = 0;
  let disqualified = false;
  for (const rule of fit.rules) {
    if (!evaluate(rule.when, fields, context)) continue;
    if (rule.disqualify) disqualified = true;
    if (rule.group === undefined) sum += rule.points;
    else groups.set(rule.group, (groups.get(rule.group) ?? 0) + rule.points);
  }
  for (const [group, points] of groups) sum += clamp(points, fit.groups[group] ?? {});
  return { fit: disqualified ? (fit.min ?? 0) : clamp(sum, fit), disqualified };
}

export function withAddress(row: TextRow): Row {
  const address = readAddress(row.email);
  return { ...row, 'email.kind': address?.kind ?? 'invalid', 'email.domain': address?.domain };
}
