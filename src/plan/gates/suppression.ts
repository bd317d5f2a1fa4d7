import { type StopKind, stopKinds } from '../../model/ledger.js';
import type { Reason } from '../../model/reason.js';
import type { Gate } from './gate.js';

/** Nothing has stopped mail to this mailbox (S6.3). */
export const suppression: Gate = {
  id: 'suppression',
  passes: (candidate, desk) => {
    if (desk.stops.isClear) return true;
    const { purpose, transactional } = candidate.model;
    for (const [kind, reason] of order) {
      if (transactional && reason === 'suppressed_unsubscribed') continue;
      if (!desk.stops.stops(kind, purpose)) continue;
      candidate.turnAway(reason);
      return false;
    }
    return true;
  },
};

const reasonOf: Readonly<Record<Exclude<StopKind, 'objection'>, Reason>> = {
  unsubscribed: 'suppressed_unsubscribed',
  complaint: 'suppressed_complaint',
  bounced: 'suppressed_bounced',
  list: 'suppressed_list',
};

const order = Object.entries(reasonOf).map(
  ([kind, reason]) => [stopKinds.indexOf(kind as StopKind), reason] as const,
);
