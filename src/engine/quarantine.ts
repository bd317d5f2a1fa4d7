import { raw, sql } from '../sql/sql.js';
import type { Database } from './database.js';
import { type EventQuerySpec, eventQuery, quarantineCodes } from './event-query.js';
import { withOwnRejects } from './event-stream.js';
import { keyedByAddress } from './ingest-leads.js';
import { locateRecords, type RecordPlace } from './records.js';
import { type BrokenRecord, brokenRecords } from './rejects.js';
import type { MappedFile } from './source.js';

/** A row that could not be used, with its place and its text as it stood. */
export interface QuarantinedRow {
  readonly file: string;
  /** Physical line, from 1. Missing where a file has no lines. */
  readonly line: number | '';
  readonly offset: number | '';
  readonly reason: string;
  readonly text: string;
}

const reasons: ReadonlyMap<number, string> = new Map([
  [quarantineCodes.unreadableInstant, 'unreadable_instant'],
  [quarantineCodes.noType, 'no_type'],
  [quarantineCodes.noLead, 'no_lead'],
  [quarantineCodes.brokenRecord, 'broken_record'],
]);

/** Every quarantined row of the run, in order of file and line. Reads the files again: only for when somebody wants to see them. */
export async function findQuarantined(
  database: Database,
  leadFiles: readonly MappedFile[],
  eventFiles: readonly MappedFile[],
  eventSpec: EventQuerySpec,
): Promise<readonly QuarantinedRow[]> {
  const broken = [
    ...(await brokenRecords(database, leadFiles)),
    ...(await brokenRecords(database, eventFiles)),
  ];
  const unusable = [
    ...(await unusableLeads(database, keyedByAddress(leadFiles))),
    ...(await unusableEvents(database, eventSpec)),
  ];
  const rows: QuarantinedRow[] = [];
  for (const source of [...leadFiles, ...eventFiles]) {
    const brokenHere = broken.filter(({ file }) => file === source.index);
    const unusableHere = unusable.filter(({ file }) => file === source.index);
    rows.push(...(await placeRows(database, source, brokenHere, unusableHere)));
  }
  return rows;
}

interface UnusableRow {
  readonly file: number;
  /** Position among the readable records, from 1. */
  readonly record: number;
  readonly reason: string;
}

async function unusableLeads(database: Database, byAddress: boolean): Promise<UnusableRow[]> {
  const rows = await database.rows(
    raw(`SELECT file, rowid - (SELECT min(rowid) FROM lead_row AS own WHERE own.file = lead_row.file) + 1, bad
      FROM lead_row WHERE bad OR ${byAddress ? 'rowid NOT IN (SELECT place FROM lead_keyed)' : 'key IS NULL'} ORDER BY rowid`),
  );
  return rows.map(([file, record, bad]) => ({
    file: Number(file),
    record: Number(record),
    reason: bad === true ? 'broken_record' : 'no_key',
  }));
}

async function unusableEvents(database: Database, spec: EventQuerySpec): Promise<UnusableRow[]> {
  if (spec.files.length === 0) return [];
  const query = sql`SELECT file, record, lead FROM (${eventQuery(withOwnRejects(database, spec), true)}) WHERE lead < -1 ORDER BY file, record`;
  const rows = await database.rows(query);
  return rows.map(([file, record, code]) => ({
    file: Number(file),
    record: Number(record),
    reason: reasons.get(Number(code)) ?? 'unusable',
  }));
}

async function placeRows(
  database: Database,
  { file }: MappedFile,
  broken: readonly BrokenRecord[],
  unusable: readonly UnusableRow[],
): Promise<QuarantinedRow[]> {
  const rows = new Set(broken.map(({ record }) => record));
  const positions = new Set(unusable.map(({ record }) => record));
  const places = await locateRecords(database, file, rows, positions);
  const placed = [
    ...broken.map(({ record, reason, text }) => placeRow(file.name, places.broken.get(record), reason, text)),
    ...unusable.map(({ record, reason }) => placeRow(file.name, places.readable.get(record), reason, '')),
  ];
  return placed.sort((a, b) => Number(a.line) - Number(b.line));
}

/** `text` is what the parser gave of the row, for when the file has no lines to look it up. */
function placeRow(
  file: string,
  place: RecordPlace | undefined,
  reason: string,
  text: string,
): QuarantinedRow {
  return { file, line: place?.line ?? '', offset: place?.offset ?? '', reason, text: place?.text ?? text };
}
