import type { PainRule } from '../../../model/config.js';
import { valueProblem } from '../../problem.js';
import type { Advise } from './review.js';

/** The strongest rule on reading outweighs the strongest on the product (C2). */
export const lightProduct: Advise = ({ config, outline }) => {
  const { rules } = config.score.pain;
  const product = strongest(rules.filter((rule) => rule.class === 'product'));
  const other = strongest(rules.filter((rule) => rule.class !== 'product'));
  if (product === undefined || other === undefined || weightOf(other) <= weightOf(product)) return [];
  const place = outline.painRules[rules.indexOf(other)]?.path ?? ['score', 'pain', 'rules'];
  const message = `The rule "${other.id}" gives ${weightOf(other)} points, and the strongest product rule, "${product.id}", ${weightOf(product)}.`;
  return [valueProblem('lint/light-product', [...place, 'points'], message)];
};

/** Rules whose points depend on the event have no weight of their own. */
function strongest(rules: readonly PainRule[]): PainRule | undefined {
  return rules
    .filter(({ points }) => typeof points === 'number' && points > 0)
    .toSorted((a, b) => weightOf(b) - weightOf(a))[0];
}

/** What one event is worth at most. */
function weightOf({ points, max }: PainRule): number {
  return typeof points === 'number' ? Math.min(points, max ?? points) : 0;
}
