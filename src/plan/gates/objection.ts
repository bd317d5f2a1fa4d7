import { stopKinds } from '../../model/ledger.js';
import type { Gate } from './gate.js';

const objected = stopKinds.indexOf('objection');

/** Nobody has objected to being written to (M5). */
export const objection: Gate = {
  id: 'objection',
  passes: (candidate, desk) => {
    const { purpose, transactional } = candidate.model;
    if (desk.stops.isClear || transactional || !desk.stops.stops(objected, purpose)) return true;
    candidate.turnAway('objected');
    return false;
  },
};
