import { raw, sql } from '../../sql/sql.js';
import type { Database } from '../database.js';
import type { SourceFile, WalkedRecord } from '../source-file.js';
import { judgedRecords, type RecordsSpec } from './record-query.js';

/** A record of a text and its place. */
export type PlacedRecord = Omit<WalkedRecord, 'reason'>;

export type Visit = (record: PlacedRecord) => 'enough' | undefined;

/** Visits all records of a text in order. */
export type Walk = (visit: Visit) => Promise<void>;

/** The records of a text with the reasons the engine has for those that are damaged. */
export function walker(walk: Walk, spec: RecordsSpec, database: Database): NonNullable<SourceFile['walk']> {
  return async (visit) => {
    const reasons = await reasonsOf(spec, database);
    let number = 0;
    await walk((place) => {
      number++;
      return visit({ ...place, reason: reasons.get(number) });
    });
  };
}

/** The damaged records by their number, from 1. */
async function reasonsOf(spec: RecordsSpec, database: Database): Promise<ReadonlyMap<number, string>> {
  const numbered = sql`SELECT row_number() OVER () AS number, reason FROM (${judgedRecords(spec)})`;
  const rows = await database.rows(
    sql`SELECT number::DOUBLE, reason FROM (${numbered}) WHERE ${raw('reason IS NOT NULL')}`,
  );
  return new Map(rows.map(([number, reason]) => [Number(number), String(reason)]));
}
