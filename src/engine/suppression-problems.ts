import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { raw } from '../sql/sql.js';
import type { Database } from './database.js';
import { placeOfRecords } from './places.js';
import { brokenRecords, countBroken } from './records.js';
import type { MappedFile } from './source.js';

/** Rows of a file that could not be used, of those the engine has read. */
export interface UnusableRows {
  readonly file: number;
  readonly reason: string;
  readonly rows: number;
}

/** The rows of the table `suppression` with a fault, by file and reason. */
export async function unusableSuppressions(database: Database): Promise<readonly UnusableRows[]> {
  const rows = await database.rows(
    raw(`SELECT file, fault, count(*) FROM suppression WHERE fault IS NOT NULL
      GROUP BY ALL ORDER BY file, count(*) DESC, fault`),
  );
  return rows.map(([file, reason, count]) => ({
    file: Number(file),
    reason: String(reason),
    rows: Number(count),
  }));
}

const shownPlaces = 3;

/** One problem for each file with rows that do not say whom they are about, damaged records among them (S6.3). */
export async function suppressionProblems(
  database: Database,
  files: readonly MappedFile[],
  unusable: readonly UnusableRows[],
): Promise<readonly Diagnostic[]> {
  const problems: Diagnostic[] = [];
  for (const source of files) {
    const { file, index } = source;
    const faults = [
      ...[...file.broken].map(([reason, rows]) => ({ reason, rows })),
      ...unusable.filter((found) => found.file === index),
    ];
    const count = faults.reduce((sum, { rows }) => sum + rows, 0);
    if (count === 0) continue;
    const reasons = faults.map(({ reason, rows }) => `${rows} ${reason}`).join(', ');
    const message = `${file.name}: ${count} of ${file.records + countBroken(file)} rows can not be used (${reasons}).`;
    const lines = await firstLines(database, source);
    const [at = { file: file.name }, ...places] = lines.map((line) => ({ file: file.name, line }));
    const problem = diagnose('input/unusable-suppression', message, at);
    problems.push(places.length === 0 ? problem : { ...problem, also: { places, count } });
  }
  return problems;
}

/** Lines of the first of these rows; none in a file that has no lines. */
async function firstLines(database: Database, source: MappedFile): Promise<readonly number[]> {
  const { file, index } = source;
  const first = await database.rows(
    raw(`SELECT place - (SELECT min(place) FROM suppression WHERE file = ${index}) + 1 FROM suppression
      WHERE file = ${index} AND fault IS NOT NULL ORDER BY place LIMIT ${shownPlaces}`),
  );
  const records = first.map(([record]) => ({ file: index, record: Number(record) }));
  const places = await placeOfRecords([source], records);
  return [...(await brokenRecords(file)), ...places.values()]
    .flatMap(({ line }) => line ?? [])
    .sort((a, b) => a - b)
    .slice(0, shownPlaces);
}
