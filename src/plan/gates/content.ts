import { reasonCode } from '../../model/reason.js';
import type { Gate } from './gate.js';

/** There is a template, and the lead has what its texts need (S6.11). */
export const content: Gate = {
  id: 'content',
  passes: (candidate, desk) => {
    const form = candidate.model.steps[candidate.step]?.forms[candidate.form];
    if (form === undefined || !form.hasTemplate) {
      candidate.decide('skip', reasonCode.missing_content);
      return false;
    }
    if (form.needs < 0 || desk.passes(form.needs, candidate.lead)) return true;
    candidate.decide('skip', reasonCode.missing_merge_field);
    return false;
  },
};
