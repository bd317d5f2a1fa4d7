import { rulesPerMask } from '../model/event-batch.js';
import { join, raw, sql } from '../sql/sql.js';
import { numbersOf } from './columns.js';
import type { Database } from './database.js';
import { type Group, maskOf } from './members.js';

/** Who is in which group: a bit for each group, 31 to a word, in columns by ordinal of `leads` leads. */
export async function readGroupMasks(
  database: Database,
  groups: readonly Group[],
  leads: number,
): Promise<readonly Int32Array[]> {
  const words = Array.from({ length: Math.ceil(groups.length / rulesPerMask) }, (_, word) =>
    maskOf(groups.slice(word * rulesPerMask, (word + 1) * rulesPerMask)),
  );
  if (words.length === 0) return [];
  const columns = words.map(() => new Int32Array(leads));
  for await (const chunk of database.stream(
    sql`SELECT profile.ord::INTEGER, ${join(words, ', ')} FROM profile`,
  )) {
    const ords = numbersOf<Int32Array>(chunk, 0);
    for (const [word, column] of columns.entries()) {
      const values = numbersOf<Int32Array>(chunk, word + 1);
      for (let row = 0; row < chunk.rowCount; row++) column[ords[row] as number] = values[row] as number;
    }
  }
  return columns;
}

/** Keys of the leads by ordinal. */
export async function readKeys(database: Database): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const chunk of database.stream(raw('SELECT key FROM lead ORDER BY ord'))) {
    for (const key of chunk.getColumnValues(0)) keys.push(String(key));
  }
  return keys;
}

/** Addresses of leads by key; those that have none are left out. */
export async function readAddresses(
  database: Database,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const list = join(
    keys.map((key) => sql`${key}`),
    ', ',
  );
  const rows = await database.rows(
    sql`SELECT key, email FROM lead WHERE email IS NOT NULL AND key IN (${list})`,
  );
  return new Map(rows.map(([key, email]) => [String(key), String(email)]));
}
