import type { Step } from '../../../src/model/campaign.js';
import { matches } from '../naive-behaviour.js';
import { dayIn, instantOf, later, nextLocalTime, shifted } from './calendar.js';
import { humanEvents, type PlanLead, type Run } from './run.js';

/** When a step is due; or since when it is left out, because what it needs is missing; or it waits for an event. */
export type Due =
  | { readonly kind: 'due'; readonly at: number }
  | { readonly kind: 'left_out'; readonly at: number }
  | { readonly kind: 'waiting_event' };

/** The due instant of a step by that of its predecessor (S5.4). */
export function dueOf(run: Run, lead: PlanLead, step: Step, predecessor: number): Due {
  const zone = lead.zone.id;
  const since = step.waitFor === undefined ? predecessor : awaited(run, lead, step.waitFor, predecessor);
  if (since === undefined) {
    const until = predecessor + (step.waitFor?.atMostMs ?? 0);
    return run.asOf < until ? { kind: 'waiting_event' } : { kind: 'left_out', at: until };
  }
  const { timing } = step;
  if (timing.kind === 'after') {
    const due = later(since, timing.after, zone);
    return { kind: 'due', at: timing.at === undefined ? due : nextLocalTime(due, timing.at, zone) };
  }
  const day = dayIn(run, lead, timing.field);
  if (day === undefined) return { kind: 'left_out', at: predecessor };
  const start = instantOf(shifted(day, timing), 0, zone);
  return { kind: 'due', at: timing.at === undefined ? start : nextLocalTime(start, timing.at, zone) };
}

/** The first of the events a step waits for, later than its predecessor and not later than `at_most` after it. */
function awaited(
  run: Run,
  lead: PlanLead,
  { event: matcher, atMostMs }: NonNullable<Step['waitFor']>,
  predecessor: number,
): number | undefined {
  return humanEvents(lead)
    .filter((event) => event.at > predecessor && event.at <= predecessor + atMostMs)
    .find((event) => matches(matcher, event, run.context))?.at;
}
