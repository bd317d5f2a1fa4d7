import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { machineDisk } from './disk.js';
import { entryOfRun } from './journal.js';
import { secureTree, syncPath } from './whole-files.js';

/** A directory that is being written beside its place, and appears there whole or not at all (S7.1, S7.4). */
export interface StagedDirectory {
  /** Where to write. */
  readonly path: string;
  /** Where it will be. */
  readonly target: string;
  /** Makes it real: everything to disk, then one rename. What stood there before is replaced. */
  commit(): void;
  /** Removes what was written; does nothing after `commit`. */
  discard(): void;
}

/** Stages a directory for `target`, private to the owner (S7.5). The directory above must exist. */
export function stageDirectory(target: string, tag: string): StagedDirectory {
  const place = resolve(target);
  const beside = (end: string) => join(dirname(place), `.${basename(place)}.${tag}.${end}`);
  const path = beside('tmp');
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { mode: 0o700 });
  let staged = true;
  return {
    path,
    target: place,
    commit: () => {
      secureTree(machineDisk, path);
      const before = beside('old');
      if (existsSync(place)) renameSync(place, before);
      renameSync(path, place);
      staged = false;
      syncPath(machineDisk, dirname(place));
      rmSync(before, { recursive: true, force: true });
    },
    discard: () => {
      if (staged) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Whether a plan may be written there: nothing is, or an empty directory, or an earlier plan that is no committed run. */
export function mayHoldPlan(target: string): boolean {
  if (!existsSync(target)) return true;
  try {
    const names = readdirSync(target);
    if (names.length === 0) return true;
    const manifest: unknown = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8'));
    const isPlan = typeof manifest === 'object' && manifest !== null && 'formatVersion' in manifest;
    return isPlan && !names.includes(entryOfRun);
  } catch {
    return false;
  }
}
