import type { StepModel } from '../model/plan-model.js';
import { addDuration, alignTo, dateStart } from './calendar/due.js';
import type { Desk } from './desk.js';

/** When a step is due, or why that can not be said. */
export type Due =
  | { readonly kind: 'at'; readonly at: number }
  /** The step is left out; its successor counts from `from`. */
  | { readonly kind: 'left_out'; readonly from: number }
  /** An event has to come first, at the latest `until`. */
  | { readonly kind: 'event'; readonly until: number };

/** When a step is due that follows what happened at `base` (S5.4). */
export function dueOf(desk: Desk, lead: number, step: StepModel, base: number): Due {
  const clock = desk.clockOf(lead);
  const { timing } = step;
  if (timing.kind === 'date') {
    const day = desk.dateOf(timing.column, lead);
    if (Number.isNaN(day)) return { kind: 'left_out', from: base };
    const start = dateStart(day, timing, clock);
    return { kind: 'at', at: timing.at === undefined ? start : alignTo(start, timing.at, clock) };
  }
  let from = base;
  if (step.waitFor >= 0) {
    const until = base + step.atMostMs;
    const event = desk.firstEvent(lead, step.waitFor, base);
    if (Number.isNaN(event) || event > until) {
      return desk.asOf >= until ? { kind: 'left_out', from: until } : { kind: 'event', until };
    }
    from = event;
  }
  const due = addDuration(from, timing.after, clock);
  return { kind: 'at', at: timing.at === undefined ? due : alignTo(due, timing.at, clock) };
}
