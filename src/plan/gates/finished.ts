import { reasonCode } from '../../model/reason.js';
import type { Gate } from './gate.js';

/** Who has been through the campaign is done with it, unless something would begin another occurrence (S5.6). */
export const finished: Gate = {
  id: 'finished',
  passes: (candidate) => {
    const { occurrence, standing, outside } = candidate;
    if (occurrence > 0 || standing.occurrence === 0 || outside !== reasonCode.not_eligible) return true;
    candidate.occurrence = standing.occurrence;
    candidate.startAt = standing.startAt;
    // A reason that this version does not know is that of a later one.
    candidate.decide('done', standing.endReason < 0 ? reasonCode.exited_rule : standing.endReason);
    return false;
  },
};
