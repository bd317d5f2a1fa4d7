import { sql } from '../sql/sql.js';
import type { Database } from './database.js';
import { type EventFault, type EventQuerySpec, eventQuery, faultOf } from './event-query.js';
import { unusableLead } from './ingest-leads.js';
import type { LeadSourceFiles } from './lead-source.js';
import { brokenRecords, locateRecords } from './records.js';
import type { MappedFile } from './source.js';

/** A row that could not be used, with its place and its text as it stood. */
export interface QuarantinedRow {
  readonly file: string;
  /** Physical line, from 1. Missing where a file has no lines. */
  readonly line: number | '';
  readonly offset: number | '';
  /** Header of the column of the fault, where one can be named. */
  readonly column: string;
  readonly reason: string;
  readonly text: string;
}

/**
 * Every quarantined row of `files`, all those of the run, in order of file and line. Reads them again: only for when somebody
 * wants to see them.
 */
export async function findQuarantined(
  database: Database,
  files: readonly MappedFile[],
  leadSources: readonly LeadSourceFiles[],
  eventSpec: EventQuerySpec,
): Promise<readonly QuarantinedRow[]> {
  const unusable = [
    ...(await unusableLeads(database, leadSources)),
    ...(await unusableEvents(database, eventSpec)),
  ];
  const rows: QuarantinedRow[] = [];
  for (const source of files) {
    const here = unusable.filter(({ file }) => file === source.index);
    rows.push(...(await placeRows(source, here)));
  }
  return rows;
}

interface UnusableRow {
  readonly file: number;
  /** Position among the rows of its file, from 1. */
  readonly record: number;
  readonly reason: string;
}

async function unusableLeads(
  database: Database,
  sources: readonly LeadSourceFiles[],
): Promise<UnusableRow[]> {
  const rows = await database.rows(
    sql`SELECT file, rowid - (SELECT min(rowid) FROM lead_row AS own WHERE own.file = lead_row.file) + 1, bad
      FROM lead_row WHERE ${unusableLead(sources)} ORDER BY rowid`,
  );
  return rows.map(([file, record, bad]) => ({
    file: Number(file),
    record: Number(record),
    reason: bad === true ? 'broken_record' : 'no_key',
  }));
}

async function unusableEvents(database: Database, spec: EventQuerySpec): Promise<UnusableRow[]> {
  if (spec.files.length === 0) return [];
  const query = sql`SELECT record, lead FROM (${eventQuery(spec, true)}) WHERE lead < -1 ORDER BY file, record`;
  const rows = await database.rows(query);
  return rows.map(([record, code]) => {
    const { fault, file } = faultOf(Number(code));
    return { file, record: Number(record), reason: fault };
  });
}

async function placeRows(
  { file, mapping }: MappedFile,
  unusable: readonly UnusableRow[],
): Promise<QuarantinedRow[]> {
  const broken = await brokenRecords(file);
  const places = await locateRecords(file, new Set(unusable.map(({ record }) => record)));
  const columnOf = (reason: string) => {
    const fields = fieldsOfFault.get(reason) ?? [];
    return fields.map(mapping.header).find((header) => header !== undefined) ?? '';
  };
  const placed = [
    ...broken.map(({ line, offset = '' as const, column = '', reason, text }) => ({
      ...{ file: file.name, line, offset, column, reason, text },
    })),
    ...unusable.map(({ record, reason }) => {
      const { line = '' as const, offset = '' as const, text = '' } = places.get(record) ?? {};
      return { file: file.name, line, offset, column: columnOf(reason), reason, text };
    }),
  ];
  return placed.sort((a, b) => Number(a.line) - Number(b.line));
}

/** Fields whose columns are to blame. */
const fieldsOfFault: ReadonlyMap<string, readonly string[]> = new Map<
  EventFault | 'no_key',
  readonly string[]
>([
  ['unreadable_instant', ['at']],
  ['no_type', ['type']],
  ['no_lead', ['lead', 'email']],
  ['no_key', ['key', 'email']],
]);
