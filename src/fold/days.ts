/** Number of the calendar day an instant falls on in the project zone; only equality of days matters. */
export type DayOf = (at: number) => number;

/** From `fromUtcMs` on the zone is `offsetMs` ahead of UTC, until the next segment. The first starts at -Infinity. */
export interface OffsetSegment {
  readonly fromUtcMs: number;
  readonly offsetMs: number;
}

/** Days of a zone given by its offset segments, in order. Instants of one lead are close, so the last segment is tried first. */
export function daysOf(segments: readonly OffsetSegment[]): DayOf {
  const starts = Float64Array.from(segments, (segment) => segment.fromUtcMs);
  const offsets = Float64Array.from(segments, (segment) => segment.offsetMs);
  let current = 0;
  return (at) => {
    const end = starts[current + 1] ?? Number.POSITIVE_INFINITY;
    if (at < (starts[current] as number) || at >= end) current = segmentAt(starts, at);
    return Math.floor((at + (offsets[current] as number)) / 86_400_000);
  };
}

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
