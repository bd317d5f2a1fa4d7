import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Dialect } from '../model/config.js';
import { identifier, join, sql } from '../sql/sql.js';
import { compressionOf, findDamage } from './compression.js';
import type { Database } from './database.js';
import { openDelimited } from './delimited.js';
import { fileProblem } from './file-problem.js';
import { openJsonArray, openJsonLines } from './json-records.js';
import type { InputFile, InspectedFile, Opened } from './source-file.js';

/**
 * Looks at a file: format by name, then dialect and columns by content. `mapped` are the headers the config names. Only
 * compressed files and JSON arrays are read as a whole, because what is wrong at their end would not be noticed otherwise.
 */
export async function openSourceFile(
  input: InputFile,
  dialect: Dialect,
  database: Database,
  mapped: readonly string[] = [],
): Promise<Opened> {
  const facts = await stat(input.path).catch(() => undefined);
  if (facts === undefined) return fileProblem(input, { kind: 'missing' });
  if (facts.isDirectory()) return fileProblem(input, { kind: 'directory' });
  if (facts.size === 0) return fileProblem(input, { kind: 'empty' });
  const compression = compressionOf(input.path);
  const file = { ...input, compression, bytes: facts.size, modifiedMs: facts.mtimeMs };
  const name = basename(input.path).replace(/\.(gz|zst)$/i, '');
  try {
    const damage = await findDamage(input.path, compression);
    if (damage !== undefined) return fileProblem(input, { kind: 'truncated', reason: damage });
    if (/\.parquet$/i.test(name) && compression === 'uncompressed') return await openParquet(file, database);
    if (/\.(jsonl|ndjson)$/i.test(name)) return await openJsonLines(file, database);
    if (/\.json$/i.test(name)) return await openJsonArray(file, database);
    return await openDelimited(file, dialect, mapped, database);
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    return fileProblem(input, { kind: 'unreadable', reason: reason.slice(0, 200) });
  }
}

async function openParquet(file: InspectedFile, database: Database): Promise<Opened> {
  const described = await database.rows(sql`DESCRIBE SELECT * FROM read_parquet(${file.path})`);
  const columns = described.map(([name]) => String(name));
  const values = columns.map(
    (name, index) => sql`CAST(${identifier(name)} AS VARCHAR) AS ${identifier(`c${index}`)}`,
  );
  const scan = () => sql`SELECT false AS bad, ${join(values, ', ')} FROM read_parquet(${file.path})`;
  return { file: { ...file, format: 'parquet', columns, scan } };
}
