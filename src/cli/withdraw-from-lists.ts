import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Database } from '../engine/database.js';
import { writeRows } from '../engine/write-rows.js';
import { sql } from '../sql/sql.js';

/**
 * Takes sends out of lists, the files in `sends` of a plan: each row names its send by `send_id`. Rows of text stay as they are, byte for
 * byte. The engine knows the sends as the table `stopped_send`. Returns how many rows were taken out of which lists.
 */
export async function withdrawFromLists(
  database: Database,
  directory: string,
  lists: readonly string[],
  sends: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const removed = new Map<string, number>();
  for (const name of lists) {
    const path = join(directory, name);
    const rows =
      extname(name) === '.parquet'
        ? await rewriteParquet(database, path)
        : rewriteText(path, withoutSends(name, readFileSync(path, 'utf8'), sends));
    if (rows > 0) removed.set(name, rows);
  }
  return removed;
}

/** Where the engine writes a list before it takes the place of the old one. */
export function rewrittenList(path: string): string {
  return `${path}.rest`;
}

async function rewriteParquet(database: Database, path: string): Promise<number> {
  const stopped = sql`FROM read_parquet(${path}) AS list SEMI JOIN stopped_send ON stopped_send.send_id = list.send_id`;
  const [[rows] = []] = await database.rows(sql`SELECT count(*)::DOUBLE ${stopped}`);
  if (rows === 0) return 0;
  const rest = sql`FROM read_parquet(${path}) AS list ANTI JOIN stopped_send ON stopped_send.send_id = list.send_id`;
  await writeRows(database, rewrittenList(path), 'parquet', rest);
  renameSync(rewrittenList(path), path);
  return Number(rows);
}

/** What is left of a list, and how many rows are not. */
interface Rest {
  readonly text: string;
  readonly removed: number;
}

function rewriteText(path: string, { text, removed }: Rest): number {
  if (removed > 0) writeFileSync(path, text, { mode: 0o600 });
  return removed;
}

function withoutSends(name: string, text: string, sends: ReadonlySet<string>): Rest {
  switch (extname(name)) {
    case '.csv':
    case '.tsv':
      return withoutRecords(text, /(?:[^"\n]|"[^"]*")*(?:\n|$)/g, sends);
    case '.jsonl':
    case '.ndjson':
      return withoutRecords(text, /[^\n]*(?:\n|$)/g, sends);
    case '.json':
      return withoutRows(text, sends);
    default:
      throw new Error(`${name} is no list that sends can be taken out of.`);
  }
}

/** An id of a send is like no other word (S6.10). */
const sendIds = /(?<![A-Za-z0-9])[a-z2-7]{20}(?![A-Za-z0-9])/g;

function withoutRecords(text: string, record: RegExp, sends: ReadonlySet<string>): Rest {
  const records = text.match(record) ?? [];
  const kept = records.filter((one) => !(one.match(sendIds) ?? []).some((id) => sends.has(id)));
  return { text: kept.join(''), removed: records.length - kept.length };
}

/** A document is an array of rows, or has some under names. */
function withoutRows(text: string, sends: ReadonlySet<string>): Rest {
  let removed = 0;
  const rest: unknown = JSON.parse(text, (_, value: unknown) => {
    if (!Array.isArray(value)) return value;
    const kept = value.filter((row: Row | null) => !sends.has(String(row?.send_id)));
    removed += value.length - kept.length;
    return kept;
  });
  return { text: `${JSON.stringify(rest, null, 2)}\n`, removed };
}

interface Row {
  readonly send_id?: unknown;
}
