import type { SendWindow } from '../../model/campaign.js';
import type { DaysOff } from '../../model/days-off.js';
import { weekdayOf } from './civil.js';
import { dayMs, minuteMs, type ZoneClock } from './zone-clock.js';

/** What does not open within so many days never does. */
const longestWaitDays = 400;

/** Part of a day, in milliseconds of the local time; half-open. */
interface Opening {
  readonly from: number;
  readonly to: number;
}

/**
 * When mail may go out (S6.4): the hours of a window without its quiet hours, on its weekdays without days off, and on
 * workdays. The same hours serve every zone; the clock says where.
 *
 * Hours are meant on the clock of the wall. Where it is put forward over the beginning of the hours, they begin at the first
 * instant after the gap; where it is put back, an hour that comes twice is open twice. The local time of an open instant is
 * always inside the window.
 */
export class OpenHours {
  readonly #openings: readonly Opening[];
  readonly #weekdays: ReadonlySet<number>;
  readonly #daysOff: DaysOff;

  constructor(window: SendWindow, daysOff: DaysOff) {
    this.#openings = openingsOf(window);
    this.#weekdays = new Set(window.weekdays);
    this.#daysOff = daysOff;
  }

  /** The first open instant from `utcMs` on; Infinity when there is none within 400 days. */
  next(utcMs: number, clock: ZoneClock): number {
    return clock.firstInstant(utcMs, this.#nextOpen, utcMs + longestWaitDays * dayMs);
  }

  isOpen(utcMs: number, clock: ZoneClock): boolean {
    const local = clock.localOf(utcMs);
    return this.#nextOpen(local) === local;
  }

  /** The first open local time from `localMs` on, on a clock that is never changed. */
  readonly #nextOpen = (localMs: number): number => {
    const [first] = this.#openings;
    if (first === undefined) return Number.POSITIVE_INFINITY;
    const today = Math.floor(localMs / dayMs);
    if (this.#isOpenDay(today)) {
      const time = localMs - today * dayMs;
      for (const { from, to } of this.#openings) {
        if (time < to) return today * dayMs + Math.max(time, from);
      }
    }
    for (let ahead = 1; ahead <= longestWaitDays; ahead++) {
      if (this.#isOpenDay(today + ahead)) return (today + ahead) * dayMs + first.from;
    }
    return Number.POSITIVE_INFINITY;
  };

  #isOpenDay(day: number): boolean {
    if (this.#daysOff.work.has(day)) return true;
    return this.#weekdays.has(weekdayOf(day)) && !this.#daysOff.off.has(day);
  }
}

/** The hours of a day in order, without those that are quiet. */
function openingsOf({ from, to, quiet }: SendWindow): readonly Opening[] {
  const closed = quiet.flatMap((hours) =>
    hours.from <= hours.to
      ? [hours]
      : [
          { from: 0, to: hours.to },
          { from: hours.from, to: 24 * 60 },
        ],
  );
  return closed
    .reduce<readonly Opening[]>((open, hours) => open.flatMap((part) => without(part, hours)), [{ from, to }])
    .map((opening) => ({ from: opening.from * minuteMs, to: opening.to * minuteMs }));
}

function without({ from, to }: Opening, closed: Opening): readonly Opening[] {
  return [
    { from, to: Math.min(to, closed.from) },
    { from: Math.max(from, closed.to), to },
  ].filter((part) => part.from < part.to);
}
