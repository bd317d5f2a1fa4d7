import { type OffsetSegment, segmentAt } from '../../model/offset-segment.js';

export const dayMs = 86_400_000;
export const minuteMs = 60_000;

/**
 * The clock on the wall of a zone. Instants are UTC milliseconds; local times are milliseconds since 1970-01-01T00:00 on
 * this clock, and days are numbered from that date.
 *
 * Instants that are asked for one after the other are close, so the segment of the last one is tried first.
 */
export class ZoneClock {
  readonly #starts: Float64Array;
  /** What the clock showed when it was changed, by the offset that ended there. */
  readonly #localStarts: Float64Array;
  readonly #offsets: Float64Array;
  #current = 0;

  /** Segments in order; there is at least one. */
  constructor(segments: readonly OffsetSegment[]) {
    this.#starts = Float64Array.from(segments, ({ fromUtcMs }) => fromUtcMs);
    this.#offsets = Float64Array.from(segments, ({ offsetMs }) => offsetMs);
    this.#localStarts = this.#starts.map((start, index) => start + (this.#offsets[index - 1] ?? 0));
  }

  localOf(utcMs: number): number {
    return utcMs + (this.#offsets[this.#find(this.#starts, utcMs)] as number);
  }

  /** A local time that does not exist means the first instant after the gap; one that exists twice means the first (S1.4). */
  toUtc(localMs: number): number {
    const segment = this.#find(this.#localStarts, localMs);
    return Math.max(localMs - (this.#offsets[segment] as number), this.#starts[segment] as number);
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
      const change = this.#starts[this.#current + 1] ?? Number.POSITIVE_INFINITY;
      const instant = from + (nextFitting(local) - local);
      if (instant < change) return instant <= latest ? instant : Number.POSITIVE_INFINITY;
      from = change;
    }
    return Number.POSITIVE_INFINITY;
  }

  #find(starts: Float64Array, at: number): number {
    const end = starts[this.#current + 1] ?? Number.POSITIVE_INFINITY;
    if (at < (starts[this.#current] as number) || at >= end) this.#current = segmentAt(starts, at);
    return this.#current;
  }
}
