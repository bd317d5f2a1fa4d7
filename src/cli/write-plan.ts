import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Database } from '../engine/database.js';
import { writeNewStops } from '../engine/kept-stops.js';
import { alreadySent } from '../engine/ledger.js';
import { writeLedger } from '../engine/ledger-write.js';
import { ledgerRows } from '../engine/planning/ledger-rows.js';
import { decisionColumns, decisionRows } from '../engine/planning/store-plan.js';
import { seenStops } from '../engine/seen-stops.js';
import { writeRows } from '../engine/write-rows.js';
import { sql } from '../sql/sql.js';
import { hashFile, hashText } from '../store/hash-file.js';
import type { RunManifest } from '../store/run-manifest.js';
import { stopsFile } from '../store/view-state.js';
import type { Asked } from './classified-run.js';
import type { EngineRun } from './engine-run.js';
import type { MadePlan } from './make-plan.js';
import type { PlanRun } from './plan-run.js';
import { configHash } from './score-document.js';
import { writeLists } from './send-lists/write-lists.js';
import { version } from './version.js';

/** A file of a plan, by its path in the directory of the plan; `rows` is null for one that has none. */
interface PlanFile {
  readonly name: string;
  readonly rows: number | null;
}

/** Writes the files of a plan (contract) to a directory; making them real is left to the caller. */
export async function writePlan(
  engine: EngineRun,
  { loaded, asOf }: Asked,
  made: MadePlan,
  directory: string,
): Promise<RunManifest> {
  const { prepared, blocked, document } = made;
  await made.store();
  const { chain } = prepared.state;
  const facts = (files: readonly PlanFile[]) =>
    files.map(({ name, rows }) => ({ name, ...hashFile(join(directory, name)), rows }));
  const content = {
    formatVersion: 1 as const,
    asOf: new Date(asOf).toISOString(),
    toolVersion: version,
    configHash: configHash(loaded.text),
    sends: document.actions.send,
    blocked: [...blocked],
    ...chain,
    inputs: inputsOf(prepared.started),
    files: facts(await writeTables(engine, asOf, made, directory)),
  };
  // The lists name the run, so its id comes from everything but them; they follow from the rest.
  const stamp = content.asOf.replace(/[-:]|\.000/g, '');
  const runId = `${stamp}-${hashText(JSON.stringify(content)).slice(0, 8)}`;
  const { lists } = document;
  const head = { command: 'plan', asOf: content.asOf, configHash: content.configHash };
  const plan = { config: loaded.config, prepared, lists, head };
  await writeLists(engine.database, plan, { id: runId, sequence: chain.sequence }, directory);
  const manifest: RunManifest = { runId, ...content, files: [...content.files, ...facts(lists)] };
  writePrivate(join(directory, 'manifest.json'), manifest);
  return manifest;
}

/** The decisions, what they add to the ledger, the stops that were seen first, and the summary. */
async function writeTables(
  { database }: EngineRun,
  asOf: number,
  { prepared, document }: MadePlan,
  directory: string,
): Promise<readonly PlanFile[]> {
  const { names, started, state } = prepared;
  await refuseSecondSends(database, prepared);
  const place = (name: string) => join(directory, name);
  await writeRows(database, place('decisions.parquet'), 'parquet', decisionRows(names, decisionColumns));
  const added = ledgerRows(names.campaigns, asOf);
  const ledger = await writeLedger(database, place('ledger.parquet'), added);
  const suppressing = sql`SELECT lead_id, "at" FROM (${added}) WHERE kind = 'suppress'`;
  const seen = seenStops(started.matched, suppressing, asOf);
  const stops = await writeNewStops(database, place(stopsFile), seen, state.stops);
  writePrivate(place('summary.json'), document);
  return [
    { name: 'decisions.parquet', rows: document.considered },
    { name: 'ledger.parquet', rows: ledger },
    ...(stops === 0 ? [] : [{ name: stopsFile, rows: stops }]),
    { name: 'summary.json', rows: null },
  ];
}

/** The last look before a plan is written: no id of the ledger is ever planned again (S6.10). */
async function refuseSecondSends(database: Database, { names, state }: PlanRun): Promise<void> {
  const ledgers = state.runs.map(({ ledger }) => ledger);
  const again = await alreadySent(database, ledgers, decisionRows(names, ['send_id'], 'send'));
  if (again > 0) throw new Error(`${again} sends would go out a second time.`);
}

function inputsOf({ matched }: PlanRun['started']): RunManifest['inputs'] {
  return matched.sources.flatMap(({ kind, name, files }) =>
    files.map(({ file }) => ({
      kind,
      source: name,
      name: basename(file.path),
      ...hashFile(file.path),
      rows: file.records,
    })),
  );
}

function writePrivate(path: string, document: object): void {
  writeFileSync(path, `${JSON.stringify(document, null, 2)}\n`, { mode: 0o600 });
}
