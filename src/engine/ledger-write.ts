import { ledgerColumns } from '../model/ledger.js';
import { identifier, join, literal, raw, type Sql, sql } from '../sql/sql.js';
import type { Database } from './database.js';

/** Fixed, so that the same rows are the same bytes whatever the engine's default is. */
const rowsPerGroup = 122_880;

/**
 * Writes the rows of a query, which has the columns `ledgerColumns`, as the ledger of one run. The same rows in any order are the
 * same bytes (S1.2). An empty text becomes a missing value. Returns the number of rows.
 */
export async function writeLedger(database: Database, path: string, rows: Sql): Promise<number> {
  const columns = ledgerColumns.map((name) => sql`${typed(name)} AS ${identifier(name)}`);
  const ordered = sql`SELECT ${join(columns, ', ')} FROM (${rows})
    ORDER BY lead_id, campaign, occurrence, "at", kind, step, attempt`;
  const options = raw(`FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rowsPerGroup}, USE_TMP_FILE false`);
  const [[written] = []] = await database.rows(sql`COPY (${ordered}) TO ${literal(path)} (${options})`);
  return Number(written);
}

function typed(name: (typeof ledgerColumns)[number]): Sql {
  switch (name) {
    case 'occurrence':
    case 'attempt':
      return sql`${identifier(name)}::INTEGER`;
    case 'at':
      return sql`${identifier(name)}::TIMESTAMPTZ`;
    default:
      return sql`nullif(${identifier(name)}::VARCHAR, '')`;
  }
}
