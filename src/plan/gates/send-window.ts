import { stepChannels } from '../../model/campaign.js';
import { reasonCode } from '../../model/reason.js';
import type { Gate } from './gate.js';

const audience = stepChannels.indexOf('audience');
const project = 3;

/** Mail may go out before the end of the horizon (S6.4). Moves the send to the first instant at which it may. */
export const sendWindow: Gate = {
  id: 'window',
  passes: (candidate, desk) => {
    const { model, lead, step } = candidate;
    candidate.sendAt = Math.max(candidate.due, desk.asOf);
    if (model.window < 0 || model.steps[step]?.channel === audience) return true;
    const { zone, onUnknownZone } = desk.input.model.windows[model.window] ?? {};
    const source = desk.input.leads.zoneSource[lead] as number;
    if (zone === 'lead' && onUnknownZone === 'skip' && source >= project) {
      candidate.decide('skip', reasonCode.unknown_timezone);
      return false;
    }
    candidate.sendAt = desk.nextOpen(candidate, candidate.sendAt);
    if (candidate.sendAt < desk.end) return true;
    candidate.decide('wait', reasonCode.waiting_window);
    return false;
  },
};
