import { reasonCode } from '../../model/reason.js';
import type { Gate } from './gate.js';

/** The campaign is not paused, and nobody in it stands at a step that is gone (S5.7). */
export const running: Gate = {
  id: 'paused',
  passes: (candidate, desk) => {
    const hasVanished = (desk.vanished[candidate.campaign] as number) > 0;
    if (!candidate.model.paused && !hasVanished) return true;
    const reason = candidate.model.paused ? reasonCode.campaign_paused : reasonCode.step_vanished;
    candidate.decide(candidate.isInside ? 'wait' : 'skip', reason);
    return false;
  },
};
