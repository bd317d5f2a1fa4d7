// A small run that needs no engine, the same wherever it is made.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashText } from '../../dist/store/hash-file.js';
import { livenessOf, thisProcess } from '../../dist/store/owner.js';
import { StateWriter } from '../../dist/store/state-writer.js';

const at = Date.UTC(2026, 2, 2, 8);

/** Commits the next run of a state in this process; the first is `run-1`. */
export function commitSmallRun(disk, state) {
  const writer = StateWriter.open({ disk, owner: thisProcess('nurture run', at), livenessOf }, state);
  const sequence = writer.view.runs.length + 1;
  const runId = `run-${sequence}`;
  const staged = writer.stageRun();
  const texts = {
    'ledger.parquet': `${runId} a\n${runId} b\n`,
    'summary.json': '{}\n',
    'sends/all.csv': `send_id\n${runId} a\n${runId} b\n`,
  };
  mkdirSync(join(staged, 'sends'));
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(staged, name), text);
  const files = Object.entries(texts).map(([name, text]) => ({ name, ...factsOf(text), rows: null }));
  const manifest = JSON.stringify({
    ...{
      formatVersion: 1,
      runId,
      sequence,
      asOf: '2026-03-02T08:00:00.000Z',
      toolVersion: '0',
      configHash: 'c',
    },
    ...{
      sends: 2,
      blocked: [],
      previous: null,
      ledger: { runs: 0, sha256: 'l' },
      journal: 0,
      files,
      inputs: [],
    },
  });
  writeFileSync(join(staged, 'manifest.json'), manifest);
  writer.commitRun(
    staged,
    { kind: 'run', runId, manifest: factsOf(manifest), replaced: [], withdrawn: 0 },
    at,
  );
  writer.close();
}

function factsOf(text) {
  return { sha256: hashText(text), bytes: Buffer.byteLength(text) };
}
