import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Dialect } from '../model/config.js';
import { compressionByContent, findDamage } from './compression.js';
import type { Database } from './database.js';
import { openDelimited } from './delimited.js';
import { fileProblem } from './file-problem.js';
import { openJsonDocument } from './json/open-document.js';
import { openJsonLines } from './json/open-lines.js';
import { recogniseJson } from './json/recognise-json.js';
import { openParquet } from './parquet.js';
import type { InputFile, InspectedFile, Opened } from './source-file.js';
import { readSample } from './text/sample.js';

/**
 * Looks at a file: how it is packed and what it holds by content, else by name; then how it is written. `mapped` are the
 * headers the config names. Every byte is looked at here, because damage behind the beginning must not be met later, or
 * never.
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
  try {
    const compression = await compressionByContent(input.path);
    const damage = await findDamage(input.path, compression);
    if (damage !== undefined) return fileProblem(input, { kind: 'truncated', reason: damage });
    const file = { ...input, compression, bytes: facts.size, modifiedMs: facts.mtimeMs };
    return await openContent(file, dialect, mapped, database);
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    return fileProblem(input, { kind: 'unreadable', reason: reason.slice(0, 200) });
  }
}

async function openContent(
  file: InspectedFile,
  dialect: Dialect,
  mapped: readonly string[],
  database: Database,
): Promise<Opened> {
  const name = basename(file.path).replace(/\.(gz|zst)$/i, '');
  if (/\.parquet$/i.test(name) && file.compression === 'uncompressed') return openParquet(file, database);
  if (/\.(jsonl|ndjson)$/i.test(name)) return openJsonLines(file, dialect, mapped, database);
  if (/\.json$/i.test(name)) return openJsonDocument(file, dialect, mapped, database);
  const sample = await readSample(file.path, file.compression, dialect.encoding, database);
  if (sample.kind === 'text') {
    const extension = recogniseJson(sample.text);
    if (extension !== undefined) return fileProblem(file, { kind: 'json-text', extension });
    return openDelimited(file, sample, dialect, mapped, database);
  }
  const isParquet = sample.kind === 'other-format' && sample.format === 'parquet';
  if (isParquet && file.compression === 'uncompressed') return openParquet(file, database);
  return fileProblem(file, sample);
}
