import {
  type BigIntStats,
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { type FileHash, hashFile } from './hash-file.js';

/**
 * All that the store asks of the file system, one operation to a call: tests fail each of them, and stop before and after it (S7.4). Nothing
 * follows a link but `realPath`. Errors are those of Node.js, with a `code`.
 */
export interface Disk {
  realPath(path: string): string;
  /** What stands there, undefined for nothing. */
  look(path: string): Found | undefined;
  /** Names in a directory, sorted. */
  list(directory: string): readonly string[];
  read(path: string): { readonly text: string; readonly found: Found };
  hash(path: string): FileHash;
  /** A directory of the owner alone; there must be nothing. */
  makeDirectory(path: string): void;
  /** Opens a new file of the owner alone for writing; there must be nothing. */
  create(path: string): number;
  write(file: number, text: string): void;
  lookAt(file: number): Found;
  /** Opens what is there, in order to have it brought to the disk. */
  open(path: string): number;
  sync(file: number): void;
  close(file: number): void;
  /** Copies a file to where nothing is. */
  copy(from: string, to: string): void;
  /** Takes a file or directory away from everybody but the owner (S7.5). */
  protect(path: string, kind: 'file' | 'directory'): void;
  rename(from: string, to: string): void;
  removeFile(path: string): void;
  /** Removes an empty directory. */
  removeDirectory(path: string): void;
}

export interface Found {
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  readonly bytes: number;
  readonly identity: Identity;
}

/** Tells a file or directory from its copies: a copy is another one, whatever it holds. */
export interface Identity {
  readonly inode: string;
  /** Nanoseconds since 1970; `0` where the file system does not know. Numbers of what was removed are used again, instants are not. */
  readonly born: string;
}

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDONLY, O_WRONLY, COPYFILE_EXCL, COPYFILE_FICLONE } = constants;

/** The file system of this machine. */
export const machineDisk: Disk = {
  realPath: (path) => realpathSync(path),
  look: (path) => {
    const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    return stats && foundOf(stats);
  },
  list: (directory) => readdirSync(directory).sort(),
  read: (path) => {
    const file = openSync(path, O_RDONLY | O_NOFOLLOW);
    try {
      return { found: foundOf(fstatSync(file, { bigint: true })), text: readFileSync(file, 'utf8') };
    } finally {
      closeSync(file);
    }
  },
  hash: hashFile,
  makeDirectory: (path) => mkdirSync(path, { mode: 0o700 }),
  create: (path) => openSync(path, O_CREAT | O_EXCL | O_WRONLY, 0o600),
  write: (file, text) => writeFileSync(file, text),
  lookAt: (file) => foundOf(fstatSync(file, { bigint: true })),
  open: (path) => openSync(path, O_RDONLY | O_NOFOLLOW),
  sync: fsyncSync,
  close: closeSync,
  copy: (from, to) => copyFileSync(from, to, COPYFILE_EXCL | COPYFILE_FICLONE),
  protect: (path, kind) => chmodSync(path, kind === 'file' ? 0o600 : 0o700),
  rename: renameSync,
  removeFile: unlinkSync,
  removeDirectory: (path) => rmdirSync(path),
};

function foundOf(stats: BigIntStats): Found {
  const kind = stats.isFile()
    ? 'file'
    : stats.isDirectory()
      ? 'directory'
      : stats.isSymbolicLink()
        ? 'link'
        : 'other';
  const identity = { inode: String(stats.ino), born: String(stats.birthtimeNs) };
  return { kind, bytes: Number(stats.size), identity };
}

/** The code of an error of the file system, such as `ENOSPC`; undefined for any other error. */
export function diskErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall === undefined ? undefined : code;
}
