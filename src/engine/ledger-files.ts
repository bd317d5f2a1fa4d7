import { diagnose } from '../diagnostics/diagnose.js';
import { ledgerColumns, ledgerKinds } from '../model/ledger.js';
import { join, type Sql, sql } from '../sql/sql.js';
import type { Database } from './database.js';
import { UnusableInput } from './unusable-input.js';

/** The rows of some ledger files, with the position of their file as `run` and their own in it as `place`. */
export function scanLedger(files: readonly string[]): Sql {
  return sql`SELECT *, file_index::INTEGER AS run, file_row_number AS place FROM ${readParquet(files)}`;
}

/**
 * The number of rows of these files, each of which must be a ledger: its columns by name and type, and in every row an instant and a
 * kind that is known. What is missing would be a hole in the memory of what was sent.
 *
 * @throws UnusableInput for those that are none
 */
export async function checkLedgerFiles(database: Database, files: readonly string[]): Promise<number> {
  return refuseDamage(database, files, async () => {
    const columns = await columnsOf(database, files);
    refuseFiles(
      files.filter((file) => columns.get(file)?.join() !== expectedColumns.join()),
      'is no ledger: its columns are others',
    );
    const counts = await countRows(database, files);
    refuseFiles(
      counts.filter(({ odd }) => odd > 0).map(({ file }) => file),
      'is a damaged ledger: rows lack their kind or their instant',
    );
    return counts.reduce((sum, { rows }) => sum + rows, 0);
  });
}

/** Does work on ledger files. When the engine fails, the files that it can not read by themselves are to blame. */
export async function refuseDamage<T>(
  database: Database,
  files: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnusableInput) throw error;
    refuseFiles(await damagedFiles(database, files), 'can not be read to its end');
    throw error;
  }
}

/** Not every error of the engine names its file. */
async function damagedFiles(database: Database, files: readonly string[]): Promise<readonly string[]> {
  const damaged: string[] = [];
  for (const file of files) {
    try {
      await database.rows(sql`SELECT max(hash(ledger)) FROM ${readParquet([file])} AS ledger`);
    } catch {
      damaged.push(file);
    }
  }
  return damaged;
}

function refuseFiles(files: readonly string[], why: string): void {
  if (files.length === 0) return;
  throw new UnusableInput(files.map((file) => diagnose('state/unreadable-run', `${file} ${why}.`, { file })));
}

const expectedColumns = ledgerColumns.map((name) => {
  switch (name) {
    case 'occurrence':
    case 'attempt':
      return `${name} INT32 INT_32`;
    case 'at':
      return `${name} INT64 TIMESTAMP_MICROS UTC`;
    default:
      return `${name} BYTE_ARRAY UTF8`;
  }
});

/** Names and types of the columns of each file, in the words of the format. */
async function columnsOf(
  database: Database,
  files: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await database.rows(
    sql`SELECT file_name, concat_ws(' ', name, type, converted_type,
        CASE WHEN contains(logical_type, 'isAdjustedToUTC=1') THEN 'UTC' END)
      FROM parquet_schema(${listOf(files)}) WHERE type IS NOT NULL`,
  );
  const columns = new Map<string, string[]>(files.map((file) => [file, []]));
  for (const [file, column] of rows) columns.get(String(file))?.push(String(column));
  return columns;
}

interface RowCount {
  readonly file: string;
  readonly rows: number;
  readonly odd: number;
}

async function countRows(database: Database, files: readonly string[]): Promise<readonly RowCount[]> {
  const counted = await database.rows(
    sql`SELECT filename, count(*), count(*) FILTER ("at" IS NULL OR list_position(${listOf(ledgerKinds)}, kind) IS NULL)
      FROM ${readParquet(files)} GROUP BY filename ORDER BY filename`,
  );
  return counted.map(([file, rows, odd]) => ({ file: String(file), rows: Number(rows), odd: Number(odd) }));
}

function readParquet(files: readonly string[]): Sql {
  return sql`read_parquet(${listOf(files)})`;
}

function listOf(texts: readonly string[]): Sql {
  return sql`[${join(
    texts.map((text) => sql`${text}`),
    ', ',
  )}]`;
}
