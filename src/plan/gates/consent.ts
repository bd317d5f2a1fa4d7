import { reasonCode } from '../../model/reason.js';
import type { Gate } from './gate.js';

/** The lead has consented to the purpose of the campaign, or has at least not withdrawn where no consent is asked for (M1, S6.3). */
export const consent: Gate = {
  id: 'consent',
  passes: (candidate, desk) => {
    const { purpose, transactional } = candidate.model;
    const { consentRequired, consent: tests } = desk.input.model;
    if (transactional) return true;
    const byRow = !consentRequired || desk.passes(tests[purpose] as number, candidate.lead);
    if (desk.stops.consents(purpose, byRow)) return true;
    candidate.decide('skip', reasonCode.no_consent);
    return false;
  },
};
