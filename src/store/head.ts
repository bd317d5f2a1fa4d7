import { join } from 'node:path';
import { z } from 'zod';
import type { Disk, Identity } from './disk.js';
import { removeTree, syncPath, writeNew } from './whole-files.js';

const identity = z.object({ inode: z.string(), born: z.string() });

const headDocument = z.object({
  formatVersion: z.literal(1),
  /** Drawn by lot when the state was begun or adopted. */
  stateId: z.string().min(1),
  /** Number of the last entry of the journal, 0 before the first, and its hash. */
  sequence: z.int().nonnegative(),
  hash: z.string().nullable(),
  /** The last run that was committed, for people. */
  lastRun: z.string().nullable(),
  /** The directory of the state, and this very file: a copy of either is another one. */
  place: z.object({ path: z.string(), directory: identity }),
  self: identity,
});

/**
 * The end of the journal, kept outside of it: without it nobody could tell that the last entries are missing. It is replaced after each
 * entry, so it can be one entry behind when a process was killed in between, and no more.
 */
export type Head = z.infer<typeof headDocument>;

/** What a head says besides where it stands. */
export type HeadContent = Pick<Head, 'stateId' | 'sequence' | 'hash' | 'lastRun'>;

/** A head and what tells it from others, or why there is none. */
export type ReadHead =
  | { readonly is: 'missing' }
  | { readonly is: 'unreadable'; readonly reason: string }
  | { readonly is: 'there'; readonly head: Head; readonly isCopy: boolean };

const name = 'head.json';

export function readHead(disk: Disk, state: string): ReadHead {
  const path = join(state, name);
  const there = disk.look(path);
  if (there === undefined) return { is: 'missing' };
  if (there.kind !== 'file') return { is: 'unreadable', reason: 'it is no file' };
  const { text, found } = disk.read(path);
  const head = parse(text);
  if (head === undefined)
    return { is: 'unreadable', reason: 'it is not what this version of nurture writes' };
  const directory = disk.look(state)?.identity;
  const isCopy =
    !isSame(head.self, found.identity) ||
    !isSame(head.place.directory, directory) ||
    head.place.path !== state;
  return { is: 'there', head, isCopy };
}

/**
 * Replaces the head by one rename. `state` is the real path. A file system that has no instants of birth may give another one after each
 * rename; then numbers alone have to tell copies.
 */
export function writeHead(disk: Disk, state: string, staging: string, content: HeadContent): Head {
  const path = join(state, name);
  const staged = join(staging, name);
  const directory = disk.look(state)?.identity;
  if (directory === undefined) throw new Error(`${state} is gone.`);
  const write = (known: (identity: Identity) => Identity): Head => {
    removeTree(disk, staged);
    let head: Head | undefined;
    writeNew(disk, staged, (self) => {
      const place = { path: state, directory: known(directory) };
      head = { formatVersion: 1, ...content, place, self: known(self) };
      return `${JSON.stringify(head, null, 2)}\n`;
    });
    disk.rename(staged, path);
    if (head === undefined) throw new Error('No head was written.');
    return head;
  };
  let head = write((identity) => identity);
  if (!isSame(head.self, disk.look(path)?.identity)) {
    head = write(({ inode }) => ({ inode, born: unknownBirth }));
  }
  syncPath(disk, state);
  return head;
}

const unknownBirth = 'unknown';

function isSame(kept: Identity, found: Identity | undefined): boolean {
  return kept.inode === found?.inode && (kept.born === unknownBirth || kept.born === found.born);
}

function parse(text: string): Head | undefined {
  try {
    return headDocument.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
