import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import type { KeptStops } from '../engine/kept-stops.js';
import { UnusableInput } from '../engine/unusable-input.js';
import type { Entry } from '../store/journal.js';
import type { RunManifest } from '../store/run-manifest.js';
import { type CommittedRun, type StateView, viewState } from '../store/view-state.js';
import type { Session } from './session.js';

/** What earlier runs have left behind, as far as a plan may know of it. */
export interface State {
  readonly directory: string;
  /** The runs that the plan reads, in their order: those that were not cancelled. */
  readonly runs: readonly CommittedRun[];
  /** The last of them. */
  readonly last: CommittedRun | undefined;
  /** Whether later runs were left out: the plan is that of an earlier day (S6.12). */
  readonly isReplay: boolean;
  /** Median of the sends of the last runs (S6.9); undefined when there are too few to say, or it is 0. */
  readonly usualSends?: number;
  /** What the manifest of a run says of the runs before it. */
  readonly chain: Pick<RunManifest, 'sequence' | 'previous' | 'ledger' | 'journal'>;
  /** Who said no, as runs have seen it and the operator has said it; a cancelled run has seen it all the same. */
  readonly stops: KeptStops;
}

const usualRuns = 28;
const fewestRuns = 3;

/** Reads the state beside the config, or the one of `--state`. Nothing is planned on a ledger with a hole, or on a copy (S7.1). */
export function readState(session: Session, configDirectory: string, asOf: number): State {
  const directory = stateDirectory(session, configDirectory);
  return stateAsOf(viewState(directory, session.terminal.disk), asOf);
}

/**
 * The state as a plan as of an instant may know it. Of a replay that is what was there when the first run at or after that instant was made:
 * what was cancelled or suppressed later counts for nothing (S6.12).
 */
export function stateAsOf(view: StateView, asOf: number): State {
  if (view.problems.length > 0) throw new UnusableInput(view.problems);
  const isReplay = view.runs.some((run) => run.cancelledBy === undefined && run.asOf > asOf);
  const later = isReplay ? view.runs.filter((run) => run.asOf >= asOf) : [];
  const entries = later.flatMap(({ entry }) => entry?.sequence ?? []);
  const end = entries.reduce((first, sequence) => Math.min(first, sequence), Number.POSITIVE_INFINITY);
  const isKnown = (entry: Entry | undefined) => (entry?.sequence ?? 0) < end;
  const before = view.runs.filter((run) => !later.includes(run) && isKnown(run.entry));
  const runs = before.filter(({ cancelledBy }) => cancelledBy === undefined || !isKnown(cancelledBy));
  const usual = median(runs.slice(-usualRuns).map(({ sends }) => sends));
  return {
    directory: view.path,
    runs,
    last: runs.at(-1),
    isReplay,
    ...(runs.length < fewestRuns || usual === 0 ? {} : { usualSends: usual }),
    chain: { ...chainOf(before, runs), journal: Math.min(view.end.sequence, end - 1) },
    stops: {
      files: before.flatMap(({ stops }) => stops ?? []),
      entries: keptUpTo(view, end - 1),
    },
  };
}

/** Who was suppressed by hand up to an entry of the journal. */
export function keptUpTo({ entries }: Pick<StateView, 'entries'>, last: number): KeptStops['entries'] {
  return entries.flatMap(({ deed, sequence }) =>
    deed.kind === 'suppress' && sequence <= last ? deed.stops : [],
  );
}

function chainOf(
  before: readonly CommittedRun[],
  read: readonly CommittedRun[],
): Omit<State['chain'], 'journal'> {
  const last = before.toSorted((a, b) => a.manifest.sequence - b.manifest.sequence).at(-1);
  const lines = read.map(({ manifest, manifestHash }) => `${manifest.runId} ${manifestHash}\n`);
  return {
    sequence: (last?.manifest.sequence ?? 0) + 1,
    previous: last === undefined ? null : { runId: last.manifest.runId, hash: last.manifestHash },
    ledger: { runs: read.length, sha256: createHash('sha256').update(lines.join('')).digest('hex') },
  };
}

export function stateDirectory({ flags, terminal }: Session, configDirectory: string): string {
  return flags.state === undefined
    ? resolve(configDirectory, '.nurture')
    : resolve(terminal.cwd, flags.state);
}

/** The state of commands that need nothing else of the config, which may have errors or be missing. */
export function stateOfCommand(session: Session): string {
  const config = session.findConfig(undefined);
  return stateDirectory(session, config === undefined ? session.terminal.cwd : dirname(config));
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? 0)) / 2 : upper;
}
