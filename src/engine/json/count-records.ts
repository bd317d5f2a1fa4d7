import { sql } from '../../sql/sql.js';
import type { Database } from '../database.js';
import { judgedRecords, type RecordsSpec } from './record-query.js';

/** Records of a file as the engine sees them. */
export interface RecordCounts {
  readonly good: number;
  /** The damaged ones by reason. */
  readonly broken: ReadonlyMap<string, number>;
}

export async function countRecords(spec: RecordsSpec, database: Database): Promise<RecordCounts> {
  const rows = await database.rows(
    sql`SELECT reason, count(*)::DOUBLE FROM (${judgedRecords(spec)}) GROUP BY reason ORDER BY reason`,
  );
  const broken = new Map(
    rows.flatMap(([reason, count]) => (reason === null ? [] : [[String(reason), Number(count)] as const])),
  );
  const good = rows.find(([reason]) => reason === null)?.[1] ?? 0;
  return { good: Number(good), broken };
}
