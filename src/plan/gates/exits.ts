import type { Gate } from './gate.js';

/** The occurrence goes on (S5.6). One that would begin with a condition that ends it does not begin. */
export const exits: Gate = {
  id: 'exits',
  passes: (candidate) => {
    const { exit, isNew, exitsByCondition } = candidate;
    if (exit < 0) return true;
    candidate.decide(isNew && exitsByCondition ? 'skip' : 'exit', exit);
    return false;
  },
};
