import type { EventTypeProposal } from '../../model/file-inspection.js';
import { raw, type Sql, sql } from '../../sql/sql.js';
import { foldText, readText } from '../../sql/values.js';
import type { Database } from '../database.js';
import type { SourceFile } from '../source-file.js';
import { canonicalTypeOf } from './event-type-names.js';

const mostTypes = 30;
/** A column with more different values names something else than types. */
const fewestOfNone = 500;

export interface EventTypes {
  readonly types: readonly EventTypeProposal[];
  readonly more: number;
}

/** The event types of a file, upper and lower case as one, the most frequent first; none for a column with too many values to be one of types. */
export async function readEventTypes(
  database: Database,
  file: SourceFile,
  column: Sql,
  isEmail: boolean,
): Promise<EventTypes> {
  const rows = await database.rows(
    sql`SELECT min(type), count(*)::DOUBLE FROM (SELECT ${readText(column)} AS type FROM (${file.scan()}))
      WHERE type IS NOT NULL GROUP BY ${foldText(raw('type'))} ORDER BY 2 DESC, 1 LIMIT ${raw(String(fewestOfNone))}`,
  );
  if (rows.length === fewestOfNone) return { types: [], more: fewestOfNone };
  // Names of types are shown as they are, so none may be an address.
  const named = rows.filter(([type]) => !String(type).includes('@'));
  const types = named.slice(0, mostTypes).map(([type, count]) => {
    const name = String(type);
    return { name, rows: Number(count), type: canonicalTypeOf(name, isEmail) ?? null };
  });
  return { types, more: rows.length - types.length };
}
