import type { Cap } from '../model/policy.js';
import { type Period, periodOf } from './calendar/periods.js';
import type { ZoneClock } from './calendar/zone-clock.js';

/** What limits how often a mailbox is written to (S6.5). */
export interface FrequencyRules {
  readonly minGapMs: number;
  readonly caps: readonly Cap[];
  readonly projectClock: ZoneClock;
}

/** More moves than this mean that nothing is ever allowed. */
const mostMoves = 2000;

/**
 * The first instant from `at` on that `open` gives and at which one more send to a mailbox keeps the gap and all caps; Infinity when there is
 * none. `sends` are the others, before and after, ascending.
 */
export function firstAllowed(
  rules: FrequencyRules,
  sends: readonly number[],
  at: number,
  open: (at: number) => number,
): number {
  let instant = open(at);
  for (let move = 0; move < mostMoves && Number.isFinite(instant); move++) {
    const moved = open(afterCaps(rules, sends, afterGap(rules.minGapMs, sends, instant)));
    if (moved === instant) return instant;
    instant = moved;
  }
  return Number.POSITIVE_INFINITY;
}

/** The first instant that is far enough from every send. */
function afterGap(gap: number, sends: readonly number[], at: number): number {
  let instant = at;
  for (const send of sends) if (send > instant - gap && send < instant + gap) instant = send + gap;
  return instant;
}

function afterCaps({ caps, projectClock }: FrequencyRules, sends: readonly number[], at: number): number {
  let instant = at;
  for (const { max, per } of caps) {
    instant =
      typeof per === 'string'
        ? afterPeriod(sends, instant, max, periodOf(per, instant, projectClock))
        : afterWindow(sends, instant, max, per.ms);
  }
  return instant;
}

/** A period of the calendar that is full is left for the next one. */
function afterPeriod(sends: readonly number[], at: number, max: number, { start, end }: Period): number {
  const inside = sends.filter((send) => send >= start && send < end).length;
  return inside < max ? at : end;
}

/**
 * With the send at `at` there must be no `max + 1` sends within less than `length`: then every half-open window has at most `max`. Where there are,
 * the earliest of the others among them has to be `length` ago.
 */
function afterWindow(sends: readonly number[], at: number, max: number, length: number): number {
  const place = sends.filter((send) => send <= at).length;
  const all = [...sends.slice(0, place), at, ...sends.slice(place)];
  for (let first = Math.max(0, place - max); first <= place; first++) {
    const earliest = all[first];
    const latest = all[first + max];
    if (earliest === undefined || latest === undefined || latest - earliest >= length) continue;
    return (first === place ? (sends[place] as number) : earliest) + length;
  }
  return at;
}
