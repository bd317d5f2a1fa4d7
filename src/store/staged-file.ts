import { closeSync, constants, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { machineDisk } from './disk.js';
import { syncPath } from './whole-files.js';

/** A file that is being written beside its place and appears there whole, or not at all. */
export interface StagedFile {
  /** Where to write. */
  readonly path: string;
  /** Where it will be. */
  readonly target: string;
  /** Makes it real: to disk, then one rename. */
  commit(): void;
  /** Removes what was written; does nothing after `commit`. */
  discard(): void;
}

/** Stages `target`, private to the owner: results hold personal data (S7.5). The directory must exist. */
export function stageFile(target: string, tag: string): StagedFile {
  const place = resolve(target);
  const path = join(dirname(place), `.${basename(place)}.${tag}.tmp`);
  // What a killed process left there, or a link that somebody put there, is not written into.
  rmSync(path, { force: true });
  closeSync(openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600));
  let staged = true;
  return {
    path,
    target: place,
    commit: () => {
      syncPath(machineDisk, path);
      renameSync(path, place);
      staged = false;
      syncPath(machineDisk, dirname(place));
    },
    discard: () => {
      if (staged) rmSync(path, { force: true });
    },
  };
}
