import { appendFileSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import type { Database } from '../engine/database.js';
import { findQuarantined } from '../engine/quarantine.js';
import type { Matched } from './pipeline.js';

/** Writes the rows that could not be used: file, line, byte offset, reason and the row as it stood (S2.1). */
export async function writeRejects(database: Database, matched: Matched, path: string): Promise<void> {
  const rows = await findQuarantined(database, matched.leadFiles, matched.eventFiles, matched.eventSpec);
  const columns = ['file', 'line', 'offset', 'reason', 'text'];
  appendFileSync(path, stringify([...rows], { header: true, columns }));
}
