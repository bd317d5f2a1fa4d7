import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseManifest, type RunManifest } from '../../src/store/run-manifest.js';
import { listRuns } from '../../src/store/runs.js';

let state = '';

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'nurture-state-'));
});

afterEach(() => rmSync(state, { recursive: true, force: true }));

function manifestOf(runId: string, asOf: string): RunManifest {
  return {
    formatVersion: 1,
    runId,
    sequence: 1,
    asOf,
    toolVersion: '0.1.0',
    configHash: 'c0ffee',
    sends: 3,
    blocked: [],
    previous: null,
    ledger: { runs: 0, sha256: 'ab' },
    journal: 0,
    files: [
      { name: 'ledger.parquet', sha256: 'ab', bytes: 12, rows: 4 },
      { name: 'summary.json', sha256: 'cd', bytes: 2, rows: null },
    ],
    inputs: [{ kind: 'leads', source: 'leads', name: 'leads.csv', sha256: 'ef', bytes: 9, rows: 1 }],
  };
}

interface RunFiles {
  readonly manifest?: unknown;
  readonly ledger?: boolean;
}

function writeRun(name: string, { manifest, ledger = true }: RunFiles): void {
  const directory = join(state, 'runs', name);
  mkdirSync(directory, { recursive: true });
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
  if (manifest !== undefined) writeFileSync(join(directory, 'manifest.json'), text);
  if (ledger) writeFileSync(join(directory, 'ledger.parquet'), 'PAR1');
}

function commitRun(name: string, asOf: string): void {
  writeRun(name, { manifest: manifestOf(name, asOf) });
}

/** Messages without the folder of the test. */
function messages(): readonly string[] {
  return listRuns(state).problems.map(({ code, severity, message, at }) => {
    const text = `${severity} ${code} ${message} (${at?.file})`;
    return text.replaceAll(state, '<state>');
  });
}

describe('S7.1 the runs of a state', () => {
  it('are none where there is no state yet, and none where nothing was committed', () => {
    const nothing = { runs: [], problems: [] };
    expect(listRuns(join(state, 'not', 'there'))).toEqual(nothing);
    expect(listRuns(state)).toEqual(nothing);
    mkdirSync(join(state, 'runs'));
    expect(listRuns(state)).toEqual(nothing);
  });

  it('come by as-of, then by id, with what their manifests say', () => {
    commitRun('b', '2026-03-02T08:00:00.000Z');
    commitRun('a', '2026-03-02T08:00:00Z');
    commitRun('z', '2026-02-28T23:59:59.999Z');
    const { runs, problems } = listRuns(state);
    expect(problems).toEqual([]);
    expect(runs.map(({ manifest }) => manifest.runId)).toEqual(['z', 'a', 'b']);
    expect(runs[0]).toEqual({
      manifest: manifestOf('z', '2026-02-28T23:59:59.999Z'),
      asOf: Date.UTC(2026, 1, 28, 23, 59, 59, 999),
      directory: join(state, 'runs', 'z'),
      ledger: join(state, 'runs', 'z', 'ledger.parquet'),
    });
  });

  it('are not those in the making, and no plain files', () => {
    commitRun('a', '2026-03-02T08:00:00Z');
    writeRun('.b.staging', {});
    writeFileSync(join(state, 'runs', 'notes.txt'), 'ours');
    expect(listRuns(state).runs.map(({ manifest }) => manifest.runId)).toEqual(['a']);
    expect(messages()).toEqual([]);
  });
});

