/** From `fromUtcMs` on a zone is `offsetMs` ahead of UTC, until the next segment. The first starts at -Infinity. */
export interface OffsetSegment {
  readonly fromUtcMs: number;
  readonly offsetMs: number;
}

/** Reads the segments that count between two instants; the first is that of the first instant, whenever it began. */
export type ReadSegments = (fromMs: number, toMs: number) => readonly OffsetSegment[];

/** One day more than the years that dates may have (S2.2), on either side, because they are years of local time. */
export const zoneYears = { fromMs: Date.UTC(1899, 11, 31), toMs: Date.UTC(2200, 0, 2) } as const;

const tenYearsMs = 10 * 365.25 * 86_400_000;
/** No offset is as large. */
const marginMs = 2 * 86_400_000;

/**
 * The offsets of a zone, read as far as they are asked for: three centuries of them take a tenth of a second.
 *
 * Instants that are asked for one after the other are close, so the segment of the last one is tried first.
 */
export class ZoneOffsets {
  readonly #read: ReadSegments;
  #fromMs = Number.POSITIVE_INFINITY;
  #toMs = Number.NEGATIVE_INFINITY;
  #starts: Float64Array = Float64Array.of(Number.POSITIVE_INFINITY);
  /** What the clock showed when it was changed, by the offset that ended there. */
  #localStarts: Float64Array = this.#starts;
  #offsets: Float64Array = Float64Array.of(0);
  #current = 0;

  constructor(read: ReadSegments) {
    this.#read = read;
  }

  offsetAt(utcMs: number): number {
    // Finding it may read the columns anew.
    const segment = this.#find(utcMs, false);
    return this.#offsets[segment] as number;
  }

  /** Until when the offset of an instant counts; it may be the same after that. Infinity when it counts for good. */
  changeAfter(utcMs: number): number {
    const segment = this.#find(utcMs, false);
    return this.#starts[segment + 1] ?? Number.POSITIVE_INFINITY;
  }

  /**
   * UTC milliseconds of a local time (since 1970-01-01T00:00 on the clock of the zone).
   *
   * A local time that does not exist means the first instant after the gap, one that exists twice means the first (S1.4). Of the segments that have
   * started on the clock the last one counts. A time inside a gap would be before that segment, so its beginning is the least it can be. A time that
   * comes again after the clock was put back is before the start of the new segment, so it stays with the old one, the first of the two.
   */
  toUtc(localMs: number): number {
    if (!Number.isFinite(localMs)) return localMs;
    const segment = this.#find(localMs, true);
    return Math.max(localMs - (this.#offsets[segment] as number), this.#starts[segment] as number);
  }

  #find(at: number, isLocal: boolean): number {
    const starts = isLocal ? this.#localStarts : this.#starts;
    const end = starts[this.#current + 1] ?? Number.POSITIVE_INFINITY;
    if (at >= (starts[this.#current] as number) && at < end) return this.#current;
    if (!Number.isFinite(at)) return this.#current;
    if (at - marginMs < this.#fromMs || at + marginMs >= this.#toMs) this.#extend(at);
    this.#current = segmentAt(isLocal ? this.#localStarts : this.#starts, at);
    return this.#current;
  }

  /** Reads the segments around an instant as well. */
  #extend(at: number): void {
    const from = Math.min(this.#fromMs, at - tenYearsMs);
    const to = Math.max(this.#toMs, at + tenYearsMs);
    this.#fromMs = from <= zoneYears.fromMs ? Number.NEGATIVE_INFINITY : from;
    this.#toMs = to >= zoneYears.toMs ? Number.POSITIVE_INFINITY : to;
    const segments = this.#read(Math.max(from, zoneYears.fromMs), Math.min(to, zoneYears.toMs));
    const starts = segments.map(({ fromUtcMs }, index) => (index === 0 ? this.#fromMs : fromUtcMs));
    const offsets = segments.map(({ offsetMs }) => offsetMs);
    if (to < zoneYears.toMs) {
      // What comes then is unknown, so whoever gets there asks again.
      starts.push(to);
      offsets.push(offsets.at(-1) as number);
    }
    this.#starts = Float64Array.from(starts);
    this.#offsets = Float64Array.from(offsets);
    this.#localStarts = this.#starts.map((start, index) => start + (this.#offsets[index - 1] ?? 0));
  }
}

/** Index of the last segment that has started, by the ascending starts of all; the first when none has. */
function segmentAt(starts: Float64Array, at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
