import type { LocalTime, SendWindow } from '../../../model/campaign.js';
import { valueProblem } from '../../problem.js';
import { type Advise, isMessage } from './review.js';

/** Steps whose weekday or time lies where the window is closed. Both are on the clock of the lead. */
export const timeOutsideWindow: Advise = ({ campaigns }) =>
  campaigns.flatMap(({ campaign: { window }, steps }) => {
    // The hours of a named zone are others on the clock of each lead.
    if (window === undefined || window.zone !== 'lead') return [];
    return steps.flatMap(({ step, path }) => {
      const { at } = step.timing;
      const closed = at === undefined || !isMessage(step) ? undefined : closedPart(at, window);
      if (closed === undefined) return [];
      const message = `The step "${step.id}" waits for a ${closed} at which the window is closed.`;
      return [valueProblem('lint/time-outside-window', [...path, 'at', closed], message)];
    });
  });

function closedPart({ weekdays, minute }: LocalTime, window: SendWindow): 'weekday' | 'time' | undefined {
  if (weekdays.length > 0 && !weekdays.some((day) => window.weekdays.includes(day))) return 'weekday';
  return minute !== undefined && !isOpen(minute, window) ? 'time' : undefined;
}

function isOpen(minute: number, { from, to, quiet }: SendWindow): boolean {
  const isQuiet = quiet.some((hours) =>
    hours.from <= hours.to
      ? hours.from <= minute && minute < hours.to
      : minute >= hours.from || minute < hours.to,
  );
  return from <= minute && minute < to && !isQuiet;
}
