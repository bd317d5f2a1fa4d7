import { appendFileSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import type { Database } from '../engine/database.js';
import { findQuarantined } from '../engine/quarantine.js';
import type { Matched } from './pipeline.js';

/** Writes the rows that could not be used: file, line, byte offset, column, reason and the row as it stood (S2.1). */
export async function writeRejects(database: Database, matched: Matched, path: string): Promise<void> {
  const files = matched.sources.flatMap((source) => source.files);
  const rows = await findQuarantined(database, files, matched.leadSources, matched.eventSpec);
  const columns = ['file', 'line', 'offset', 'column', 'reason', 'text'];
  appendFileSync(path, stringify([...rows], { header: true, columns }));
}
