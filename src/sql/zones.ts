import { Temporal } from 'temporal-polyfill';
import { type OffsetSegment, ZoneOffsets, zoneYears } from '../model/zone-offsets.js';

const cache = new Map<string, readonly OffsetSegment[]>();

/**
 * The offsets of an IANA zone between 1900 and 2200, in order; the first segment begins at -Infinity. They come from
 * Temporal, so that all arithmetic with zones has one source; the zone data inside DuckDB are never used.
 *
 * @throws RangeError for a zone Temporal does not know.
 */
export function zoneSegments(zone: string): readonly OffsetSegment[] {
  const known = cache.get(zone);
  if (known !== undefined) return known;
  const segments = readSegments(zone, zoneYears.fromMs, zoneYears.toMs);
  cache.set(zone, segments);
  return segments;
}

/**
 * The local time (ms since 1970-01-01T00:00 on the clock of the zone) from which a segment counts: what the clock
 * showed when it was changed, by the offset that ended there. -Infinity for the first segment.
 */
export function localStart(segments: readonly OffsetSegment[], index: number): number {
  const before = segments[index - 1];
  const segment = segments[index];
  return before === undefined || segment === undefined
    ? Number.NEGATIVE_INFINITY
    : segment.fromUtcMs + before.offsetMs;
}

const offsetsOf = new Map<string, ZoneOffsets>();

/** The offsets of a zone, read when they are asked for. */
export function zoneOffsets(zone: string): ZoneOffsets {
  const known = offsetsOf.get(zone);
  if (known !== undefined) return known;
  const offsets = new ZoneOffsets((fromMs, toMs) => readSegments(zone, fromMs, toMs));
  offsetsOf.set(zone, offsets);
  return offsets;
}

/** UTC milliseconds of a local time given in milliseconds since 1970-01-01T00:00 on the clock of the zone (S1.4). */
export function localToUtcMs(localMs: number, zone: string): number {
  return zoneOffsets(zone).toUtc(localMs);
}

function readSegments(zone: string, fromMs: number, toMs: number): readonly OffsetSegment[] {
  let at = Temporal.Instant.fromEpochMilliseconds(Math.floor(fromMs)).toZonedDateTimeISO(zone);
  const segments: OffsetSegment[] = [{ fromUtcMs: Number.NEGATIVE_INFINITY, offsetMs: offsetMsOf(at) }];
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= toMs) return segments;
    segments.push({ fromUtcMs: next.epochMilliseconds, offsetMs: offsetMsOf(next) });
    at = next;
  }
}

function offsetMsOf(at: Temporal.ZonedDateTime): number {
  return at.offsetNanoseconds / 1_000_000;
}
