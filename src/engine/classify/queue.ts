import type { Queue } from '../../model/audience.js';
import { rulesPerMask } from '../../model/event-batch.js';
import { identifier, join, raw, sql } from '../../sql/sql.js';
import { appendColumns } from '../append.js';
import { numbersOf } from '../columns.js';
import type { Database } from '../database.js';
import { wordAt } from './group-columns.js';
import { queueColumn } from './profile-outputs.js';

/** Ready leads that nobody owns, in the order of their keys, with the rules of the queue that hold as bits. */
export interface WaitingLeads {
  /** Ordinals. */
  readonly lead: Int32Array;
  readonly ruleMasks: readonly Int32Array[];
}

export async function readQueue(database: Database, { rules }: Queue): Promise<WaitingLeads> {
  const words = Array.from({ length: Math.ceil(rules.length / rulesPerMask) }, (_, word) =>
    identifier(queueColumn(word)),
  );
  const waiting =
    raw(`profile JOIN profile_number AS number ON number.ord = profile.ord JOIN lead ON lead.ord = profile.ord
    WHERE number.ready = 1 AND profile.owner IS NULL`);
  const [[count] = []] = await database.rows(sql`SELECT count(*)::DOUBLE FROM ${waiting}`);
  const lead = new Int32Array(Number(count));
  const ruleMasks = words.map(() => new Int32Array(Number(count)));
  const query = sql`SELECT ${join([raw('lead.ord'), ...words], ', ')} FROM ${waiting} ORDER BY lead.key`;
  let next = 0;
  for await (const chunk of database.stream(query)) {
    lead.set(numbersOf<Int32Array>(chunk, 0), next);
    for (const [word, mask] of ruleMasks.entries()) mask.set(numbersOf<Int32Array>(chunk, word + 1), next);
    next += chunk.rowCount;
  }
  return { lead, ruleMasks };
}

/** Writes into `profile` who takes over which lead; `owner` is an index into `team`, -1 for nobody. */
export async function storeOwners(
  database: Database,
  lead: Int32Array,
  owner: Int32Array,
  team: readonly string[],
): Promise<void> {
  if (team.length === 0 || lead.length === 0) return;
  await appendColumns(database, 'queue_turn', { ord: lead, owner });
  await database.run(
    sql`UPDATE profile SET owner = ${wordAt(team, raw('turn.owner'))} FROM queue_turn AS turn
    WHERE turn.ord = profile.ord AND turn.owner >= 0`,
  );
}
