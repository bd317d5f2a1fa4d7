import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adoptState } from '../../src/store/adopt-state.js';
import type { Disk } from '../../src/store/disk.js';
import { hashText } from '../../src/store/hash-file.js';
import type { Deed } from '../../src/store/journal.js';
import type { Owner } from '../../src/store/owner.js';
import type { RunManifest } from '../../src/store/run-manifest.js';
import { StateWriter } from '../../src/store/state-writer.js';
import { quickDisk } from './faulty-disk.js';

export const at = Date.UTC(2026, 2, 2, 8);

const made: string[] = [];

/** Path of a state that is not there yet, in a folder of its own. Files that use it end with `afterAll(removeStates)`. */
export function newState(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'test-of-nurture-')));
  made.push(folder);
  return join(folder, 'state');
}

export function removeStates(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

let processes = 0;

/** Another process of this machine, which is dead unless somebody says otherwise. */
export function someProcess(): Owner {
  processes++;
  return {
    ...{ pid: processes, host: 'here', machine: '', boot: 'b', space: 's', began: String(processes) },
    ...{ command: 'nurture run', since: '2026-03-02T08:00:00.000Z' },
  };
}

/** Opens a state as a process of its own, after whose death or end it is free. */
export function open(state: string, disk: Disk = quickDisk): StateWriter {
  const opened = StateWriter.open({ disk, owner: someProcess(), livenessOf: () => 'dead' }, state);
  if (!(opened instanceof StateWriter)) throw new Error(`locked by ${opened.holder?.pid}`);
  return opened;
}

/** Files of a run that need no engine. `sends` makes the content. */
function stageFiles(
  staged: string,
  runId: string,
  sends: readonly string[] = [`send of ${runId}`],
): RunManifest {
  const texts = {
    'ledger.parquet': sends.join('\n'),
    'summary.json': '{}\n',
    'sends/all.csv': ['send_id', ...sends].join('\n'),
  };
  mkdirSync(join(staged, 'sends'));
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(staged, name), text);
  const files = Object.entries(texts).map(([name, text]) => ({ name, ...factsOf(text), rows: null }));
  const manifest = manifestOf(runId, { sends: sends.length, files });
  writeFileSync(join(staged, 'manifest.json'), JSON.stringify(manifest));
  return manifest;
}

function manifestOf(runId: string, changed: Partial<RunManifest> = {}): RunManifest {
  return {
    ...{
      formatVersion: 1,
      runId,
      sequence: 1,
      asOf: '2026-03-02T08:00:00.000Z',
      toolVersion: '0',
      configHash: 'c',
    },
    ...{
      sends: 1,
      blocked: [],
      previous: null,
      ledger: { runs: 0, sha256: 'l' },
      journal: 0,
      files: [],
      inputs: [],
    },
    ...changed,
  };
}

function deedOf(manifest: RunManifest): Extract<Deed, { kind: 'run' }> {
  const facts = factsOf(JSON.stringify(manifest));
  return { kind: 'run', runId: manifest.runId, manifest: facts, replaced: [], withdrawn: 0 };
}

/** Commits a run in a process of its own. */
export function commitRun(state: string, runId: string, disk: Disk = quickDisk): void {
  const writer = open(state, disk);
  try {
    const staged = writer.stageRun();
    writer.commitRun(staged, deedOf(stageFiles(staged, runId)), at);
  } finally {
    writer.close();
  }
}

/** Adopts a state in a process of its own, and tells what can not be adopted. */
export function adopt(state: string): readonly string[] {
  const writer = open(state);
  try {
    return adoptState(quickDisk, writer, null, at).map(({ message }) => message);
  } finally {
    writer.close();
  }
}

function factsOf(text: string) {
  return { sha256: hashText(text), bytes: Buffer.byteLength(text) };
}

/** Every file and directory below, with its mode. */
export function treeOf(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => `${(statSync(join(directory, name)).mode & 0o777).toString(8)} ${name}`);
}

export function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
}
