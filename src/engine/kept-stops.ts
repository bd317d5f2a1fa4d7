import { keptStopKinds } from '../model/ledger.js';
import { join, literal, raw, type Sql, sql } from '../sql/sql.js';
import type { Database } from './database.js';

/**
 * Who said no, as the state keeps it (S6.3): `who` is an e-mail match key, the SHA-256 of one, or a domain with an @ before it. Sources may
 * shrink or vanish, this stays.
 */
export interface KeptStops {
  /** Parquet files with the columns `keptStopColumns`. */
  readonly files: readonly string[];
  readonly entries: readonly KeptStop[];
}

export interface KeptStop {
  readonly who: string;
  readonly kind: (typeof keptStopKinds)[number];
  /** ISO 8601. */
  readonly at: string;
  readonly purpose: string | null;
}

export const nothingKept: KeptStops = { files: [], entries: [] };

/** Columns of `stops.parquet`: text, but for `at` (TIMESTAMPTZ), which is missing where nobody knows since when. */
const keptStopColumns = raw('who, kind, "at", purpose');

/** What the state keeps, as a query: who, kind, at, purpose. */
export function scanKeptStops({ files, entries }: KeptStops): Sql {
  const nothing = raw(
    'SELECT NULL::VARCHAR AS who, NULL::VARCHAR AS kind, NULL::TIMESTAMPTZ AS "at", NULL::VARCHAR AS purpose WHERE FALSE',
  );
  const rows = entries.map(
    ({ who, kind, at, purpose }) => sql`(${who}, ${kind}, ${at}::TIMESTAMPTZ, ${purpose}::VARCHAR)`,
  );
  const parts = [
    nothing,
    ...(rows.length === 0
      ? []
      : [sql`SELECT * FROM (VALUES ${join(rows, ', ')}) AS entry (${keptStopColumns})`]),
    ...(files.length === 0 ? [] : [sql`SELECT ${keptStopColumns} FROM ${readParquet(files)}`]),
  ];
  return join(parts, ' UNION ALL ');
}

/** Stops in the columns of suppressions: match_key, hash, domain, kind as a number, at in UTC ms, purpose. */
export function keptSuppressions(stops: Sql): Sql {
  const kinds = join(
    keptStopKinds.map((kind) => literal(kind)),
    ', ',
  );
  return sql`SELECT CASE WHEN strpos(who, '@') > 1 THEN who END AS match_key,
      CASE WHEN NOT contains(who, '@') THEN who END AS hash,
      CASE WHEN starts_with(who, '@') THEN substr(who, 2) END AS domain,
      list_position([${kinds}], kind) - 1 AS kind, epoch_ms("at") AS "at", purpose
    FROM (${stops})`;
}

/** What files of the state say of somebody, under any of the names that stand for them. */
export async function findKeptStops(
  database: Database,
  files: readonly string[],
  names: readonly string[],
): Promise<readonly FoundStop[]> {
  if (files.length === 0) return [];
  const wanted = join(
    names.map((name) => sql`${name}`),
    ', ',
  );
  const rows = await database.rows(
    sql`SELECT who, kind, epoch_ms("at")::DOUBLE, purpose, file_index FROM ${readParquet(files)}
      WHERE who IN (${wanted}) ORDER BY file_index, who, kind, "at", purpose`,
  );
  return rows.map(([who, kind, at, purpose, file]) => ({
    who: String(who),
    kind: String(kind),
    at: at === null ? null : Number(at),
    purpose: purpose === null ? null : String(purpose),
    file: files[Number(file)] ?? '',
  }));
}

export interface FoundStop {
  readonly who: string;
  readonly kind: string;
  /** UTC ms; null for one that holds for good. */
  readonly at: number | null;
  readonly purpose: string | null;
  readonly file: string;
}

/** Writes what a query says of stops that are not kept yet, if there is anything. Returns how many there are. */
export async function writeNewStops(
  database: Database,
  path: string,
  seen: Sql,
  kept: KeptStops,
): Promise<number> {
  const unknown = sql`SELECT ${keptStopColumns} FROM (${seen}) EXCEPT SELECT ${keptStopColumns} FROM (${scanKeptStops(kept)})`;
  await database.run(sql`CREATE TEMP TABLE new_stop AS ${unknown}`);
  const [[rows] = []] = await database.rows(raw('SELECT count(*)::DOUBLE FROM new_stop'));
  return rows === 0 ? 0 : writeStops(database, path, raw('FROM new_stop'));
}

/** Writes a query with the columns of `stops.parquet`, in an order of its own (S1.2). Returns the number of rows. */
export async function writeStops(database: Database, path: string, stops: Sql): Promise<number> {
  const options = raw('FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880, USE_TMP_FILE false');
  const ordered = sql`SELECT ${keptStopColumns} FROM (${stops}) ORDER BY ALL`;
  const [[written] = []] = await database.rows(sql`COPY (${ordered}) TO ${literal(path)} (${options})`);
  return Number(written);
}

function readParquet(files: readonly string[]): Sql {
  const list = join(
    files.map((file) => sql`${file}`),
    ', ',
  );
  return sql`read_parquet([${list}])`;
}
