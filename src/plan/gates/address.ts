import { reasonCode } from '../../model/reason.js';
import type { Gate } from './gate.js';

/** A campaign that writes e-mail needs an address that can be mailed. */
export const address: Gate = {
  id: 'address',
  passes: (candidate, desk) => {
    if (!candidate.model.writesEmail || desk.passes(desk.input.model.usableAddress, candidate.lead))
      return true;
    candidate.decide('skip', reasonCode.invalid_address);
    return false;
  },
};
