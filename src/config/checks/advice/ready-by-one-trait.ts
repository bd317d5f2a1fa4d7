import { valueProblem } from '../../problem.js';
import type { Advise } from './review.js';

/** Rules of FIT each of which reaches `score.ready` by itself (B4). */
export const readyByOneTrait: Advise = ({ config, outline }) => {
  const { ready, fit } = config.score;
  return fit.rules.flatMap(({ id, points, group }, index) => {
    const bounds = [fit.max, group === undefined ? undefined : fit.groups[group]?.max];
    const worth = Math.min(points, ...bounds.flatMap((max) => max ?? []));
    const path = outline.fitRules[index]?.path;
    if (worth < ready || path === undefined) return [];
    const message = `The rule "${id}" alone gives ${worth} points, and a lead is ready from ${ready} on.`;
    return [valueProblem('lint/ready-by-one-trait', [...path, 'points'], message)];
  });
};
