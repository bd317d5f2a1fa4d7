import type { CalendarUnit, Cap } from '../../../src/model/policy.js';
import { instantOf, localOf } from './calendar.js';
import { campaignOf, type Run } from './run.js';
import { isOpen, type OpenHours, openings } from './windows.js';

/** Which rules of S6.5 are asked. */
export type Rules = 'gap' | 'gap and caps';

/** Marketing mail by e-mail or SMS that the ledger has for a mailbox, also of campaigns that are gone (S6.5). */
export function ledgerSends(run: Run, mailbox: string): readonly number[] {
  return run.ledger
    .filter((entry) => entry.kind === 'send' && entry.mailbox === mailbox)
    .filter(({ channel }) => channel === 'email' || channel === 'sms')
    .filter(({ campaign }) => campaignOf(run, campaign)?.transactional !== true)
    .map(({ at }) => at);
}

/**
 * The first instant of [from, run.end) that is open and at which one more mail is allowed beside others (S6.5). It is one of a few: the
 * first, an opening of the window, the end of a gap or of a cap, or the beginning of a period of the calendar.
 */
export function firstAllowed(
  run: Run,
  hours: OpenHours | undefined,
  from: number,
  others: readonly number[],
  rules: Rules,
): number | undefined {
  return [from, ...openings(run, hours, from), ...reliefs(run, from, others)]
    .filter((at) => at >= from && at < run.end)
    .sort((a, b) => a - b)
    .find((at) => isOpen(run, hours, at) && isAllowed(run, at, others, rules));
}

function isAllowed(run: Run, at: number, others: readonly number[], rules: Rules): boolean {
  const { minGapMs, caps } = run.config.policy;
  if (others.some((other) => Math.abs(other - at) < minGapMs)) return false;
  return rules === 'gap' || caps.every((cap) => keepsCap(run, cap, [...others, at], at));
}

/** Whether no period that contains `at` has more sends than the cap. */
function keepsCap(run: Run, { max, per }: Cap, sends: readonly number[], at: number): boolean {
  if (typeof per === 'string') {
    const period = periodOf(run, per, at);
    return sends.filter((send) => periodOf(run, per, send) === period).length <= max;
  }
  // A window of a fixed length with the most sends can be taken to begin with one of them.
  const starts = sends.filter((send) => send <= at && at < send + per.ms);
  return starts.every(
    (start) => sends.filter((send) => send >= start && send < start + per.ms).length <= max,
  );
}

/** Instants at which a rule may begin to allow what it has not allowed before. */
function reliefs(run: Run, from: number, others: readonly number[]): readonly number[] {
  const { caps, minGapMs } = run.config.policy;
  const moments = others.map((other) => other + minGapMs);
  for (const { per } of caps) {
    if (typeof per !== 'string') moments.push(...others.map((other) => other + per.ms));
  }
  const zone = run.config.timezone;
  for (let { date } = localOf(from, zone); ; date = date.add({ days: 1 })) {
    const midnight = instantOf(date, 0, zone);
    if (midnight >= run.end) return moments;
    moments.push(midnight);
  }
}

/** The local date with which the day, week (from Monday) or month of an instant begins, in the zone of the project. */
function periodOf({ config }: Run, unit: CalendarUnit, instant: number): string {
  const { date } = localOf(instant, config.timezone);
  switch (unit) {
    case 'day':
      return date.toString();
    case 'week':
      return date.subtract({ days: date.dayOfWeek - 1 }).toString();
    case 'month':
      return date.with({ day: 1 }).toString();
  }
}
