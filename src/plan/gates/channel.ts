import { reasonCode } from '../../model/reason.js';
import type { Gate } from './gate.js';

/** The lead can be reached by the channel of the step: what it needs is there, and consent was given where it asks for its own. */
export const channel: Gate = {
  id: 'channel',
  passes: (candidate, desk) => {
    const { model, lead, step } = candidate;
    const { reach = -1, open = -1 } = model.steps[step] ?? {};
    const missing = [reach, open].find((test) => test >= 0 && !desk.passes(test, lead));
    if (missing === undefined) return true;
    candidate.decide('skip', missing === reach ? reasonCode.invalid_address : reasonCode.no_consent);
    return false;
  },
};
