import { dirname, join } from 'node:path';
import { type Disk, diskErrorCode, type Identity } from './disk.js';

/** What a state consists of is not what this version of nurture put there. */
export class ForeignPath extends Error {
  readonly path: string;

  constructor(path: string, what: string) {
    super(`${path} ${what}`);
    this.path = path;
  }
}

/** Writes a new file and brings it to the disk; its name may still be lost, see `syncPath`. */
export function writeNew(disk: Disk, path: string, text: (self: Identity) => string): void {
  const file = disk.create(path);
  try {
    disk.write(file, text(disk.lookAt(file).identity));
    disk.sync(file);
  } finally {
    disk.close(file);
  }
}

/** Brings a file, or the names in a directory, to the disk. */
export function syncPath(disk: Disk, path: string): void {
  const file = disk.open(path);
  try {
    disk.sync(file);
  } finally {
    disk.close(file);
  }
}

/** Makes a directory unless it is there. A link in its place is refused: it could lead anywhere. */
export function ensureDirectory(disk: Disk, path: string): void {
  const there = disk.look(path);
  if (there?.kind === 'directory') return;
  if (there !== undefined) throw new ForeignPath(path, 'is no directory.');
  try {
    disk.makeDirectory(path);
  } catch (error) {
    // Somebody else has made it in between.
    if (diskErrorCode(error) !== 'EEXIST') throw error;
  }
  syncPath(disk, dirname(path));
}

/** Files and directories of the owner alone and on the disk, the deepest first. Whatever is neither is refused. */
export function secureTree(disk: Disk, directory: string): void {
  disk.protect(directory, 'directory');
  for (const name of disk.list(directory)) {
    const path = join(directory, name);
    switch (disk.look(path)?.kind) {
      case 'directory':
        secureTree(disk, path);
        break;
      case 'file':
        disk.protect(path, 'file');
        syncPath(disk, path);
        break;
      default:
        throw new ForeignPath(path, 'is neither a file nor a directory.');
    }
  }
  syncPath(disk, directory);
}

/** Removes what stands there, whatever it is. Links are removed, not followed; what is gone already is fine. */
export function removeTree(disk: Disk, path: string): void {
  try {
    if (disk.look(path)?.kind !== 'directory') {
      disk.removeFile(path);
      return;
    }
    for (const name of disk.list(path)) removeTree(disk, join(path, name));
    disk.removeDirectory(path);
  } catch (error) {
    if (diskErrorCode(error) !== 'ENOENT') throw error;
  }
}
