import { reasonCode } from '../../model/reason.js';
import type { Gate } from './gate.js';

/** No event that would end the campaign for this lead lies unread in quarantine: it might have been the purchase. */
export const quarantine: Gate = {
  id: 'quarantine',
  passes: (candidate, desk) => {
    const { unreadable } = desk.input.journey;
    const unread = unreadable.size === 0 ? undefined : unreadable.get(candidate.lead);
    if (unread === undefined) return true;
    const { goal, exits } = candidate.model;
    if (![goal, ...exits].some(({ event }) => unread.has(event))) return true;
    candidate.decide('skip', reasonCode.data_quarantined);
    return false;
  },
};
