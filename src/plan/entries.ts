import { reasonCode } from '../model/reason.js';
import { dateStart, yearlyStart } from './calendar/due.js';
import type { Candidate } from './candidate.js';
import { noCase } from './candidate.js';
import type { Desk } from './desk.js';
import { dueOf } from './due-step.js';

/**
 * Finds the occurrence a candidate is about (S5.1, S5.2): the one of the ledger that goes on, or one that could begin with this plan, or the reason
 * why there is none.
 */
export function findOccurrence(desk: Desk, candidate: Candidate): void {
  const { standing } = candidate;
  if (standing.isActive) {
    candidate.occurrence = standing.occurrence;
    candidate.startAt = standing.startAt;
    return;
  }
  if (!beginsByItself(desk, candidate) && candidate.isHandedOver) begin(desk, candidate, desk.asOf, true);
}

/** The earliest entry of the campaign's own that may begin an occurrence. */
function beginsByItself(desk: Desk, candidate: Candidate): boolean {
  const { lead } = candidate;
  const { entry } = candidate.model;
  if (!desk.holds(entry.test, lead, noCase)) return false;
  if (entry.date !== undefined) {
    const day = desk.dateOf(entry.date.column, lead);
    if (Number.isNaN(day)) return false;
    const clock = desk.clockOf(lead);
    const start = entry.date.yearly
      ? yearlyStart(day, entry.date, desk.asOf, clock)
      : dateStart(day, entry.date, clock);
    return start <= desk.asOf && begin(desk, candidate, start, true);
  }
  if (entry.event < 0) return begin(desk, candidate, desk.asOf, false);
  const { first, what, at } = desk.input.journey;
  const to = first[lead + 1] as number;
  for (let event = first[lead] as number; event < to; event++) {
    if (what[event] === entry.event && begin(desk, candidate, at[event] as number, true)) return true;
  }
  return false;
}

/** Begins an occurrence at `start` unless something speaks against it, which is noted. `happened` tells an event or a date from a condition. */
function begin(desk: Desk, candidate: Candidate, start: number, happened: boolean): boolean {
  const { standing, model, lead } = candidate;
  if (standing.occurrence > 0 && start <= standing.endAt) return false;
  if (isOutOfDate(desk, candidate, start, lead)) {
    if (candidate.outside === reasonCode.not_eligible) candidate.outside = reasonCode.expired;
    return false;
  }
  if (standing.occurrence > 0 && start < standing.endAt + model.reentryMs) {
    if (happened) candidate.outside = reasonCode.reentry_blocked;
    return false;
  }
  candidate.occurrence = standing.occurrence + 1;
  candidate.startAt = start;
  candidate.isNew = true;
  return true;
}

/** Whether every step that is not left out would have expired if nothing had been sent since `start`. */
function isOutOfDate(desk: Desk, { model }: Candidate, start: number, lead: number): boolean {
  let base = start;
  let expired = false;
  for (const step of model.steps) {
    const due = dueOf(desk, lead, step, base);
    if (due.kind === 'event') return false;
    base = due.kind === 'at' ? due.at : due.from;
    if (due.kind !== 'at') continue;
    if (!desk.hasExpired(step, due.at)) return false;
    expired = true;
  }
  return expired;
}
