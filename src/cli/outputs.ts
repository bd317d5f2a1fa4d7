import { existsSync, statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import type { OutputFormat } from '../engine/write-rows.js';
import { type StagedFile, stageFile } from '../store/staged-file.js';
import type { EngineRun } from './engine-run.js';
import { exitCodes } from './exit-codes.js';
import { CommandFailure } from './failure.js';
import type { Session } from './session.js';

/** A result that is being written, and in which format. */
export interface Output {
  readonly file: StagedFile;
  readonly format: OutputFormat;
}

const formats: Readonly<Record<string, OutputFormat>> = {
  '.csv': 'csv',
  '.json': 'json',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.parquet': 'parquet',
};

/** Stages the file of `-o`; its extension gives the format. */
export function stageOutput(session: Session, run: EngineRun, target: string): Output {
  const format = formats[extname(target).toLowerCase()];
  if (format === undefined) {
    throw new CommandFailure(
      exitCodes.usage,
      `-o ${target}: the extension gives the format; use .csv, .json, .jsonl or .parquet.`,
    );
  }
  return { file: stageTarget(session, run, '-o', target), format };
}

/** Stages any file that a flag names. A usage error when it can't be written there. */
export function stageTarget(session: Session, run: EngineRun, flag: string, target: string): StagedFile {
  const path = resolve(session.terminal.cwd, target);
  if (existsSync(path) && statSync(path).isDirectory()) {
    throw new CommandFailure(exitCodes.usage, `${flag} ${target} is a directory.`);
  }
  try {
    return run.stage(stageFile(path, String(process.pid)));
  } catch (error) {
    throw new CommandFailure(exitCodes.usage, `${flag} ${target} can not be written: ${reasonOf(error)}.`);
  }
}

/** Refuses to overwrite what is being read: the export would be lost. */
export function refuseInputsAsOutputs(outputs: readonly StagedFile[], inputs: readonly string[]): void {
  for (const { target } of outputs) {
    if (inputs.includes(target))
      throw new CommandFailure(exitCodes.usage, `${target} is an input of this run and is not overwritten.`);
  }
}

function reasonOf(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return 'there is no such directory';
    case 'EACCES':
    case 'EROFS':
      return 'it may not be written';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
