import { reasonCode } from '../../model/reason.js';
import type { Gate } from './gate.js';

/** The next step is due before the end of the horizon, and the event it follows has come (S5.4). */
export const delay: Gate = {
  id: 'delay',
  passes: (candidate) => {
    const { waits } = candidate;
    if (waits !== reasonCode.waiting_delay && waits !== reasonCode.waiting_event) return true;
    candidate.decide('wait', waits);
    return false;
  },
};
