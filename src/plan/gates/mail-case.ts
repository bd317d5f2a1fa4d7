import { reasonCode } from '../../model/reason.js';
import type { Gate } from './gate.js';

/** What follows does not depend on a reaction that may still come (S5.5). */
export const mailCase: Gate = {
  id: 'case',
  passes: (candidate) => {
    if (candidate.waits !== reasonCode.waiting_case) return true;
    candidate.decide('wait', candidate.waits);
    return false;
  },
};
