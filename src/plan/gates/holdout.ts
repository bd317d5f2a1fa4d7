import { reasonCode } from '../../model/reason.js';
import type { Gate } from './gate.js';

/** The lead is not among those that are left alone for comparison (S5.8). */
export const holdout: Gate = {
  id: 'holdout',
  passes: (candidate, desk) => {
    const { model, lead, campaign } = candidate;
    if (model.transactional || !desk.lots.isHeldOut(lead, campaign)) return true;
    candidate.decide('skip', reasonCode.holdout);
    return false;
  },
};
