import { randomUUID } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { type Disk, diskErrorCode } from './disk.js';
import { hashText } from './hash-file.js';
import { type HeadContent, writeHead } from './head.js';
import { type Deed, type EntryDocument, entryOfRun, entryPlaces, placeOfEntry } from './journal.js';
import { type Held, type Lock, takeLock, type Workplace } from './lock.js';
import { type StateView, viewState } from './view-state.js';
import { ensureDirectory, ForeignPath, removeTree, secureTree, syncPath, writeNew } from './whole-files.js';

/**
 * The one who may change a state (S7.3). Everything is written in `staging` first and becomes real by one rename; whatever ends the process
 * before leaves the state as it was, and what lies in `staging` is cleared away by the next writer (S7.4).
 */
export class StateWriter {
  readonly #disk: Disk;
  readonly #lock: Lock;
  readonly #staging: string;
  #view: StateView;
  #isClosed = false;

  private constructor(disk: Disk, lock: Lock, path: string) {
    this.#disk = disk;
    this.#lock = lock;
    this.#staging = join(path, 'staging');
    this.#view = viewState(path, disk);
  }

  /** Takes the lock, makes the directories that are missing, clears up. `Held` says that somebody else is at work. */
  static open(workplace: Workplace, directory: string): StateWriter | Held {
    const { disk } = workplace;
    const path = realPlace(disk, directory);
    const lock = takeLock(workplace, path);
    if (!('release' in lock)) return lock;
    try {
      removeTree(disk, join(path, 'staging'));
      ensureDirectory(disk, join(path, 'staging'));
      const writer = new StateWriter(disk, lock, path);
      writer.#settle();
      return writer;
    } catch (error) {
      tolerateDisk(() => lock.release());
      throw error;
    }
  }

  /** The state as it was when the lock was taken; while it has problems nothing but an adoption may be committed. */
  get view(): StateView {
    return this.#view;
  }

  /** Where a run will be. */
  placeOfRun(runId: string): string {
    return join(this.#view.path, 'runs', runId);
  }

  /** An empty directory for the files of a run. */
  stageRun(): string {
    const staged = join(this.#staging, 'run');
    removeTree(this.#disk, staged);
    this.#disk.makeDirectory(staged);
    return staged;
  }

  /** Makes the staged run real. `at` is the instant at which that happens, UTC ms. */
  commitRun(staged: string, deed: Extract<Deed, { kind: 'run' }>, at: number): void {
    this.#requireSound();
    const text = this.#textOf(deed, at);
    writeNew(this.#disk, join(staged, entryOfRun), () => text);
    secureTree(this.#disk, staged);
    this.#makeReal(staged, this.placeOfRun(deed.runId));
    this.#keepEnd(text, { lastRun: deed.runId });
  }

  /** Commits what is one small file. */
  commit(deed: Exclude<Deed, { kind: 'run' }>, at: number): void {
    if (deed.kind !== 'adopt') this.#requireSound();
    const text = this.#textOf(deed, at);
    const staged = join(this.#staging, 'entry.json');
    removeTree(this.#disk, staged);
    writeNew(this.#disk, staged, () => text);
    this.#makeReal(staged, join(this.#view.path, placeOfEntry(deed, this.#next)));
    this.#keepEnd(text, deed.kind === 'adopt' ? { stateId: deed.stateId } : {});
  }

  /** Clears up and gives the lock back, once. What can not be cleared up is left to the next writer. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    tolerateDisk(() => removeTree(this.#disk, this.#staging));
    tolerateDisk(() => this.#lock.release());
  }

  get #next(): number {
    return Math.max(this.#view.end.sequence, this.#view.head?.sequence ?? 0) + 1;
  }

  #textOf(deed: Deed, at: number): string {
    const document: EntryDocument = {
      formatVersion: 1,
      sequence: this.#next,
      previous: deed.kind === 'adopt' ? null : this.#view.end.hash,
      committedAt: new Date(at).toISOString(),
      deed,
    };
    return `${JSON.stringify(document, null, 2)}\n`;
  }

  /** One rename, and the name to the disk. When that fails the rename is undone: what may not last was not committed. */
  #makeReal(staged: string, target: string): void {
    const place = dirname(target);
    ensureDirectory(this.#disk, place);
    if (this.#disk.look(target) !== undefined) throw new ForeignPath(target, 'is there already.');
    this.#disk.rename(staged, target);
    try {
      syncPath(this.#disk, place);
    } catch (error) {
      this.#disk.rename(target, staged);
      throw error;
    }
  }

  /** The entry is real by now, so that the head can not be written is no failure: the next writer does it. */
  #keepEnd(text: string, changed: Partial<Pick<HeadContent, 'lastRun' | 'stateId'>>): void {
    const end = { sequence: this.#next, hash: hashText(text) };
    this.#view = { ...this.#view, end, isBehind: true };
    tolerateDisk(() => this.#writeHead(changed));
  }

  /** Begins a state, and makes up for a head that a killed process could not write. */
  #settle(): void {
    const { head, isBehind, problems } = this.#view;
    if (problems.length > 0) return;
    if (head === undefined) this.#writeHead({ stateId: randomUUID() });
    else if (isBehind) this.#writeHead({});
  }

  #writeHead(changed: Partial<Pick<HeadContent, 'lastRun' | 'stateId'>>): void {
    const { path, end, head, runs } = this.#view;
    const content = { stateId: head?.stateId ?? '', lastRun: lastCommitted(runs), ...end, ...changed };
    this.#view = {
      ...this.#view,
      head: writeHead(this.#disk, path, this.#staging, content),
      isBehind: false,
    };
  }

  #requireSound(): void {
    if (this.#view.problems.length > 0)
      throw new Error('The state has problems, so nothing can be committed.');
    this.#settle();
  }
}

/** Does what another process can make up for when the disk fails now. */
function tolerateDisk(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (diskErrorCode(error) === undefined) throw error;
  }
}

/** Everything there may be in a state. */
const namesOfState = ['head.json', 'lock', 'staging', 'runs', ...entryPlaces] as readonly string[];

/**
 * The directory of a state, made when there is none. One that holds something else is refused: what lies in a directory that happens to be
 * called `staging` would be cleared away.
 */
function realPlace(disk: Disk, directory: string): string {
  const path = resolve(directory);
  if (disk.look(path) === undefined) ensureDirectory(disk, path);
  const state = disk.realPath(path);
  const names = disk.list(state);
  if (names.includes('head.json')) return state;
  // Systems put hidden files everywhere.
  const stranger = names.find((name) => !name.startsWith('.') && !namesOfState.includes(name));
  if (stranger !== undefined) throw new ForeignPath(path, `is no state: it holds ${stranger}.`);
  // The lock comes first, also where a process was killed as it began the state.
  if (names.includes('staging') && !names.includes('lock')) {
    throw new ForeignPath(path, 'is no state: it holds staging, and no lock.');
  }
  return state;
}

function lastCommitted(runs: StateView['runs']): string | null {
  const inOrder = runs.toSorted((a, b) => (a.entry?.sequence ?? 0) - (b.entry?.sequence ?? 0));
  return inOrder.at(-1)?.manifest.runId ?? null;
}
