import type { FieldConflicts } from '../model/field-conflicts.js';
import type { TypedFields } from '../model/typed-fields.js';
import { readingsOf } from '../sql/conditions.js';
import { identifier, join, literal, raw, type Sql, sql } from '../sql/sql.js';
import { foldText } from '../sql/values.js';
import type { Database } from './database.js';
import { fieldColumn, type LeadFields } from './lead-fields.js';
import type { LeadSourceFiles } from './lead-source.js';
import { joinedRows } from './merge-leads.js';

/**
 * Query for the conflicts between sources: columns key, field, value, source, other, other_source. A conflict is where a source
 * has another value than the one that is kept. Text is compared folded; what rules read as a number or an instant is compared as
 * such where both can be read, because two systems rarely write a date alike.
 */
export function conflictQuery(
  sources: readonly LeadSourceFiles[],
  shared: readonly string[],
  fields: LeadFields,
  typed: TypedFields,
): Sql {
  const found = shared.flatMap((field) =>
    sources.slice(1).map((_, earlier) => conflictSql(field, earlier + 1, fields, typed)),
  );
  const each = sql`SELECT lead_joined.key, unnest([${join([...found, raw('NULL::ROW(field VARCHAR, value VARCHAR, source INTEGER, other VARCHAR, other_source INTEGER)')], ', ')}]) AS found
    FROM lead_joined ${joinedRows(sources)}`;
  return sql`SELECT key, found.field, found.value, found.source, found.other, found.other_source
    FROM (${each}) WHERE found IS NOT NULL`;
}

/** Conflicts per field, by the name of the field. */
export async function countConflicts(
  database: Database,
  sources: readonly LeadSourceFiles[],
  conflicts: Sql,
): Promise<readonly FieldConflicts[]> {
  const rows = await database.rows(
    sql`SELECT field, count(DISTINCT key)::DOUBLE, to_json(list_sort(list_distinct(flatten(list([source, other_source])))))::VARCHAR
      FROM (${conflicts}) GROUP BY field ORDER BY field`,
  );
  return rows.map(([field, leads, involved]) => ({
    field: String(field),
    leads: Number(leads),
    sources: (JSON.parse(String(involved)) as readonly number[]).map((index) => sources[index]?.name ?? ''),
  }));
}

/** Writes every conflict as CSV: lead, field, the value that is kept with its source, the other one with its source. */
export async function writeConflicts(
  database: Database,
  sources: readonly LeadSourceFiles[],
  conflicts: Sql | undefined,
  path: string,
): Promise<void> {
  const names = join(
    sources.map(({ name }) => literal(name)),
    ', ',
  );
  const named = (column: string) => sql`[${names}][${raw(column)} + 1]`;
  const rows = sql`SELECT key AS lead_id, field, value AS kept, ${named('source')} AS kept_source, other, ${named('other_source')} AS other_source
    FROM (${conflicts ?? noConflicts}) AS conflict ORDER BY key, field, conflict.other_source`;
  await database.run(sql`COPY (${rows}) TO ${literal(path)} (FORMAT csv, HEADER, USE_TMP_FILE false)`);
}

/** What one source has: a header without rows. */
const noConflicts = raw(
  `SELECT '' AS key, '' AS field, '' AS value, 0 AS source, '' AS other, 0 AS other_source WHERE FALSE`,
);

/** A struct when the source `later` has another value than the first of those before it that has one, else NULL. */
function conflictSql(field: string, later: number, fields: LeadFields, typed: TypedFields): Sql {
  const before = Array.from({ length: later }, (_, source) => source);
  const cell = (source: number) => sql`${identifier(`row${source}`)}.${fieldColumn(fields, field)}`;
  const forms = (source: number) => comparedForms(field, cell(source), source, fields, typed);
  const own = forms(later);
  const cases = before.map((source) => {
    const kept = forms(source);
    const same = kept.map((form, index) => sql`coalesce(${form} = ${own[index] ?? form}, FALSE)`);
    const struct = sql`{'field': ${literal(field)}, 'value': ${cell(source)}, 'source': ${raw(String(source))},
      'other': ${cell(later)}, 'other_source': ${raw(String(later))}}`;
    return sql`WHEN ${cell(source)} IS NOT NULL THEN CASE WHEN ${join(same, ' OR ')} THEN NULL ELSE ${struct} END`;
  });
  return sql`CASE WHEN ${cell(later)} IS NULL THEN NULL ${join(cases, ' ')} END`;
}

/** What of a cell is compared: two cells that are the same in one of the forms do not conflict. */
function comparedForms(
  field: string,
  cell: Sql,
  source: number,
  fields: LeadFields,
  typed: TypedFields,
): readonly Sql[] {
  const reading = fields.readings[fields.readingOfSource[source] ?? 0] ?? { timezone: 'UTC' };
  const read = readingsOf(cell, reading);
  return [
    foldText(cell),
    ...(typed.numbers.includes(field) ? [read.number] : []),
    ...(typed.instants.includes(field) ? [read.instant] : []),
  ];
}
