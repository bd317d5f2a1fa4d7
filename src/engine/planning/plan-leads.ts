import { identifier, join, raw, sql } from '../../sql/sql.js';
import { dateColumn, testColumn } from '../classify/plan-columns.js';
import { numbersOf } from '../columns.js';
import type { Database } from '../database.js';

/** What the planner must know of each lead, in columns by ordinal; the names are those of plan/plan-input.ts. */
export interface PlanLeadColumns {
  readonly leads: number;
  readonly mailbox: Int32Array;
  readonly chance: Float64Array;
  readonly zone: Int32Array;
  readonly zoneSource: Int32Array;
  readonly tests: readonly Int32Array[];
  /** Instants of the date fields, UTC ms; NaN where there is none. */
  readonly dates: readonly Float64Array[];
}

/**
 * Reads the columns from `lead`, `lead_zone` and `profile`. Chance is made of the key (S5.8): the first 52 bits of a hash that every
 * version of the engine and every other tool computes alike.
 */
export async function readPlanLeads(
  database: Database,
  leads: number,
  mailbox: Int32Array,
  salt: string,
  shape: { readonly words: number; readonly dates: number },
): Promise<PlanLeadColumns> {
  const integers = (count: number) => Array.from({ length: count }, () => new Int32Array(leads));
  const found = {
    chance: new Float64Array(leads),
    zone: new Int32Array(leads),
    zoneSource: new Int32Array(leads),
    tests: integers(shape.words),
    dates: Array.from({ length: shape.dates }, () => new Float64Array(leads)),
  };
  const columns = [
    sql`('0x' || substr(md5(${`${salt} `} || lead.key), 1, 13))::BIGINT / ${raw(String(2 ** 52))}::DOUBLE`,
    raw('lead_zone.zone, lead_zone.source'),
    ...found.tests.map((_, word) => sql`profile.${identifier(testColumn(word))}`),
    ...found.dates.map((_, index) => sql`profile.${identifier(dateColumn(index))}`),
  ];
  const query = sql`SELECT ${join(columns, ', ')} FROM lead JOIN lead_zone ON lead_zone.ord = lead.ord
    JOIN profile ON profile.ord = lead.ord ORDER BY lead.ord`;
  let next = 0;
  for await (const chunk of database.stream(query)) {
    found.chance.set(numbersOf<Float64Array>(chunk, 0), next);
    found.zone.set(numbersOf<Int32Array>(chunk, 1), next);
    found.zoneSource.set(numbersOf<Int32Array>(chunk, 2), next);
    for (const [word, column] of found.tests.entries())
      column.set(numbersOf<Int32Array>(chunk, 3 + word), next);
    for (const [index, column] of found.dates.entries()) {
      column.set(numbersOf<Float64Array>(chunk, 3 + shape.words + index), next);
    }
    next += chunk.rowCount;
  }
  if (next !== leads) throw new Error(`${leads} leads were matched, and ${next} are to be planned.`);
  return { leads, mailbox, ...found };
}
