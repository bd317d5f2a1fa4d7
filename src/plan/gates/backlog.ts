import { reasonCode } from '../../model/reason.js';
import type { Gate } from './gate.js';

const dayMs = 86_400_000;

/**
 * Late mail has its day (S6.8): with `smooth_over: 3d` each lead has one of three days by chance, and on every third day its turn. Runs on
 * three days in a row reach everybody once, without anything to remember.
 */
export const backlog: Gate = {
  id: 'backlog',
  passes: (candidate, desk) => {
    const { model, lead, campaign, due } = candidate;
    const days = model.smoothDays;
    if (days < 2 || due >= desk.asOf - dayMs) return true;
    const own = Math.floor(desk.lots.day(lead, campaign) * days);
    if (desk.input.projectClock.dayOf(desk.asOf) % days === own) return true;
    candidate.decide('wait', reasonCode.throttled);
    return false;
  },
};
