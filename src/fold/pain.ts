import type { PainModel } from '../model/score-model.js';

/**
 * Adds up PAIN from the sums of the rules: each rule is clamped, then each group, then each class, then the
 * whole (S3.3). Every step only ever rises when a sum rises, which is what the search for spells relies on.
 */
export class PainAdder {
  readonly #model: PainModel;
  readonly #groups: Float64Array;
  readonly #classes: Float64Array;

  constructor(model: PainModel) {
    this.#model = model;
    this.#groups = new Float64Array(model.groupMin.length);
    this.#classes = new Float64Array(model.classMin.length);
  }

  /** `sums[r]` are the decayed points of rule r, before its bounds. */
  add(sums: Float64Array): number {
    const model = this.#model;
    const groups = this.#groups;
    const classes = this.#classes;
    groups.fill(0);
    classes.fill(0);
    for (let rule = 0; rule < model.count; rule++) {
      const sum = sums[rule] as number;
      if (sum === 0) continue;
      const value = clamp(sum, model.min[rule] as number, model.max[rule] as number);
      const group = model.group[rule] as number;
      if (group >= 0) groups[group] = (groups[group] as number) + value;
      else {
        const ruleClass = model.ruleClass[rule] as number;
        classes[ruleClass] = (classes[ruleClass] as number) + value;
      }
    }
    for (let group = 0; group < groups.length; group++) {
      const ruleClass = model.groupClass[group] as number;
      classes[ruleClass] =
        (classes[ruleClass] as number) +
        clamp(groups[group] as number, model.groupMin[group] as number, model.groupMax[group] as number);
    }
    let total = 0;
    for (let ruleClass = 0; ruleClass < classes.length; ruleClass++) {
      total += clamp(
        classes[ruleClass] as number,
        model.classMin[ruleClass] as number,
        model.classMax[ruleClass] as number,
      );
    }
    return clamp(total, model.totalMin, model.totalMax);
  }
}

export function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value));
}
