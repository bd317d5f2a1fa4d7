import { diskErrorCode, machineDisk } from '../store/disk.js';
import type { Held } from '../store/lock.js';
import { livenessOf, thisProcess } from '../store/owner.js';
import { StateWriter } from '../store/state-writer.js';
import { ForeignPath } from '../store/whole-files.js';
import { now } from './clock.js';
import { exitCodes } from './exit-codes.js';
import { CommandFailure } from './failure.js';
import type { Session } from './session.js';

/**
 * Does work as the only one who may change the state (S7.3). Fails with the code for trying again when somebody else does, and when the
 * disk is in the way: then nothing was committed. `onEnd` registers what has to be undone when a signal ends the command.
 */
export async function changeState<T>(
  session: Session,
  directory: string,
  command: string,
  work: (writer: StateWriter) => Promise<T>,
  onEnd: (undo: () => void) => void = () => {},
): Promise<T> {
  try {
    const writer = openState(session, directory, command);
    onEnd(() => writer.close());
    try {
      return await work(writer);
    } finally {
      writer.close();
    }
  } catch (error) {
    throw isElsewhere(error, directory) ? error : explained(error, session.shortName(directory));
  }
}

/** An error about a file that is none of the state, such as an input that has gone. */
function isElsewhere(error: unknown, directory: string): boolean {
  const { path } = error as NodeJS.ErrnoException;
  if (typeof path !== 'string' || error instanceof ForeignPath) return false;
  return !path.startsWith(directory) && !path.startsWith(realPathOf(directory));
}

function realPathOf(directory: string): string {
  try {
    return machineDisk.realPath(directory);
  } catch {
    return directory;
  }
}

function openState(session: Session, directory: string, command: string): StateWriter {
  const { disk = machineDisk } = session.terminal;
  const owner = thisProcess(`nurture ${command}`, now());
  const opened = StateWriter.open({ disk, owner, livenessOf }, directory);
  if (opened instanceof StateWriter) return opened;
  throw new CommandFailure(exitCodes.tryAgain, heldBy(opened, session.shortName(directory)));
}

function heldBy({ holder, liveness }: Held, state: string): string {
  const remove = `If it does not run any more, remove the directory ${state}/lock.`;
  if (holder === undefined) {
    return `The state ${state} is locked, and its lock does not say by whom. If no nurture runs that uses it, remove the directory ${state}/lock.`;
  }
  const { command, pid, host, since } = holder;
  const who = `${command}, process ${pid} on ${host}, since ${since}`;
  const then = liveness === 'unknown' ? remove : 'Try again when it has ended.';
  return `The state ${state} is in use by ${who}. Nothing was done. ${then}`;
}

/** Codes of what is wrong with the disk and not with us. */
const causes: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'the limit for the size of files is reached',
  EIO: 'the disk reports an error',
  EROFS: 'the disk may only be read',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  ENOENT: 'its directory is not there',
  ENOTDIR: 'it is no directory',
  EMFILE: 'too many files are open',
};

function explained(error: unknown, state: string): unknown {
  if (error instanceof ForeignPath) {
    return new CommandFailure(exitCodes.inputUnusable, `${error.message} Nothing was done.`);
  }
  const cause = causes[diskErrorCode(error) ?? codeInMessage(error)];
  if (cause === undefined) return error;
  const message = `The state ${state} can not be written: ${cause}. Nothing was committed.`;
  return new CommandFailure(exitCodes.tryAgain, message);
}

/** The engine tells what the system said. */
function codeInMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (/No space left on device/.test(message)) return 'ENOSPC';
  if (/File too large/.test(message)) return 'EFBIG';
  return /Disk quota exceeded/.test(message) ? 'EDQUOT' : '';
}
