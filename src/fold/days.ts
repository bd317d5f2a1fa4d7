import type { ZoneOffsets } from '../model/zone-offsets.js';

/** Number of the calendar day an instant falls on in the project zone; only equality of days matters. */
export type DayOf = (at: number) => number;

export function daysOf(offsets: ZoneOffsets): DayOf {
  return (at) => Math.floor((at + offsets.offsetAt(at)) / 86_400_000);
}
