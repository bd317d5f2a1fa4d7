import type { TitleWords } from '../../model/audience.js';
import { readTitle, titleTable } from '../../model/titles.js';
import { raw, type Sql, sql } from '../../sql/sql.js';
import { appendRows } from '../append.js';
import type { Database } from '../database.js';
import { type LeadFields, leadFieldSql } from '../lead-fields.js';

/** Reads each distinct title once (A4). Creates `title_reading` (title, seniority, buying_role). */
export async function prepareTitles(
  database: Database,
  words: TitleWords,
  fields: LeadFields,
): Promise<void> {
  await database.run(
    raw('CREATE TEMP TABLE title_reading (title VARCHAR, seniority VARCHAR, buying_role VARCHAR)'),
  );
  const { text } = leadFieldSql(fields, 'title');
  const titles = await database.rows(
    sql`SELECT DISTINCT ${text} AS title FROM lead_value WHERE ${text} IS NOT NULL`,
  );
  const table = titleTable(words);
  await appendRows(
    database,
    'title_reading',
    titles.map(([title]) => {
      const { seniority, buyingRole } = readTitle(String(title), table);
      return [String(title), seniority, buyingRole];
    }),
  );
}

/** Joins the reading of its title to each row of `lead_value`. */
export function titleJoin(fields: LeadFields): Sql {
  return sql`LEFT JOIN title_reading ON title_reading.title = ${leadFieldSql(fields, 'title').text}`;
}
