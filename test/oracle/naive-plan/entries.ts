import type { Campaign, Entry } from '../../../src/model/campaign.js';
import { dayIn, instantOf, inYear, localOf, shifted } from './calendar.js';
import { eventsOf } from './cases.js';
import type { Occurrence } from './ledger.js';
import { holds, type PlanLead, type Run } from './run.js';
import { isOutOfDate } from './walk.js';

/** Whether an occurrence can begin, and when: `none` when there is no entry, else what forbids it. */
export type Beginning =
  | { readonly kind: 'none' | 'expired' | 'blocked' }
  | { readonly kind: 'begins'; readonly at: number };

/**
 * What would begin the next occurrence (S5.2): the earliest entry after the last one that is not out of date and that `reentry` allows.
 * `entered` is set when another campaign sends the lead here, which is an entry as of the run.
 */
export function beginningOf(
  run: Run,
  lead: PlanLead,
  campaign: Campaign,
  last: Occurrence | undefined,
  entered: boolean,
): Beginning {
  const own = beginning(run, lead, campaign, last, startsOf(run, lead, campaign.entry));
  return own.kind === 'begins' || !entered ? own : beginning(run, lead, campaign, last, [run.asOf]);
}

function beginning(
  run: Run,
  lead: PlanLead,
  campaign: Campaign,
  last: Occurrence | undefined,
  starts: readonly number[],
): Beginning {
  const endedAt = last?.ended?.at;
  const later = starts.filter((at) => endedAt === undefined || at > endedAt);
  if (later.length === 0) return { kind: 'none' };
  const fresh = later.filter((at) => !isOutOfDate(run, lead, campaign, at));
  if (fresh.length === 0) return { kind: 'expired' };
  const allowed = fresh.filter((at) => endedAt === undefined || mayReenter(campaign, at - endedAt));
  return allowed.length === 0 ? { kind: 'blocked' } : { kind: 'begins', at: Math.min(...allowed) };
}

function mayReenter({ reentry }: Campaign, pauseMs: number): boolean {
  if (reentry === 'never') return false;
  return reentry === 'always' || pauseMs >= reentry.afterMs;
}

/** Instants up to as-of at which something of the lead would begin an occurrence (S5.1). */
function startsOf(run: Run, lead: PlanLead, entry: Entry): readonly number[] {
  if (!holds(run, lead, entry.when)) return [];
  switch (entry.kind) {
    case 'condition':
      return [run.asOf];
    case 'event':
      return eventsOf(run, lead, entry).map(({ at }) => at);
    case 'date':
      return latestDay(run, lead, entry);
  }
}

/** The latest start of the day not after as-of, of all years if it comes every year (S5.1). */
function latestDay(run: Run, lead: PlanLead, entry: Extract<Entry, { kind: 'date' }>): readonly number[] {
  const zone = lead.zone.id;
  const first = dayIn(run, lead, entry.field);
  if (first === undefined) return [];
  const thisYear = localOf(run.asOf, zone).date.year;
  const starts: number[] = [];
  // No offset is longer than two years.
  for (let year = entry.yearly ? Math.max(first.year, thisYear - 3) : first.year; ; year++) {
    starts.push(instantOf(shifted(inYear(first, year), entry), 0, zone));
    if (!entry.yearly || year > thisYear + 3) break;
  }
  const past = starts.filter((at) => at <= run.asOf);
  return past.length === 0 ? [] : [Math.max(...past)];
}
