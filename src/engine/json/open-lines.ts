import type { Dialect } from '../../model/config.js';
import { sql } from '../../sql/sql.js';
import { unpackedBytes } from '../compression.js';
import type { Database } from '../database.js';
import { fileProblem } from '../file-problem.js';
import type { InspectedFile, Opened } from '../source-file.js';
import { countRecords } from './count-records.js';
import { openJsonText } from './json-text.js';
import { openRecords } from './open-records.js';
import { longestLine, surveyLines } from './survey-lines.js';
import { walkLines } from './walk-lines.js';

/** JSON Lines: a record on each line. Blank lines are none; a line that is no JSON object is a damaged record. */
export async function openJsonLines(
  file: InspectedFile,
  dialect: Dialect,
  mapped: readonly string[],
  database: Database,
): Promise<Opened> {
  const text = await openJsonText(file, dialect.encoding, database);
  if ('problem' in text) return text;
  if (dialect.records !== undefined) return fileProblem(file, { kind: 'records-in-lines' });
  // A line that is no JSON becomes NULL, whatever bytes it holds.
  const records = sql`SELECT json::VARCHAR AS record FROM read_json_objects(${text.path}, format = 'newline_delimited',
    ignore_errors = true, compression = ${text.compression})`;
  const bytes = () => unpackedBytes(text.path, text.compression, database);
  // The engine counts at the same time, in its own threads. What it fails at is asked again, where it matters.
  const counting = countRecords({ records, mayBeDeep: false }, database).catch(() => undefined);
  const survey = await surveyLines(bytes());
  const counted = await counting;
  if (survey.tooLong !== undefined) {
    const reason = `line ${survey.tooLong} is longer than ${longestLine / 1_048_576} MiB.`;
    return fileProblem(file, { kind: 'unreadable', reason });
  }
  const isFinal = !survey.mayBeDeep && dialect.envelope === undefined;
  return openRecords(
    { ...file, format: 'jsonl', readsFrom: text.path },
    { ...survey, records, count: survey.records, ...(isFinal ? { counted } : {}) },
    (visit) => walkLines(bytes(), text.hasOffsets, visit),
    dialect,
    mapped,
    database,
  );
}
