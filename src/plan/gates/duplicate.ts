import { reasonCode } from '../../model/reason.js';
import type { Gate } from './gate.js';

/** No other lead of the mailbox is in this occurrence of the campaign (S6.7). */
export const duplicate: Gate = {
  id: 'duplicate',
  passes: (candidate, desk) => {
    if (!desk.isShared || desk.claims(candidate)) return true;
    candidate.decide('skip', reasonCode.duplicate_address);
    return false;
  },
};
