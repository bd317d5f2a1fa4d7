import type { Gate } from './gate.js';

/** The lead is in the campaign, or enters it now (S5.1, S5.2). */
export const eligibility: Gate = {
  id: 'eligibility',
  passes: (candidate) => {
    if (candidate.occurrence > 0) return true;
    candidate.decide('skip', candidate.outside);
    return false;
  },
};
