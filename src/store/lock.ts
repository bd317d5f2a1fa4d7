import { join } from 'node:path';
import { type Disk, diskErrorCode } from './disk.js';
import { hashText } from './hash-file.js';
import { type Liveness, type Owner, owner } from './owner.js';
import { ensureDirectory, removeTree, writeNew } from './whole-files.js';

/** What is needed to change a state; replaced in tests. */
export interface Workplace {
  readonly disk: Disk;
  /** Who works. */
  readonly owner: Owner;
  readonly livenessOf: (owner: Owner) => Liveness;
}

export interface Lock {
  release(): void;
}

/** Somebody else has the lock; `holder` is undefined when it can not be read who. */
export interface Held {
  readonly holder: Owner | undefined;
  readonly liveness: Liveness;
}

/**
 * Takes the lock of a state, or says who has it (S7.3).
 *
 * The lock is the highest of the numbered directories in `lock`: `7` is held by the owner it names, `7.free` by nobody. Who wants it renames
 * a directory of their own to the next number, which fails if that is taken; so a lock whose owner is dead is taken over by one of those
 * who try. Age plays no part. It can happen that a number was given, given back and cleared away while somebody slept who now takes it
 * late; they see a higher one then, and step back.
 */
export function takeLock({ disk, owner, livenessOf }: Workplace, state: string): Lock | Held {
  const place = join(state, 'lock');
  ensureDirectory(disk, place);
  const own = join(place, nameOfTry(owner));
  try {
    for (;;) {
      const top = highest(ticketsIn(disk, place));
      if (top !== undefined && !top.isFree) {
        const held = whoHolds(disk, join(place, top.name), livenessOf);
        if (held === 'gone') continue;
        if (held.liveness !== 'dead') return held;
      }
      const number = (top?.number ?? 0) + 1;
      const ticket = join(place, String(number));
      if (!takes(disk, own, ticket, owner)) continue;
      if (isHighest(ticketsIn(disk, place), number)) return new HeldLock(disk, place, String(number));
      attempt(() => disk.rename(ticket, own));
    }
  } finally {
    removeTree(disk, own);
  }
}

/** Who has the lock of a state, without taking it; undefined when it is free, also from an owner that is dead. */
export function lookAtLock(
  { disk, livenessOf }: Pick<Workplace, 'disk' | 'livenessOf'>,
  state: string,
): Held | undefined {
  const place = join(state, 'lock');
  if (disk.look(place) === undefined) return undefined;
  const top = highest(ticketsIn(disk, place));
  if (top === undefined || top.isFree) return undefined;
  const held = whoHolds(disk, join(place, top.name), livenessOf);
  return held === 'gone' || held.liveness === 'dead' ? undefined : held;
}

class HeldLock implements Lock {
  readonly #disk: Disk;
  readonly #ticket: string;
  #isHeld = true;

  constructor(disk: Disk, place: string, name: string) {
    this.#disk = disk;
    this.#ticket = join(place, name);
    for (const other of disk.list(place)) {
      // Who tries at this moment makes a new directory when theirs is gone.
      if (other !== name) attempt(() => removeTree(disk, join(place, other)));
    }
  }

  release(): void {
    if (this.#isHeld) this.#disk.rename(this.#ticket, `${this.#ticket}.free`);
    this.#isHeld = false;
  }
}

interface Ticket {
  readonly name: string;
  readonly number: number;
  readonly isFree: boolean;
}

function ticketsIn(disk: Disk, place: string): readonly Ticket[] {
  return disk.list(place).flatMap((name) => {
    const [, digits, free] = /^(\d{1,15})(\.free)?$/.exec(name) ?? [];
    return digits === undefined ? [] : [{ name, number: Number(digits), isFree: free !== undefined }];
  });
}

/** Of two with one number the one that is held counts: its owner is about to step back. */
function highest(tickets: readonly Ticket[]): Ticket | undefined {
  return tickets.toSorted((a, b) => b.number - a.number || Number(a.isFree) - Number(b.isFree))[0];
}

function isHighest(tickets: readonly Ticket[], number: number): boolean {
  const rivals = tickets.filter((ticket) => ticket.number >= number);
  return rivals.length === 1 && rivals[0]?.name === String(number);
}

/** The owner of a ticket; `gone` when it was removed in the meantime. */
function whoHolds(disk: Disk, ticket: string, livenessOf: Workplace['livenessOf']): Held | 'gone' {
  try {
    const { data: holder } = owner.safeParse(JSON.parse(disk.read(join(ticket, 'owner.json')).text));
    return { holder, liveness: holder === undefined ? 'unknown' : livenessOf(holder) };
  } catch (error) {
    const unreadable = { holder: undefined, liveness: 'unknown' } as const;
    if (error instanceof SyntaxError) return unreadable;
    if (diskErrorCode(error) !== 'ENOENT') throw error;
    return disk.look(ticket) === undefined ? 'gone' : unreadable;
  }
}

/** No other process makes a directory of this name. */
function nameOfTry({ pid, began, host, boot, space }: Owner): string {
  return `.${pid}-${hashText([host, boot, space, began].join()).slice(0, 12)}.tmp`;
}

/** Tries to take a number; false when it is taken, and when the holder of the lock has just cleared the try away. */
function takes(disk: Disk, own: string, ticket: string, holder: Owner): boolean {
  removeTree(disk, own);
  return attempt(() => {
    disk.makeDirectory(own);
    writeNew(disk, join(own, 'owner.json'), () => `${JSON.stringify(holder)}\n`);
    disk.rename(own, ticket);
  });
}

/** Whether work could be done that others may come in the way of: the name is taken, or gone. */
function attempt(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(diskErrorCode(error) ?? '')) return false;
    throw error;
  }
}
