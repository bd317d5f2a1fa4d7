import { join, resolve } from 'node:path';
import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { type ChainEnd, checkChain } from './chain.js';
import { checkFiles, filesOfJournal } from './check-files.js';
import { type Disk, diskErrorCode, machineDisk } from './disk.js';
import { type Head, type ReadHead, readHead } from './head.js';
import { type Entry, entryPlaces } from './journal.js';
import { readEntries } from './read-entries.js';
import { listRuns, type Run } from './runs.js';

/** A run of a state and what has become of it. */
export interface CommittedRun extends Run {
  /** Its entry in the journal; undefined for a run of a state that was adopted without one. */
  readonly entry: Entry | undefined;
  /** SHA-256 of its manifest. */
  readonly manifestHash: string;
  /** Mails that it sent: those of the plan but for those that were stopped before it was committed. */
  readonly sends: number;
  /** Path of the stops that it has seen first; undefined when there are none. */
  readonly stops: string | undefined;
  /** The entry by which it counts no more (S7.2). */
  readonly cancelledBy: Entry | undefined;
}

/** A state as it was found. */
export interface StateView {
  /** Its real path, or where it would be. */
  readonly path: string;
  readonly exists: boolean;
  /** By as-of, then in the order in which they were committed. */
  readonly runs: readonly CommittedRun[];
  readonly entries: readonly Entry[];
  readonly head: Head | undefined;
  /** What the next entry follows. */
  readonly end: ChainEnd;
  /** Whether `head.json` has yet to be written for the last entry. */
  readonly isBehind: boolean;
  /** Nothing may be planned or committed while there are any. */
  readonly problems: readonly Diagnostic[];
}

/** Name of the file of a run with the stops that it has seen and earlier ones had not. */
export const stopsFile = 'stops.parquet';

const attempts = 3;

/**
 * Reads a state and checks that it is whole and the one it says it is (S7.1): the chain of entries, its end, and what they say of the files.
 * Of every file the size is looked at; those on which the next plan depends are hashed, `thorough` hashes all. While another process
 * commits, head and runs may not fit together, so what does not is looked at again.
 */
export function viewState(directory: string, disk: Disk = machineDisk, thorough = false): StateView {
  let view = viewOnce(directory, disk, thorough);
  for (let attempt = 1; attempt < attempts && view.problems.length > 0; attempt++) {
    const sequence = view.head?.sequence;
    view = viewOnce(directory, disk, thorough);
    if (view.head?.sequence === sequence) break;
  }
  return view;
}

function viewOnce(directory: string, disk: Disk, thorough: boolean): StateView {
  const path = resolve(directory);
  const end: ChainEnd = { sequence: 0, hash: null };
  const nothing = { path, runs: [], entries: [], head: undefined, end, isBehind: false, problems: [] };
  if (disk.look(path) === undefined) return { ...nothing, exists: false };
  try {
    return viewOf(disk.realPath(path), disk, thorough);
  } catch (error) {
    const code = diskErrorCode(error);
    if (code === undefined) throw error;
    const message = `The state ${path} can not be read: ${code}.`;
    const problems = [diagnose('state/unreadable-record', message, { file: path })];
    return { ...nothing, exists: true, problems };
  }
}

function viewOf(path: string, disk: Disk, thorough: boolean): StateView {
  // The head is read first: what is committed in the meantime is there when the rest is read.
  const read = readHead(disk, path);
  const head = read.is === 'there' ? read.head : undefined;
  const { entries, problems: unreadable } = readEntries(disk, path);
  const { runs, problems: unreadableRuns } = listRuns(path, disk);
  const chain = checkChain(entries, head);
  const files = filesOfJournal(entries, chain.adoption, runs);
  const isUsed = entries.length + runs.length + unreadable.length + unreadableRuns.length > 0;
  return {
    path,
    exists: true,
    runs: committedRuns(disk, runs, entries),
    entries,
    head,
    end: chain.end,
    isBehind: chain.isBehind,
    problems: [
      ...links(disk, path),
      ...wrongHead(read, path, isUsed),
      ...unreadable,
      ...unreadableRuns,
      ...chain.problems,
      ...foreignRecords(runs, entries, chain.adoption, files),
      ...checkFiles(disk, path, files, thorough),
    ],
  };
}

function committedRuns(disk: Disk, runs: readonly Run[], entries: readonly Entry[]): readonly CommittedRun[] {
  const entryOf = new Map<string, Entry>();
  const cancelled = new Map<string, Entry>();
  for (const entry of entries) {
    if (entry.deed.kind === 'run') entryOf.set(entry.deed.runId, entry);
    else if (entry.deed.kind === 'cancel') cancelled.set(entry.deed.runId, entry);
  }
  return runs
    .map((run) => {
      const { runId, sends, files } = run.manifest;
      const entry = entryOf.get(runId);
      const written = entry?.deed.kind === 'run' ? [...files, ...entry.deed.replaced] : files;
      const hasStops = written.some(({ name }) => name === stopsFile);
      return {
        ...run,
        entry,
        manifestHash: disk.hash(join(run.directory, 'manifest.json')).sha256,
        sends: sends - (entry?.deed.kind === 'run' ? entry.deed.withdrawn : 0),
        stops: hasStops ? join(run.directory, stopsFile) : undefined,
        cancelledBy: cancelled.get(runId),
      };
    })
    .sort((a, b) => a.asOf - b.asOf || (a.entry?.sequence ?? 0) - (b.entry?.sequence ?? 0));
}

function wrongHead(read: ReadHead, path: string, isUsed: boolean): readonly Diagnostic[] {
  const at = { file: 'head.json' };
  switch (read.is) {
    case 'missing':
      if (!isUsed) return [];
      return [diagnose('state/missing-head', `The state ${path} has no head.json.`, at)];
    case 'unreadable':
      return [diagnose('state/missing-head', `head.json can not be used: ${read.reason}.`, at)];
    case 'there': {
      if (!read.isCopy) return [];
      const before = read.head.place.path;
      const message =
        before === path
          ? `The state ${path} is a copy or was restored: it is not the one that was written last.`
          : `The state ${path} was in ${before} before: it was moved or copied.`;
      return [diagnose('state/copied', message, at)];
    }
  }
}

/** What a link leads to can be changed, or lost, without the state being touched. */
function links(disk: Disk, path: string): readonly Diagnostic[] {
  return ['lock', 'staging', ...entryPlaces].flatMap((name) => {
    const there = disk.look(join(path, name));
    if (there === undefined || there.kind === 'directory') return [];
    return [diagnose('state/unreadable-record', `${name} is no directory.`, { file: name })];
  });
}

/** Runs and entries that came from elsewhere: neither committed since the last adoption nor adopted. */
function foreignRecords(
  runs: readonly Run[],
  entries: readonly Entry[],
  adoption: Entry | undefined,
  files: readonly { readonly name: string }[],
): readonly Diagnostic[] {
  const known = new Set(files.map(({ name }) => name));
  const strangers = [
    ...runs.map(({ manifest }) => `runs/${manifest.runId}/manifest.json`),
    ...entries.filter(({ sequence }) => sequence < (adoption?.sequence ?? 0)).map(({ name }) => name),
  ].filter((name) => !known.has(name));
  const [file, ...others] = strangers;
  if (file === undefined) return [];
  const message =
    others.length === 0
      ? `${file} was not committed in this state.`
      : `${file} and ${others.length} more were not committed in this state.`;
  return [diagnose('state/foreign-record', message, { file })];
}
