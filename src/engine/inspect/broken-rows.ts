import type { BrokenRows } from '../../model/file-inspection.js';
import type { SourceFile } from '../source-file.js';

const shownLines = 3;

/** The damaged records of a file by reason, the most frequent first, with the lines of the first ones. */
export async function findBrokenRows(file: SourceFile): Promise<readonly BrokenRows[]> {
  if (file.broken.size === 0) return [];
  const lines = new Map<string, number[]>([...file.broken.keys()].map((reason) => [reason, []]));
  const missing = () =>
    [...file.broken].some(([reason, rows]) => (lines.get(reason)?.length ?? 0) < Math.min(rows, shownLines));
  await file.walk?.(({ reason, line }) => {
    if (reason === undefined) return undefined;
    const found = lines.get(reason);
    if (found !== undefined && found.length < shownLines) found.push(line);
    return missing() ? undefined : 'enough';
  });
  return [...file.broken]
    .map(([reason, rows]) => ({ reason, rows, lines: lines.get(reason) ?? [] }))
    .sort((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1));
}
