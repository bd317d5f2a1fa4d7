import type { KeptStops } from '../engine/kept-stops.js';
import { findStoppedSends, type StoppedSend } from '../engine/stopped-sends.js';
import { UnusableInput } from '../engine/unusable-input.js';
import type { RunManifest } from '../store/run-manifest.js';
import type { Asked } from './classified-run.js';
import type { EngineRun } from './engine-run.js';
import { openSources } from './open-sources.js';
import { shrunkenSuppressions } from './shrunken-suppressions.js';

/** Sends that were planned, and what was known of stops then and is known now. */
export interface PlannedSends {
  /** `ledger.parquet` of the plan or run. */
  readonly ledger: string;
  readonly manifest: RunManifest;
  readonly before: KeptStops;
  readonly kept: KeptStops;
}

/**
 * Reads the suppression sources and the events of the config again and finds the planned sends whose mailboxes have said no since (S7.2). `others`
 * are further files that the engine reads or writes afterwards. Throws when anything could hide a no (S6.3).
 */
export async function recheckStops(
  { database, inputs }: EngineRun,
  { session, loaded, asOf }: Asked,
  { ledger, manifest, before, kept }: PlannedSends,
  others: readonly string[],
): Promise<readonly StoppedSend[]> {
  const { config, directory: configDirectory } = loaded;
  const request = { config, configDirectory, dialect: session.dialect, asOf };
  const { sources } = await openSources(request, inputs, ['events', 'suppression']);
  const shrunken = shrunkenSuppressions(sources, manifest.inputs);
  if (shrunken.length > 0) throw new UnusableInput(shrunken);
  const filesOf = (kind: string) => sources.flatMap((source) => (source.kind === kind ? source.files : []));
  const types = new Map(sources.flatMap((source) => source.files.map((file) => [file, source.types])));
  const read = sources.flatMap(({ files }) => files.map(({ file }) => file.readsFrom));
  await database.seal([...new Set([...read, ...before.files, ...kept.files, ledger, ...others])], []);
  const stopSources = {
    suppressionFiles: filesOf('suppression'),
    eventSpec: {
      files: filesOf('events'),
      types: (file: (typeof sources)[0]['files'][0]) => types.get(file) ?? {},
    },
  };
  return findStoppedSends(database, ledger, stopSources, config.campaigns, { before, kept, asOf });
}

/** How many there are of each reason, for people and scripts. */
export function countReasons(stopped: readonly StoppedSend[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { reason } of stopped) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

export function renderReasons(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ');
}
