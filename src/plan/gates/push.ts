import { reasonCode } from '../../model/reason.js';
import type { Gate } from './gate.js';

/** Nobody who is cold is pushed to buy (H2, H4, S5.10). */
export const push: Gate = {
  id: 'push',
  passes: (candidate, desk) => {
    const { model, lead, step } = candidate;
    if (model.steps[step]?.isOffer !== true || model.offersToCold) return true;
    if (!desk.passes(desk.input.model.cold, lead)) return true;
    candidate.decide('wait', reasonCode.cold_lead);
    return false;
  },
};
