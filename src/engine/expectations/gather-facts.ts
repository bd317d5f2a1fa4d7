import type { EventTypeFacts, SourceFacts } from '../../model/source-facts.js';
import { join, raw, sql } from '../../sql/sql.js';
import { type Reading, readInstant, readText } from '../../sql/values.js';
import { visibleHeader } from '../aliases.js';
import type { Database } from '../database.js';
import type { SampledFile } from '../values/value-sample.js';

export interface FactsSource extends Pick<SourceFacts, 'kind' | 'name' | 'rows'> {
  readonly files: readonly (SampledFile & { readonly reading: Reading })[];
  /** Names in the files -> canonical types, as the config says (S2.2). */
  readonly types?: Readonly<Record<string, string>>;
}

/** What a check or a later run will ask for. Either costs one pass over the files, both together as well. */
export interface FactsNeeded {
  readonly newest: boolean;
  readonly types: boolean;
}

/** Types beyond these are told apart by nobody; a column of free text would have millions. */
const mostTypes = 1000;

const instantFields = {
  leads: ['updated_at', 'created_at'],
  events: ['at'],
  list: [],
  suppression: ['at'],
} as const;

/** The facts of one source. What lies after as-of is not looked at (S1.1), but for the number of rows. */
export async function gatherFacts(
  database: Database,
  source: FactsSource,
  needed: FactsNeeded,
  asOf: number,
): Promise<SourceFacts> {
  const { kind, name, files, rows } = source;
  const countsTypes = kind === 'events' && needed.types;
  const groups = needed.newest || countsTypes ? await groupRows(database, source, countsTypes, asOf) : [];
  const newest = groups.reduce((latest, group) => Math.max(latest, group.newest), Number.NEGATIVE_INFINITY);
  return {
    kind,
    name,
    rows,
    columns: sortedUnion(files.map(({ file }) => file.columns)),
    newest: Number.isFinite(newest) ? new Date(newest).toISOString() : null,
    ...(countsTypes ? { types: countTypes(groups, source.types ?? {}) } : {}),
  };
}

interface RowGroup {
  readonly type: string;
  readonly rows: number;
  /** UTC ms, of all groups of the query. */
  readonly newest: number;
}

async function groupRows(
  database: Database,
  { kind, files }: FactsSource,
  byType: boolean,
  asOf: number,
): Promise<readonly RowGroup[]> {
  const parts = files.flatMap(({ file, mapping, reading }) => {
    const columns = instantFields[kind].flatMap((field) => mapping.column(field) ?? []);
    if (columns.length === 0) return [];
    const typeColumn = mapping.column('type');
    const type = byType && typeColumn !== undefined ? sql`lower(${readText(typeColumn)})` : raw("''");
    const instants = columns.map(
      (column, index) => sql`${readInstant(column, reading)} AS ${raw(`at${index}`)}`,
    );
    const upToAsOf = columns.map((_, index) => raw(`CASE WHEN at${index} <= ${asOf} THEN at${index} END`));
    return [
      sql`SELECT type, greatest(${join(upToAsOf, ', ')}) AS instant
        FROM (SELECT ${type} AS type, ${join(instants, ', ')} FROM (${file.scan()}))`,
    ];
  });
  if (parts.length === 0) return [];
  const grouped = sql`SELECT type, count(*) AS row_count, max(instant) AS newest FROM (${join(parts, ' UNION ALL ')})
    WHERE instant IS NOT NULL AND type IS NOT NULL GROUP BY type`;
  const result = await database.rows(
    sql`SELECT type, row_count, max(newest) OVER () FROM (${grouped})
      ORDER BY row_count DESC, type LIMIT ${raw(String(mostTypes))}`,
  );
  return result.map(([type, rows, newest]) => ({
    type: String(type),
    rows: Number(rows),
    newest: Number(newest),
  }));
}

/** By canonical name, without case, as types are compared. */
function countTypes(
  groups: readonly RowGroup[],
  types: Readonly<Record<string, string>>,
): readonly EventTypeFacts[] {
  const canonical = new Map(
    Object.entries(types).map(([name, type]) => [name.trim().toLowerCase(), type.toLowerCase()]),
  );
  const rows = new Map<string, number>();
  for (const group of groups) {
    const type = canonical.get(group.type) ?? group.type;
    rows.set(type, (rows.get(type) ?? 0) + group.rows);
  }
  return [...rows].sort(([a], [b]) => byCodePoint(a, b)).map(([type, count]) => ({ type, rows: count }));
}

function sortedUnion(lists: readonly (readonly string[])[]): readonly string[] {
  const names = new Set(lists.flat().map(visibleHeader));
  names.delete('');
  return [...names].sort(byCodePoint);
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
