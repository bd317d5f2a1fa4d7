import type { ColumnInspection, JoinGuess } from '../../model/file-inspection.js';
import { identifier, join, literal, raw, type Sql, sql } from '../../sql/sql.js';
import { foldText, readText } from '../../sql/values.js';
import type { Database } from '../database.js';
import type { SourceFile } from '../source-file.js';

export interface JoinableFile {
  readonly file: SourceFile;
  readonly columns: readonly ColumnInspection[];
}

const mostColumns = 50;
const comparedValues = 2_000_000;
const fewestShared = 0.05;
const mostJoins = 12;

/**
 * Pairs of columns of different files that have values in common, the largest share first. Compared as texts are: trimmed and without
 * case. Of many values those are taken whose hash falls into an even part, which is the same part in every file.
 */
export async function findJoins(
  database: Database,
  files: readonly JoinableFile[],
): Promise<readonly JoinGuess[]> {
  const keys = files.flatMap(({ file, columns }, at) =>
    columns
      .map((column, index) => ({ at, file, index, column }))
      .filter(({ column }) => canJoin(column))
      .slice(0, mostColumns),
  );
  if (new Set(keys.map(({ at }) => at)).size < 2) return [];
  const rows = files.reduce((sum, { file }) => sum + file.records, 0);
  const part = raw(String(Math.max(1, Math.ceil(rows / comparedValues))));
  const table = identifier(database.freshName('join_value'));
  await database.run(sql`CREATE TEMP TABLE ${table} (file INTEGER, col INTEGER, value UBIGINT)`);
  for (const [at, { file }] of files.entries()) {
    const indexes = keys.filter((key) => key.at === at).map(({ index }) => index);
    if (indexes.length > 0) await database.run(sql`INSERT INTO ${table} ${hashes(at, file, indexes, part)}`);
  }
  const found = await database.rows(sql`WITH
    total AS (SELECT file, col, count(*) AS n FROM ${table} GROUP BY ALL),
    shared AS (SELECT a.file, a.col, b.file AS in_file, b.col AS in_col, count(*) AS n
      FROM ${table} AS a JOIN ${table} AS b ON a.value = b.value AND a.file <> b.file GROUP BY ALL)
    SELECT shared.file, shared.col, in_file, in_col, total.n::DOUBLE, shared.n::DOUBLE
    FROM shared JOIN total ON shared.file = total.file AND shared.col = total.col
    WHERE shared.n >= ${fewestShared} * total.n
    ORDER BY shared.n / total.n DESC, shared.n DESC, 1, 2, 3, 4`);
  await database.run(sql`DROP TABLE ${table}`);
  return found
    .flatMap(([at, index, inAt, inIndex, values, shared]): JoinGuess[] => {
      const [file, target] = [files[Number(at)], files[Number(inAt)]];
      const [column, inColumn] = [file?.columns[Number(index)], target?.columns[Number(inIndex)]];
      if (file === undefined || target === undefined || column === undefined || inColumn === undefined)
        return [];
      const names = { file: file.file.name, header: column.header };
      const inNames = { inFile: target.file.name, inHeader: inColumn.header };
      // Who is looked up has to be there once; of two columns that repeat, neither tells rows apart.
      const isLookup = inColumn.unique || (inColumn.kind === 'email' && column.kind === 'email');
      return isLookup ? [{ ...names, ...inNames, values: Number(values), found: Number(shared) }] : [];
    })
    .slice(0, mostJoins);
}

function canJoin({ kind, unique, filled, header }: ColumnInspection): boolean {
  return header !== '' && filled > 0 && (unique || kind === 'id' || kind === 'email' || kind === 'integer');
}

/** The different values of several columns as hashes; one pass over the file. */
function hashes(at: number, { scan }: SourceFile, indexes: readonly number[], part: Sql): Sql {
  const cells = indexes.map(
    (index) =>
      sql`struct_pack(col := ${raw(String(index))}, value := hash(${foldText(readText(identifier(`c${index}`)))}))`,
  );
  const blank = sql`hash(CAST(NULL AS VARCHAR))`;
  return sql`SELECT DISTINCT ${raw(String(at))}, cell.col, cell.value
    FROM (SELECT unnest([${join(cells, ', ')}]) AS cell FROM (${scan()}))
    WHERE cell.value <> ${blank} AND cell.value % ${part} = ${literal('0')}::UBIGINT`;
}
