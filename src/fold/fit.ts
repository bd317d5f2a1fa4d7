import { rulesPerMask } from '../model/event-batch.js';
import type { FitModel } from '../model/score-model.js';
import { clamp } from './pain.js';

export interface Fit {
  readonly fit: number;
  readonly disqualified: boolean;
}

/** Whether the fit rule holds for a lead, given the mask words of that lead (31 rules to a word). */
export function fitRuleHolds(masks: readonly Int32Array[], lead: number, rule: number): boolean {
  const word = masks[Math.floor(rule / rulesPerMask)];
  return word !== undefined && (((word[lead] as number) >>> (rule % rulesPerMask)) & 1) === 1;
}

/** FIT of one lead from the rules that hold: groups clamped, then the sum (S3.2). */
export function foldFit(
  model: FitModel,
  masks: readonly Int32Array[],
  lead: number,
  groups: Float64Array,
): Fit {
  groups.fill(0);
  let sum = 0;
  let disqualified = false;
  for (let rule = 0; rule < model.points.length; rule++) {
    if (!fitRuleHolds(masks, lead, rule)) continue;
    if (model.disqualifies[rule] === 1) disqualified = true;
    const group = model.group[rule] as number;
    if (group >= 0) groups[group] = (groups[group] as number) + (model.points[rule] as number);
    else sum += model.points[rule] as number;
  }
  if (disqualified) return { fit: model.floor, disqualified };
  for (let group = 0; group < groups.length; group++) {
    sum += clamp(groups[group] as number, model.groupMin[group] as number, model.groupMax[group] as number);
  }
  return { fit: clamp(sum, model.min, model.max), disqualified };
}
