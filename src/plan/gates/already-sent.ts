import { reasonCode } from '../../model/reason.js';
import type { Gate } from './gate.js';

/** The ledger does not know this send (S6.10). */
export const alreadySent: Gate = {
  id: 'already sent',
  passes: (candidate, desk) => {
    const isNext = candidate.waits < 0 || candidate.waits === reasonCode.waiting_delay;
    if (candidate.isNew || !isNext || !desk.wasSent(candidate)) return true;
    candidate.decide('skip', reasonCode.already_sent);
    return false;
  },
};
