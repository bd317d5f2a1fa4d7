import type { OffsetSegment } from '../model/zone-offsets.js';
import { literal, raw, type Sql, sql } from './sql.js';
import { localStart, zoneSegments } from './zones.js';

// Almost every date of a campaign lies in these years. Trees for them alone stay small, and small trees are fast.
const COMMON_FROM_MS = Date.UTC(2000, 0, 1);
const COMMON_TO_MS = Date.UTC(2040, 0, 1);

/**
 * UTC milliseconds (BIGINT) of a local time of a zone, by the rule of `localToUtcMs`; `local` is a BIGINT expression
 * for milliseconds since 1970-01-01T00:00 on the clock of the zone, between 1900 and 2200.
 *
 * The offset is found by a balanced tree of comparisons. A lambda names the local time, so that it is computed once.
 * Its tree is set up anew for every block of rows, which is why rare years have a tree of their own.
 */
export function localToUtc(local: Sql, zone: string): Sql {
  const segments = zoneSegments(zone);
  const [only, ...changes] = segments;
  if (only !== undefined && changes.length === 0) return sql`(${local} - ${raw(String(only.offsetMs))})`;
  const first = lastStarted(segments, COMMON_FROM_MS);
  const last = lastStarted(segments, COMMON_TO_MS - 1);
  const common = `CASE WHEN local_ms >= ${COMMON_FROM_MS} AND local_ms < ${COMMON_TO_MS} THEN ${utcTree(segments, first, last)} END`;
  // Of NULL no comparison holds, so the tree would take the last leaf, whose `greatest` would then ignore the NULL.
  const rare = `CASE WHEN local_ms IS NOT NULL THEN ${utcTree(segments, 0, segments.length - 1)} END`;
  return sql`coalesce(${withLocal(local, common)}, ${withLocal(local, rare)})`;
}

/**
 * The offset (ms) of a local time given as text, yyyy-mm-dd or yyyy-mm-dd hh:mm:ss with that separator. NULL for a
 * time that does not exist and outside the common years. Texts of one form have the order of the times they name, so
 * the tree compares them as they are and is several times as fast as one over numbers.
 */
export function offsetAtText(text: Sql, separator: 'T' | ' ', zone: string): Sql {
  const segments = zoneSegments(zone);
  const [only, ...changes] = segments;
  if (only !== undefined && changes.length === 0) return raw(String(only.offsetMs));
  return binaryTree(
    commonOffsets(segments),
    (run) => sql`${text} < ${literal(localText(run.startMs, separator))}`,
    (run) => raw(run.offsetMs === null ? 'NULL' : String(run.offsetMs)),
  );
}

function withLocal(local: Sql, expression: string): Sql {
  return sql`list_transform([${local}], lambda local_ms: ${raw(expression)})[1]`;
}

function lastStarted(segments: readonly OffsetSegment[], localMs: number): number {
  return segments.findLastIndex((_, index) => localStart(segments, index) <= localMs);
}

function utcTree(segments: readonly OffsetSegment[], first: number, last: number): string {
  const leaves = segments.slice(first, last + 1).map((segment, index) => ({
    ...segment,
    start: localStart(segments, first + index),
  }));
  return binaryTree(
    leaves,
    (leaf) => raw(`local_ms < ${leaf.start}`),
    ({ fromUtcMs, offsetMs }) =>
      raw(
        Number.isFinite(fromUtcMs)
          ? `greatest(local_ms - ${offsetMs}, ${fromUtcMs})`
          : `local_ms - ${offsetMs}`,
      ),
  ).text;
}

/** `isBefore(leaf)` tells whether the row lies before a leaf, which sends it to the leaves on the left. */
function binaryTree<Leaf>(
  leaves: readonly Leaf[],
  isBefore: (leaf: Leaf) => Sql,
  render: (leaf: Leaf) => Sql,
): Sql {
  const middle = Math.ceil((leaves.length - 1) / 2);
  const pivot = leaves[middle];
  if (pivot === undefined) throw new RangeError('A tree needs at least one leaf.');
  if (leaves.length === 1) return render(pivot);
  const left = binaryTree(leaves.slice(0, middle), isBefore, render);
  const right = binaryTree(leaves.slice(middle), isBefore, render);
  return sql`CASE WHEN ${isBefore(pivot)} THEN ${left} ELSE ${right} END`;
}

interface OffsetRun {
  /** Local time, as milliseconds since 1970-01-01T00:00. */
  readonly startMs: number;
  /** `null` for the times that a change of the clock leaves out, and outside the common years. */
  readonly offsetMs: number | null;
}

function commonOffsets(segments: readonly OffsetSegment[]): readonly OffsetRun[] {
  const first = lastStarted(segments, COMMON_FROM_MS);
  const last = lastStarted(segments, COMMON_TO_MS - 1);
  const runs = segments.slice(first, last + 1).flatMap(({ fromUtcMs, offsetMs }, index): OffsetRun[] => {
    if (index === 0) return [{ startMs: COMMON_FROM_MS, offsetMs }];
    const changeMs = localStart(segments, first + index);
    const gapEndMs = fromUtcMs + offsetMs;
    return gapEndMs > changeMs
      ? [
          { startMs: changeMs, offsetMs: null },
          { startMs: gapEndMs, offsetMs },
        ]
      : [{ startMs: changeMs, offsetMs }];
  });
  return [
    { startMs: Number.NEGATIVE_INFINITY, offsetMs: null },
    ...runs,
    { startMs: COMMON_TO_MS, offsetMs: null },
  ];
}

/** Midnight is written as the day alone, which sorts before every time of that day and equals the day as a date. */
function localText(localMs: number, separator: 'T' | ' '): string {
  const [day = '', time = ''] = new Date(localMs).toISOString().slice(0, 19).split('T');
  return time === '00:00:00' ? day : `${day}${separator}${time}`;
}
