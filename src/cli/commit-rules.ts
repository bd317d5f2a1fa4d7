import { join } from 'node:path';
import { formatInstant } from '../report/numbers.js';
import { hashFile } from '../store/hash-file.js';
import type { Deed } from '../store/journal.js';
import type { RunManifest } from '../store/run-manifest.js';
import { exitCodes } from './exit-codes.js';
import { CommandFailure } from './failure.js';
import type { State } from './state.js';

const dayMs = 86_400_000;

/** Runs are committed in the order of their instants, and not far ahead of the machine's clock (S7.3). */
export function requireNextInstant({ runs, isReplay, last }: State, asOf: number, clock: number): void {
  const at = formatInstant(asOf);
  if (isReplay) {
    throw new CommandFailure(
      exitCodes.usage,
      `As of ${at} there are later runs, so nothing can be committed. nurture plan --as-of replays that day without committing.`,
    );
  }
  if (asOf > clock + dayMs) {
    throw new CommandFailure(
      exitCodes.usage,
      `As of ${at} is more than a day ahead of the clock of this machine (${formatInstant(clock)}), so nothing can be committed.${
        last === undefined ? '' : ` The last of ${runs.length} runs is as of ${formatInstant(last.asOf)}.`
      } Is one of them wrong?`,
    );
  }
}

/** Whether committing it would say what the last run has said: a second run at the same instant that finds nothing new. */
export function addsNothing(manifest: RunManifest, { last }: State): boolean {
  const ledger = manifest.files.find(({ name }) => name === 'ledger.parquet');
  const hasStops = manifest.files.some(({ name }) => name === 'stops.parquet');
  return last?.manifest.asOf === manifest.asOf && ledger?.rows === 0 && !hasStops;
}

/** A state that was lost looks like one that was never there, so the first run of a state says that it is the first. */
export function firstOfAll({ previous }: RunManifest): string {
  return previous === null
    ? '\nThis is the first run of this state: everybody is new to every campaign.'
    : '';
}

/** What is entered into the journal for the run whose files are in a directory. */
export function deedOfRun(
  directory: string,
  { runId }: RunManifest,
  changed: Pick<RunDeed, 'replaced' | 'withdrawn'> = { replaced: [], withdrawn: 0 },
): RunDeed {
  return { kind: 'run', runId, manifest: hashFile(join(directory, 'manifest.json')), ...changed };
}

type RunDeed = Extract<Deed, { readonly kind: 'run' }>;
