import type { RunDetails, RunLine } from '../report/runs-report.js';
import type { CommittedRun } from '../store/view-state.js';

/** A run for lists. */
export function runLine({ manifest, entry, directory, sends, cancelledBy }: CommittedRun): RunLine {
  const { runId, sequence, asOf } = manifest;
  return {
    id: runId,
    sequence,
    asOf,
    committedAt: entry?.committedAt ?? null,
    sends,
    withdrawn: manifest.sends - sends,
    cancelled: cancelledBy !== undefined,
    directory,
  };
}

export function runDetails(run: CommittedRun): RunDetails {
  const { manifest, entry, cancelledBy } = run;
  const replaced = entry?.deed.kind === 'run' ? entry.deed.replaced : [];
  const isOld = ({ name }: { readonly name: string }) => replaced.some((file) => file.name === name);
  const files = [...manifest.files.filter((file) => !isOld(file)), ...replaced];
  return {
    ...runLine(run),
    cancelReason: cancelledBy?.deed.kind === 'cancel' ? cancelledBy.deed.reason : null,
    toolVersion: manifest.toolVersion,
    configHash: manifest.configHash,
    previous: manifest.previous?.runId ?? null,
    files: files
      .map(({ name, rows, bytes }) => ({ name, rows, bytes }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    inputs: manifest.inputs.map(({ source, name, rows, bytes }) => ({ source, name, rows, bytes })),
  };
}
