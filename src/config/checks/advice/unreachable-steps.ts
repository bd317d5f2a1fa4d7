import { formatMs } from '../../durations.js';
import { valueProblem } from '../../problem.js';
import type { Advise } from './review.js';
import { earliestTimes } from './step-graph.js';

/** Steps that no reaction leads to, and steps that are due when the campaign is over. */
export const unreachableSteps: Advise = ({ campaigns }) =>
  campaigns.flatMap(({ campaign, steps }) => {
    const times = earliestTimes(campaign);
    const { maxAgeMs = Number.POSITIVE_INFINITY } = campaign;
    return steps.flatMap(({ step, path }, index) => {
      const time = times[index];
      if (time !== undefined && time <= maxAgeMs) return [];
      const message =
        time === undefined
          ? `Nobody who gets the mail before comes to the step "${step.id}".`
          : `The step "${step.id}" is due ${formatMs(time)} after the start, and the campaign ends after ${formatMs(maxAgeMs)}.`;
      return [valueProblem('lint/unreachable-step', [...path, 'id'], message)];
    });
  });
