import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { identifier, join, raw, type Sql, sql } from '../sql/sql.js';
import type { Database } from './database.js';
import type { MappedFile } from './source.js';

/** A record the parser could not read. `record` counts from 0, the header. */
export interface BrokenRecord {
  readonly file: number;
  readonly record: number;
  readonly reason: BrokenReason;
  readonly text: string;
}

export type BrokenReason =
  | 'too_few_cells'
  | 'too_many_cells'
  | 'broken_quote'
  | 'line_too_long'
  | 'not_utf8'
  | 'unreadable';

/** Number of records of these files that the parser could not read. */
export async function rejectedRecords(database: Database, files: readonly MappedFile[]): Promise<number> {
  const [row] = await database.rows(sql`SELECT count(*)::INTEGER FROM (${rejectsOf(files)})`);
  return Number(row?.[0] ?? 0);
}

/** The records themselves, in order of file and record. */
export async function brokenRecords(
  database: Database,
  files: readonly MappedFile[],
): Promise<readonly BrokenRecord[]> {
  const rows = await database.rows(
    sql`SELECT file, record, type, text FROM (${rejectsOf(files)}) ORDER BY file, record`,
  );
  return rows.map(([file, record, type, text]) => ({
    file: Number(file),
    record: Number(record),
    reason: reasons[String(type)] ?? 'unreadable',
    text: String(text ?? ''),
  }));
}

const reasons: Readonly<Record<string, BrokenReason>> = {
  'MISSING COLUMNS': 'too_few_cells',
  'TOO MANY COLUMNS': 'too_many_cells',
  'UNQUOTED VALUE': 'broken_quote',
  'LINE SIZE OVER MAXIMUM': 'line_too_long',
  'INVALID ENCODING': 'not_utf8',
};

/** One row per broken record; the engine's own table may have several errors for one. Its lines are records, from 1. */
function rejectsOf(files: readonly MappedFile[]): Sql {
  const parts = files
    .filter(({ file }) => file.format === 'csv')
    .map(
      ({ index, rejects }) => sql`SELECT ${raw(String(index))} AS file, (line - 1)::INTEGER AS record,
        min(error_type::VARCHAR) AS type, any_value(csv_line) AS text FROM ${identifier(rejects)} GROUP BY line`,
    );
  if (parts.length === 0) return raw('SELECT 0 AS file, 0 AS record, NULL AS type, NULL AS text WHERE false');
  return join(parts, ' UNION ALL ');
}

/** One error for each file that is not UTF-8 further down than its beginning: reading on would turn names into other text. */
export async function encodingProblems(
  database: Database,
  files: readonly MappedFile[],
): Promise<readonly Diagnostic[]> {
  const broken = await brokenRecords(database, files);
  return files.flatMap(({ file, index }) => {
    const bad = broken.filter((record) => record.file === index && record.reason === 'not_utf8');
    const [first] = bad;
    if (first === undefined) return [];
    const message = `${file.name} is not UTF-8: ${bad.length} of its records hold other bytes, the first one is record ${first.record}.`;
    return [diagnose('input/not-utf8', message, { file: file.name })];
  });
}
