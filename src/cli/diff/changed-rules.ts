import type { Config } from '../../model/config.js';

/**
 * Pain rules by index, for each of two configs, whose worth to a lead can differ between them. When the events themselves may be read
 * differently, that is all of them.
 */
export function changedPainRules(
  before: Config,
  after: Config,
): readonly [readonly number[], readonly number[]] {
  const rules = [before.score.pain.rules, after.score.pain.rules] as const;
  const readsAlike = formOf([before.timezone, before.sources]) === formOf([after.timezone, after.sources]);
  const [oldForms, newForms] = rules.map((list) => new Map(list.map((rule) => [rule.id, formOf(rule)])));
  const indexes = (list: (typeof rules)[number]) =>
    list.flatMap(({ id }, index) => (readsAlike && oldForms?.get(id) === newForms?.get(id) ? [] : [index]));
  return [indexes(rules[0]), indexes(rules[1])];
}

function formOf(value: unknown): string {
  return JSON.stringify(value);
}
