/** From `fromUtcMs` on a zone is `offsetMs` ahead of UTC, until the next segment. The first starts at -Infinity. */
export interface OffsetSegment {
  readonly fromUtcMs: number;
  readonly offsetMs: number;
}

/** Index of the last segment that has started, by the ascending starts of all; the first when none has. */
export function segmentAt(starts: Float64Array, at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
