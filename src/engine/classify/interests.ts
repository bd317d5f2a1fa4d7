import { type InterestRows, interestStates } from '../../model/audience-features.js';
import { identifier, raw, sql } from '../../sql/sql.js';
import { appendColumns } from '../append.js';
import type { Database } from '../database.js';
import { topicTableName } from '../topics.js';

/** Creates `topic_name` (id, name) and `lead_interest` (ord, names): the topics of each lead that are not declined. */
export async function prepareInterests(database: Database, rows: InterestRows): Promise<void> {
  await database.run(
    sql`CREATE TEMP TABLE topic_name AS SELECT DISTINCT id, name FROM ${identifier(topicTableName)}`,
  );
  const { count, lead, topic, state } = rows;
  await appendColumns(database, 'interest_row', {
    ord: lead.subarray(0, count),
    topic: topic.subarray(0, count),
    state: Int32Array.from(state.subarray(0, count)),
  });
  await database.run(
    sql`CREATE TEMP TABLE lead_interest AS SELECT ord, string_agg(name, ';' ORDER BY topic) AS names
    FROM interest_row JOIN topic_name ON topic_name.id = topic
    WHERE state <> ${raw(String(interestStates.declined))} GROUP BY ord`,
  );
}
