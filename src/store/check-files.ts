import { basename, join } from 'node:path';
import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Disk } from './disk.js';
import type { Entry, FileFacts } from './journal.js';
import type { Run } from './runs.js';

/**
 * What the journal says of the files of a state: of those that were adopted what the adoption says, of later runs what their entries and
 * manifests say. Names are relative to the state.
 */
export function filesOfJournal(
  entries: readonly Entry[],
  adoption: Entry | undefined,
  runs: readonly Run[],
): readonly FileFacts[] {
  const manifests = new Map(runs.map(({ manifest }) => [manifest.runId, manifest]));
  const adopted = adoption?.deed.kind === 'adopt' ? adoption.deed.files : [];
  const since = entries.flatMap(({ deed, sequence }) => {
    const manifest = deed.kind === 'run' ? manifests.get(deed.runId) : undefined;
    if (deed.kind !== 'run' || manifest === undefined || sequence <= (adoption?.sequence ?? 0)) return [];
    const replaced = new Map(deed.replaced.map((file) => [file.name, file]));
    const files = [...manifest.files.filter(({ name }) => !replaced.has(name)), ...replaced.values()];
    return [{ name: 'manifest.json', ...deed.manifest }, ...files].map(({ name, sha256, bytes }) => ({
      name: `runs/${deed.runId}/${name}`,
      sha256,
      bytes,
    }));
  });
  return [...adopted, ...since];
}

/** Compares files with what is known of them; those on which plans depend by what they hold, the others too when `thorough`. */
export function checkFiles(
  disk: Disk,
  state: string,
  files: readonly FileFacts[],
  thorough: boolean,
): readonly Diagnostic[] {
  return files.flatMap(({ name, sha256, bytes }) => {
    const path = join(state, name);
    const at = { file: name };
    const there = disk.look(path);
    if (there === undefined) return [diagnose('state/missing-record', `${name} is missing.`, at)];
    if (there.kind !== 'file') return [diagnose('state/changed-record', `${name} is no file any more.`, at)];
    if (there.bytes !== bytes) {
      const message = `${name} has ${there.bytes} bytes, and had ${bytes} when it was committed.`;
      return [diagnose('state/changed-record', message, at)];
    }
    if (!(thorough || isRead(name)) || disk.hash(path).sha256 === sha256) return [];
    return [diagnose('state/changed-record', `${name} is not what it was when it was committed.`, at)];
  });
}

const readOfRun = ['manifest.json', 'entry.json', 'ledger.parquet', 'stops.parquet'];

function isRead(name: string): boolean {
  return !name.startsWith('runs/') || readOfRun.includes(basename(name));
}
