import { join } from 'node:path';
import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { type Disk, diskErrorCode, machineDisk } from './disk.js';
import { parseManifest, type RunManifest } from './run-manifest.js';

/** A committed run. */
export interface Run {
  readonly manifest: RunManifest;
  /** UTC ms. */
  readonly asOf: number;
  readonly directory: string;
  /** Path of what it adds to the ledger. */
  readonly ledger: string;
}

export interface Runs {
  /** By as-of, then by id. */
  readonly runs: readonly Run[];
  /** What is there and can not be read. Nothing may be planned then: the ledger would have a hole. */
  readonly problems: readonly Diagnostic[];
}

/**
 * The runs of a state directory (S7.1), which are the directories in `runs`, whether or not anything else of the state is sound. A state
 * that does not exist yet has no runs.
 */
export function listRuns(stateDirectory: string, disk: Disk = machineDisk): Runs {
  const place = join(stateDirectory, 'runs');
  const runs: Run[] = [];
  const problems: Diagnostic[] = [];
  if (disk.look(place)?.kind === 'link') {
    return { runs, problems: [unreadable(place, `${place} is a link; a state holds its runs itself.`)] };
  }
  try {
    for (const name of runNames(disk, stateDirectory, place)) {
      const run = readRun(disk, join(place, name), name);
      if ('problem' in run) problems.push(run.problem);
      else runs.push(run);
    }
  } catch (error) {
    problems.push(unreadable(place, `The runs in ${place} can not be read: ${causeOf(error)}.`));
  }
  runs.sort((a, b) => a.asOf - b.asOf || (a.manifest.runId < b.manifest.runId ? -1 : 1));
  return { runs, problems };
}

/**
 * Names of what may be runs, sorted. That a directory is not there is seen in the one above it: what is there and does not open, such as
 * a link to a drive that is not mounted, is an error.
 */
function runNames(disk: Disk, stateDirectory: string, place: string): readonly string[] {
  if (disk.look(stateDirectory) === undefined || !disk.list(stateDirectory).includes('runs')) return [];
  return disk
    .list(place)
    .filter((name) => !name.startsWith('.') && disk.look(join(place, name))?.kind !== 'file');
}

function readRun(disk: Disk, directory: string, name: string): Run | { readonly problem: Diagnostic } {
  const file = join(directory, 'manifest.json');
  const refuse = (reason: string) => ({ problem: unreadable(file, `The run ${name} ${reason}.`) });
  // What a link leads to can change without the state being touched.
  if (disk.look(directory)?.kind === 'link') return refuse('is a link; a state holds its runs itself');
  const parsed = readManifest(disk, file);
  if ('reason' in parsed) return refuse(parsed.reason);
  const { manifest } = parsed;
  // Sends of a copy would count twice.
  if (manifest.runId !== name) return refuse(`has the manifest.json of the run ${manifest.runId}`);
  const ledger = join(directory, 'ledger.parquet');
  if (disk.look(ledger) === undefined) return refuse('has no ledger.parquet');
  return { manifest, asOf: Date.parse(manifest.asOf), directory, ledger };
}

/** The manifest of a run or a plan, or why there is none, as the end of a sentence. */
export function readManifest(disk: Disk, file: string): ReturnType<typeof parseManifest> {
  try {
    return parseManifest(disk.read(file).text);
  } catch (error) {
    const cause = causeOf(error);
    if (cause === 'ENOENT') return { reason: 'has no manifest.json' };
    return { reason: `has a manifest.json that can not be read: ${cause}` };
  }
}

/** Such as `EACCES`. */
function causeOf(error: unknown): string {
  const code = diskErrorCode(error);
  if (code === undefined) throw error;
  return code;
}

function unreadable(file: string, message: string): Diagnostic {
  return diagnose('state/unreadable-run', message, { file });
}