describe('S7.1 a run that can not be read is a problem, and the others are read', () => {
  const table: readonly (readonly [string, RunFiles, string])[] = [
    ['without a manifest', {}, 'has no manifest.json'],
    [
      'with half a manifest',
      { manifest: '{"formatVersion": 1, "runId": "br' },
      'has a manifest.json that can not be read: it is not JSON',
    ],
    [
      'of a later format',
      { manifest: { formatVersion: 2, id: 'broken' } },
      'has a manifest.json in which formatVersion is not what this version of nurture writes',
    ],
    [
      'with another document',
      { manifest: [] },
      'has a manifest.json in which the document is not what this version of nurture writes',
    ],
    [
      'without the number of sends',
      { manifest: { ...manifestOf('broken', '2026-03-03T08:00:00Z'), sends: undefined } },
      'has a manifest.json in which sends is not what this version of nurture writes',
    ],
    [
      'of no instant',
      { manifest: manifestOf('broken', 'yesterday') },
      'has a manifest.json in which asOf is not what this version of nurture writes',
    ],
    [
      'with a file of no size',
      {
        manifest: {
          ...manifestOf('broken', '2026-03-03T08:00:00Z'),
          files: [{ name: 'ledger.parquet', sha256: 'ab', rows: 1 }],
        },
      },
      'has a manifest.json in which files.0.bytes is not what this version of nurture writes',
    ],
    [
      'that is a copy of another',
      { manifest: manifestOf('first', '2026-03-03T08:00:00Z') },
      'has the manifest.json of the run first',
    ],
    [
      'without its ledger',
      { manifest: manifestOf('broken', '2026-03-03T08:00:00Z'), ledger: false },
      'has no ledger.parquet',
    ],
  ];

  it.each(table)('%s', (_, files, reason) => {
    commitRun('first', '2026-03-02T08:00:00Z');
    writeRun('broken', files);
    expect(messages()).toEqual([
      `error state/unreadable-run The run broken ${reason}. (<state>/runs/broken/manifest.json)`,
    ]);
    expect(listRuns(state).runs.map(({ manifest }) => manifest.runId)).toEqual(['first']);
  });

  it('in the order of their names', () => {
    for (const name of ['c', 'a', 'b']) writeRun(name, {});
    expect(messages().map((message) => /The run (.)/.exec(message)?.[1])).toEqual(['a', 'b', 'c']);
  });
});

describe('S7.1 what is there and does not open is not taken for an empty state', () => {
  it('links in place of the runs, wherever they lead', () => {
    symlinkSync(join(state, 'unmounted'), join(state, 'runs'));
    const message = `error state/unreadable-run <state>/runs is a link; a state holds its runs itself. (<state>/runs)`;
    expect(messages()).toEqual([message]);
    mkdirSync(join(state, 'unmounted'));
    expect(messages()).toEqual([message]);
  });

  it('a link in place of a run, wherever it leads', () => {
    commitRun('a', '2026-03-02T08:00:00Z');
    renameSync(join(state, 'runs', 'a'), join(state, 'archived'));
    symlinkSync(join(state, 'archived'), join(state, 'runs', 'a'));
    symlinkSync(join(state, 'unmounted'), join(state, 'runs', 'b'));
    expect(messages()).toEqual([
      'error state/unreadable-run The run a is a link; a state holds its runs itself. (<state>/runs/a/manifest.json)',
      'error state/unreadable-run The run b is a link; a state holds its runs itself. (<state>/runs/b/manifest.json)',
    ]);
  });

  it('a file in its place', () => {
    writeFileSync(join(state, 'runs'), '');
    expect(messages()).toEqual([
      'error state/unreadable-run The runs in <state>/runs can not be read: ENOTDIR. (<state>/runs)',
    ]);
  });

  it('a directory in place of a manifest', () => {
    mkdirSync(join(state, 'runs', 'a', 'manifest.json'), { recursive: true });
    expect(messages()).toEqual([
      'error state/unreadable-run The run a has a manifest.json that can not be read: EISDIR. (<state>/runs/a/manifest.json)',
    ]);
  });
});

describe('ids and names of files can not lead out of the state', () => {
  it.each(['../elsewhere', '.hidden', 'a/b', 'a\\b', '', 'x'.repeat(101)])(
    '%j is no id of a run',
    (runId) => {
      const parsed = parseManifest(JSON.stringify(manifestOf(runId, '2026-03-02T08:00:00Z')));
      expect(parsed).toMatchObject({ reason: expect.stringContaining('runId') });
    },
  );

  it.each(['/etc/passwd', '../ledger.parquet', 'sends/../../x', '.bashrc', 'sends/.x', 'a\\b', 'a//b', ''])(
    '%j is no file of a run',
    (name) => {
      const manifest = manifestOf('a', '2026-03-02T08:00:00Z');
      const parsed = parseManifest(
        JSON.stringify({ ...manifest, files: [{ name, sha256: 'ab', bytes: 1, rows: null }] }),
      );
      expect(parsed).toEqual({
        reason: 'has a manifest.json in which files.0.name is not what this version of nurture writes',
      });
    },
  );
});
