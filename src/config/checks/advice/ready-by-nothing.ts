import { valueProblem } from '../../problem.js';
import { truthOf } from './could-hold.js';
import type { Advise } from './review.js';

/** Rules of FIT that hold for a lead without any value, and together reach `score.ready`. */
export const readyByNothing: Advise = ({ config }) => {
  const { ready, fit } = config.score;
  const held = fit.rules.filter(({ when }) => truthOf(when, () => null) === true);
  if (held.some(({ disqualify }) => disqualify)) return [];
  const points = Math.min(
    held.reduce((sum, rule) => sum + rule.points, 0),
    fit.max ?? Number.POSITIVE_INFINITY,
  );
  if (points < ready) return [];
  const message = `A lead of which nothing is known has a FIT of ${points}, and is ready from ${ready} on.`;
  return [valueProblem('lint/ready-by-nothing', ['score', 'ready'], message)];
};
