import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Disk } from './disk.js';
import { entryPlaces, type FileFacts } from './journal.js';
import type { StateWriter } from './state-writer.js';

/**
 * Takes a state as it is: what is there counts, what is missing is given up, and from then on it is another state than the one that it is a
 * copy of. Returns what can not be adopted, because nobody can read it.
 */
export function adoptState(
  disk: Disk,
  writer: StateWriter,
  reason: string | null,
  at: number,
): readonly Diagnostic[] {
  const { path, problems } = writer.view;
  const unreadable = problems.filter(({ code }) => code.startsWith('state/unreadable-'));
  if (unreadable.length > 0) return unreadable;
  const files = ['runs', ...entryPlaces].flatMap((place) => filesIn(disk, path, place));
  writer.commit({ kind: 'adopt', stateId: randomUUID(), reason, files }, at);
  return [];
}

/** Every file below a directory of the state, with what it holds. */
function filesIn(disk: Disk, state: string, name: string): readonly FileFacts[] {
  const path = join(state, name);
  switch (disk.look(path)?.kind) {
    case undefined:
      return [];
    case 'directory':
      return disk.list(path).flatMap((child) => filesIn(disk, state, `${name}/${child}`));
    default:
      return [{ name, ...disk.hash(path) }];
  }
}
