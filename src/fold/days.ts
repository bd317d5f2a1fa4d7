import { type OffsetSegment, segmentAt } from '../model/offset-segment.js';

/** Number of the calendar day an instant falls on in the project zone; only equality of days matters. */
export type DayOf = (at: number) => number;

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
