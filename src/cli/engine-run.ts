import { join } from 'node:path';
import { Database } from '../engine/database.js';
import { makePrivateDirectory, type PrivateDirectory } from '../store/private-directory.js';
import type { StagedFile } from '../store/staged-file.js';
import { exitCodes } from './exit-codes.js';
import { CommandFailure } from './failure.js';
import type { InputContext } from './inputs.js';
import type { Session } from './session.js';

/** An open engine and what has to be undone when the run ends, in whatever way. */
export interface EngineRun {
  readonly database: Database;
  readonly inputs: InputContext;
  /** Scratch files of this run. */
  readonly scratch: string;
  /** Registers a staged file: it is discarded unless committed. */
  stage<T extends StagedFile>(file: T): T;
  /** Registers what else has to be undone, whatever ends the run; it must do no harm when all went well. */
  onEnd(undo: () => void): void;
}

/**
 * Opens the engine for one command. Whatever ends the command, a signal included, no half-written file and no scratch file
 * is left behind.
 */
export async function withEngine<T>(session: Session, work: (run: EngineRun) => Promise<T>): Promise<T> {
  const undoings: (() => void)[] = [];
  let directory: PrivateDirectory | undefined;
  let database: Database | undefined;
  const cleanUp = () => {
    for (const undo of undoings) undo();
    directory?.remove();
  };
  const onSignal = (name: keyof typeof endings) => {
    database?.interrupt();
    cleanUp();
    process.exit(endings[name]);
  };
  // Before anything is made that would have to be removed.
  for (const name of signals) process.once(name, onSignal);
  try {
    directory = makePrivateDirectory();
    database = await Database.open({
      memoryBytes: engineShare(session.memoryBytes),
      threads: session.threads,
      spillDirectory: join(directory.path, 'spill'),
    });
    return await work({
      database,
      inputs: { database, cwd: session.terminal.cwd, stdin: session.terminal.stdin, spool: directory.path },
      scratch: directory.path,
      stage: (file) => {
        undoings.push(() => file.discard());
        return file;
      },
      onEnd: (undo) => {
        undoings.push(undo);
      },
    });
  } catch (error) {
    if (error instanceof Error && /out of memory|could not allocate/i.test(error.message)) {
      throw new CommandFailure(
        exitCodes.inputUnusable,
        'The memory limit is too small for this data. Give more with --memory 8GB, or free disk space for spilling.',
      );
    }
    throw error;
  } finally {
    for (const name of signals) process.removeListener(name, onSignal);
    database?.close();
    cleanUp();
  }
}

/** Signals that end a run, a closed terminal among them, and the exit code of each. */
const endings = {
  SIGINT: exitCodes.interrupted,
  SIGTERM: exitCodes.terminated,
  SIGHUP: exitCodes.hungUp,
} as const;

const signals = Object.keys(endings) as (keyof typeof endings)[];

/** The engine's part of the memory: the rest is for the fold's columns, buffers of rows on their way, and the runtime. */
function engineShare(bytes: number): number {
  return Math.floor(bytes * 0.55);
}
