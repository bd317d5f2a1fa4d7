import type { Campaign, SendWindow, Step } from '../../../model/campaign.js';
import { formatMs } from '../../durations.js';
import { valueProblem } from '../../problem.js';
import type { Advise } from './review.js';
import { delayOf } from './step-graph.js';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/**
 * Steps that expire while they wait for something that is sure to take longer: the end of the case window of the mail before, or the
 * next morning.
 *
 * A mail at 9:00 has a case window of three days and a reaction to being ignored, the next is due a day later and expires after
 * another day. For a lead that opens nothing it is settled after three days that the mail was ignored, and the next one is gone.
 */
export const shortExpiry: Advise = ({ campaigns }) =>
  campaigns.flatMap(({ campaign, steps }) =>
    steps.flatMap(({ step, path }, index) => {
      const { id, expiresAfterMs } = step;
      const before = campaign.steps[index - 1];
      const wait = before === undefined ? 0 : waitForCase(before) - delayOf(step);
      const night = step.timing.at?.minute === undefined ? nightOf(campaign) : 0;
      const message =
        step.timing.kind === 'after' && wait > expiresAfterMs
          ? `The step "${id}" is due before the case of "${before?.id}" is settled, and has expired when it is (${formatMs(wait)} later).`
          : night > expiresAfterMs && step.channel !== 'audience'
            ? `The step "${id}" expires after ${formatMs(expiresAfterMs)}, and the window is closed for ${formatMs(night)} every night.`
            : undefined;
      const key = 'expires_after';
      return message === undefined ? [] : [valueProblem('lint/short-expiry', [...path, key], message)];
    }),
  );

/** How long leads that ignore a mail wait for its case to be settled, where they then go on to the next step. */
function waitForCase({ on, caseWindowMs }: Step): number {
  const { ignored, opened, clicked } = on;
  if (ignored.kind !== 'next') return 0;
  // Where everything that can still happen leads to the next step, nothing is waited for.
  return [opened, clicked].every(({ kind }) => kind === 'next') ? 0 : caseWindowMs;
}

/** Time from the end of a day's hours to the beginning of those of the next day. */
function nightOf({ window }: Campaign): number {
  return window === undefined ? 0 : closedMinutes(window) * MINUTE_MS;
}

function closedMinutes({ from, to }: SendWindow): number {
  return DAY_MINUTES - (to - from);
}
