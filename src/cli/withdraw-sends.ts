import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../engine/database.js';
import { writeStops } from '../engine/kept-stops.js';
import { writeLedger } from '../engine/ledger-write.js';
import type { StoppedSend } from '../engine/stopped-sends.js';
import { writeRows } from '../engine/write-rows.js';
import { raw, sql } from '../sql/sql.js';
import { hashFile } from '../store/hash-file.js';
import type { Deed } from '../store/journal.js';
import type { RunManifest } from '../store/run-manifest.js';
import { stopsFile } from '../store/view-state.js';
import { rewrittenList, withdrawFromLists } from './withdraw-from-lists.js';

type Replaced = Extract<Deed, { readonly kind: 'run' }>['replaced'];

const ledgerFile = 'ledger.parquet';
const withdrawnFile = 'withdrawn.parquet';

/** Files that the engine reads or writes in order to withdraw sends from a plan. */
export function filesToWithdraw(directory: string, manifest: RunManifest): readonly string[] {
  const lists = listsOf(manifest).flatMap((name) => [name, rewrittenList(name)]);
  return [ledgerFile, stopsFile]
    .flatMap((name) => [name, `${name}.rest`])
    .concat(withdrawnFile, lists)
    .map((name) => join(directory, name));
}

export function listsOf({ files }: RunManifest): readonly string[] {
  return files.flatMap(({ name }) => (name.startsWith('sends/') ? [name] : []));
}

/**
 * Takes sends that were stopped out of a staged plan: out of the ledger with everything that was decided for the same lead and campaign, so
 * that the next run decides anew, and out of the lists. `withdrawn.parquet` says which they were. What the sources say of stops and the plan
 * did not know is added to its stops. Returns the files that are not those of the manifest any more.
 */
export async function withdrawSends(
  database: Database,
  directory: string,
  manifest: RunManifest,
  stopped: readonly StoppedSend[],
): Promise<Replaced> {
  const replaced: { name: string; rows: number | null }[] = [];
  const place = (name: string) => join(directory, name);
  const stops = await addLaterStops(database, place(stopsFile), manifest);
  if (stops !== undefined) replaced.push({ name: stopsFile, rows: stops });
  if (stopped.length > 0) {
    const rest = sql`FROM read_parquet(${place(ledgerFile)}) AS entry ANTI JOIN stopped_send AS stopped
      ON stopped.lead_id = entry.lead_id AND stopped.campaign = entry.campaign`;
    const rows = await writeLedger(database, place(`${ledgerFile}.rest`), rest);
    renameSync(place(`${ledgerFile}.rest`), place(ledgerFile));
    replaced.push({ name: ledgerFile, rows });
    await writeRows(database, place(withdrawnFile), 'parquet', raw('FROM stopped_send ORDER BY ALL'));
    replaced.push({ name: withdrawnFile, rows: stopped.length });
    const ids = new Set(stopped.map(({ sendId }) => sendId));
    const lists = await withdrawFromLists(database, directory, listsOf(manifest), ids);
    for (const { name, rows } of manifest.files) {
      const removed = lists.get(name);
      if (removed !== undefined) replaced.push({ name, rows: rows === null ? null : rows - removed });
    }
  }
  return replaced.map(({ name, rows }) => ({ name, ...hashFile(place(name)), rows }));
}

/** Adds what the sources say now to the stops of the plan. Returns how many these are; undefined when they are the same. */
async function addLaterStops(
  database: Database,
  path: string,
  { files }: RunManifest,
): Promise<number | undefined> {
  const isThere = files.some(({ name }) => name === stopsFile);
  const known = isThere ? sql`FROM read_parquet(${path})` : raw('FROM later_stop WHERE FALSE');
  const [[added] = []] = await database.rows(
    sql`SELECT count(*)::DOUBLE FROM (FROM later_stop EXCEPT ${known})`,
  );
  if (added === 0) return undefined;
  const rows = await writeStops(database, `${path}.rest`, sql`FROM later_stop UNION ${known}`);
  renameSync(`${path}.rest`, path);
  return rows;
}
