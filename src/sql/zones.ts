import { Temporal } from 'temporal-polyfill';

/** From this instant (UTC ms) until the next segment, local time is UTC plus `offsetMs`. */
export interface ZoneSegment {
  readonly fromUtcMs: number;
  readonly offsetMs: number;
}

// One day more than the years that dates may have (S2.2), on either side, because they are years of local time.
const FIRST_MS = Date.UTC(1899, 11, 31);
const LAST_MS = Date.UTC(2200, 0, 2);

const cache = new Map<string, readonly ZoneSegment[]>();

/**
 * The offsets of an IANA zone between 1900 and 2200, in order; the first segment begins at -Infinity. They come from
 * Temporal, so that all arithmetic with zones has one source; the zone data inside DuckDB are never used.
 *
 * @throws RangeError for a zone Temporal does not know.
 */
export function zoneSegments(zone: string): readonly ZoneSegment[] {
  const known = cache.get(zone);
  if (known !== undefined) return known;
  const segments = readSegments(zone);
  cache.set(zone, segments);
  return segments;
}

/**
 * The local time (ms since 1970-01-01T00:00 on the clock of the zone) from which a segment counts: what the clock
 * showed when it was changed, by the offset that ended there. -Infinity for the first segment.
 */
export function localStart(segments: readonly ZoneSegment[], index: number): number {
  const before = segments[index - 1];
  const segment = segments[index];
  return before === undefined || segment === undefined
    ? Number.NEGATIVE_INFINITY
    : segment.fromUtcMs + before.offsetMs;
}

/**
 * UTC milliseconds of a local time given in milliseconds since 1970-01-01T00:00 on the clock of the zone.
 *
 * A local time that does not exist means the first instant after the gap, one that exists twice means the first
 * (S1.4). Of the segments that have started on the clock the last one counts. A time inside a gap would be before
 * that segment, so its beginning is the least it can be. A time that comes again after the clock was put back is
 * before the start of the new segment, so it stays with the old one, the first of the two.
 */
export function localToUtcMs(localMs: number, zone: string): number {
  const segments = zoneSegments(zone);
  const index = segments.findLastIndex((_, candidate) => localStart(segments, candidate) <= localMs);
  const { fromUtcMs, offsetMs } = segments[index] ?? { fromUtcMs: Number.NEGATIVE_INFINITY, offsetMs: 0 };
  return Math.max(localMs - offsetMs, fromUtcMs);
}

function readSegments(zone: string): readonly ZoneSegment[] {
  let at = Temporal.Instant.fromEpochMilliseconds(FIRST_MS).toZonedDateTimeISO(zone);
  const segments: ZoneSegment[] = [{ fromUtcMs: Number.NEGATIVE_INFINITY, offsetMs: offsetMsOf(at) }];
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= LAST_MS) return segments;
    segments.push({ fromUtcMs: next.epochMilliseconds, offsetMs: offsetMsOf(next) });
    at = next;
  }
}

function offsetMsOf(at: Temporal.ZonedDateTime): number {
  return at.offsetNanoseconds / 1_000_000;
}
