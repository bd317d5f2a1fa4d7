import type { SourceFile } from './source-file.js';

/** Where a record of a text file stands. */
export interface RecordPlace {
  /** Physical line its first byte is on, from 1. */
  readonly line: number;
  /** Offset of its first byte in the unpacked file; missing where the text had to be decoded first. */
  readonly offset?: number;
  /** The record as it stands in the file, without its line end; cut after 4 kB. */
  readonly text: string;
}

/** A damaged record with its place. */
export interface BrokenRecord extends RecordPlace {
  readonly reason: string;
  readonly column?: string;
}

/**
 * Finds the rows of a file by their position, from 1: the engine counts rows, people look for lines, and cells with line
 * ends, blank lines and damaged records come between the two. One pass over the text, only taken when somebody asks.
 */
export async function locateRecords(
  file: SourceFile,
  positions: ReadonlySet<number>,
): Promise<ReadonlyMap<number, RecordPlace>> {
  const found = new Map<number, RecordPlace>();
  let position = 0;
  if (positions.size === 0) return found;
  await file.walk?.(({ reason, line, offset, text }) => {
    if (reason !== undefined) return undefined;
    position++;
    if (!positions.has(position)) return undefined;
    found.set(position, { line, text: text(), ...(offset === undefined ? {} : { offset }) });
    return found.size === positions.size ? 'enough' : undefined;
  });
  return found;
}

/** The damaged records of a file, in order. */
export async function brokenRecords(file: SourceFile): Promise<readonly BrokenRecord[]> {
  const found: BrokenRecord[] = [];
  if (file.broken.size === 0) return found;
  await file.walk?.(({ reason, text, ...place }) => {
    if (reason !== undefined) found.push({ ...place, reason, text: text() });
    return undefined;
  });
  return found;
}

/** Number of damaged records. */
export function countBroken(file: SourceFile): number {
  return [...file.broken.values()].reduce((sum, records) => sum + records, 0);
}
