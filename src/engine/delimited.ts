import type { Dialect } from '../model/config.js';
import { join, raw, sql } from '../sql/sql.js';
import type { Database } from './database.js';
import { detectLayout } from './detect.js';
import { fileProblem } from './file-problem.js';
import { tryParser } from './parser-trial.js';
import { readSample } from './sample.js';
import type { InspectedFile, Opened } from './source-file.js';

/** Delimited text. Nothing is left for the engine to guess; what it can not read goes into its table of rejects. */
export async function openDelimited(
  file: InspectedFile,
  dialect: Dialect,
  mapped: readonly string[],
  database: Database,
): Promise<Opened> {
  const sample = await readSample(file.path, file.compression, database);
  if (sample.kind !== 'text') return fileProblem(file, sample);
  const found = detectLayout(sample.text, sample.complete, dialect, file.path, mapped);
  if (found.kind !== 'layout') return fileProblem(file, found);
  const { delimiter, quote, header, blankLines } = found.layout;
  const twice = repeated(header);
  if (twice !== undefined) return fileProblem(file, { kind: 'duplicate-header', header: twice });
  const names = header.map((_, index) => raw(`c${index}`));
  const types = header.map((_, index) => raw(`'c${index}': 'VARCHAR'`));
  const scanIn = (parallel: boolean) => (rejects: string) =>
    sql`SELECT false AS bad, ${join(names, ', ')} FROM read_csv(${file.path},
    auto_detect = false, header = true, skip = ${raw(String(blankLines))}, delim = ${delimiter}, quote = ${quote}, escape = ${quote},
    strict_mode = true, parallel = ${raw(String(parallel))}, compression = ${file.compression}, store_rejects = true, rejects_limit = 0, rejects_table = ${rejects},
    rejects_scan = ${`${rejects}_scan`}, columns = {${join(types, ', ')}})`;
  const layout = { kind: 'cells', delimiter, quote, columns: header.length } as const;
  const trial = await tryParser(file, layout, scanIn(true), database);
  if ('problem' in trial) return fileProblem(file, trial.problem);
  const scan = scanIn(trial.parallel);
  return { file: { ...file, format: 'csv', columns: header, layout, scan } };
}

function repeated(header: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const name of header) {
    const key = name.toLowerCase();
    if (key !== '' && seen.has(key)) return name;
    seen.add(key);
  }
  return undefined;
}
