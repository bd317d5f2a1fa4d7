import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { EventBatch } from '../model/event-batch.js';
import { raw, type Sql, sql } from '../sql/sql.js';
import { numbersOf } from './columns.js';
import type { Database } from './database.js';
import { batchColumns, batchShape, type EventQuerySpec, eventQuery } from './event-query.js';

/**
 * The events in the order the fold needs, in batches of typed arrays that live until the next one is asked for.
 * `exact` also orders rows of one lead and instant by their text (S2.5), which costs about twice the time and is only
 * needed when the fold found that it matters.
 */
export async function* streamEvents(
  database: Database,
  spec: EventQuerySpec,
  exact: boolean,
): AsyncGenerator<EventBatch> {
  const order = raw(exact ? 'lead, at_ms, flags & 7, id_text, content' : 'lead, at_ms');
  const query = sql`SELECT ${batchColumns(spec)} FROM (${eventQuery(spec, false)}) ORDER BY ${order}`;
  for await (const chunk of database.stream(query)) yield batchOf(chunk, spec);
}

function batchOf(chunk: DuckDBDataChunk, spec: EventQuerySpec): EventBatch {
  const { words, values } = batchShape(spec);
  return {
    rows: chunk.rowCount,
    lead: numbersOf<Int32Array>(chunk, 0),
    at: numbersOf<Float64Array>(chunk, 1),
    id: numbersOf<Float64Array>(chunk, 2),
    flags: numbersOf<Int32Array>(chunk, 3),
    masks: Array.from({ length: words }, (_, word) => numbersOf<Int32Array>(chunk, 4 + word)),
    values: Array.from({ length: values }, (_, index) => numbersOf<Float64Array>(chunk, 4 + words + index)),
  };
}

/** An event with where it stands and what it was. */
export interface TracedEvent {
  readonly file: number;
  /** Position among the readable records of its file, from 1. */
  readonly record: number;
  readonly type: string;
  readonly detail?: string;
}

/** The events of one lead with their places; `batch` row i is `events[i]`. */
export async function traceEvents(
  database: Database,
  spec: EventQuerySpec,
  lead: number,
): Promise<{ batch: EventBatch; events: readonly TracedEvent[] }> {
  const { words, values } = batchShape(spec);
  const filter: Sql = sql`lead = ${lead}`;
  const query = sql`SELECT ${batchColumns(spec)}, file, record, type, detail FROM (${eventQuery(spec, true)})
    WHERE ${filter} ORDER BY at_ms, flags & 7, id_text, content, file, record`;
  const rows = await database.rows(query);
  const column = (index: number) => rows.map((row) => Number(row[index]));
  const width = 4 + words + values;
  return {
    batch: {
      rows: rows.length,
      lead: Int32Array.from(column(0)),
      at: Float64Array.from(column(1)),
      id: Float64Array.from(column(2)),
      flags: Int32Array.from(column(3)),
      masks: Array.from({ length: words }, (_, word) => Int32Array.from(column(4 + word))),
      values: Array.from({ length: values }, (_, index) => Float64Array.from(column(4 + words + index))),
    },
    events: rows.map((row) => ({
      file: Number(row[width]),
      record: Number(row[width + 1]),
      type: String(row[width + 2] ?? ''),
      ...(row[width + 3] === null ? {} : { detail: String(row[width + 3]) }),
    })),
  };
}
