import type { ZoneOffsets } from '../../model/zone-offsets.js';

export const dayMs = 86_400_000;
export const minuteMs = 60_000;

/**
 * The clock on the wall of a zone. Instants are UTC milliseconds; local times are milliseconds since 1970-01-01T00:00 on
 * this clock, and days are numbered from that date.
 */
export class ZoneClock {
  readonly #offsets: ZoneOffsets;

  constructor(offsets: ZoneOffsets) {
    this.#offsets = offsets;
  }

  localOf(utcMs: number): number {
    return utcMs + this.#offsets.offsetAt(utcMs);
  }

  /** A local time that does not exist means the first instant after the gap; one that exists twice means the first (S1.4). */
  toUtc(localMs: number): number {
    return this.#offsets.toUtc(localMs);
  }

  dayOf(utcMs: number): number {
    return Math.floor(this.localOf(utcMs) / dayMs);
  }

  /** The first instant of a day (S1.5). */
  startOfDay(day: number): number {
    return this.toUtc(day * dayMs);
  }

  /**
   * The first instant from `utcMs` on, up to `latest`, whose local time fits; Infinity when there is none. `nextFitting` says
   * which local time from a given one on fits, as if the clock were never changed. Because it is asked again after every change,
   * a time that the change left out is passed over, and one that comes twice is there twice.
   */
  firstInstant(
    utcMs: number,
    nextFitting: (localMs: number) => number,
    latest = Number.MAX_SAFE_INTEGER,
  ): number {
    let from = utcMs;
    while (from <= latest) {
      const local = this.localOf(from);
      const change = this.#offsets.changeAfter(from);
      const instant = from + (nextFitting(local) - local);
      if (instant < change) return instant <= latest ? instant : Number.POSITIVE_INFINITY;
      from = change;
    }
    return Number.POSITIVE_INFINITY;
  }
}
