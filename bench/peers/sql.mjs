/**
 * Peer: the query a good analyst writes by hand, one filtered and capped sum per rule, run by DuckDB.
 * `node sql.mjs LEADS EVENTS OUT [--no-dedupe]`; without de-duplication it is faster, and wrong where
 * a webhook was delivered twice.
 */
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { 'no-dedupe': { type: 'boolean', default: false } },
});
const [leads, events, out] = positionals.map((path) => `'${path.replaceAll("'", "''")}'`);
const asOf = "TIMESTAMP '2026-01-01 00:00:00'";

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
await connection.run(`
COPY (
  WITH once AS (
    SELECT ${values['no-dedupe'] ? '' : 'DISTINCT ON (event_id)'}
      lead_id, event, url, pow(2, -epoch(${asOf} - timestamp) / (30 * 86400)) AS weight
    FROM read_csv(${events}, header = true, delim = ',', quote = '"', columns = {
      event_id: 'VARCHAR', lead_id: 'VARCHAR', event: 'VARCHAR', timestamp: 'TIMESTAMP', url: 'VARCHAR'
    })
    WHERE timestamp <= ${asOf}
      AND event IN (
        'trial.started', 'document.created', 'document.shared', 'member.invited', 'integration.connected',
        'report.exported', 'api.called', 'page.viewed', 'download.completed', 'form.submitted',
        'webinar.registered', 'webinar.attended', 'video.watched', 'search.performed', 'chat.started',
        'review.read', 'email.replied', 'email.subscribed'
      )
  ), pain AS (
    SELECT lead_id,
        least(coalesce(sum(30 * weight) FILTER (event = 'trial.started'), 0), 30)
      + least(coalesce(sum(25 * weight) FILTER (event = 'document.created'), 0), 75)
      + least(coalesce(sum(8 * weight) FILTER (event = 'document.shared'), 0), 40)
      + least(coalesce(sum(20 * weight) FILTER (event = 'member.invited'), 0), 60)
      + least(coalesce(sum(25 * weight) FILTER (event = 'integration.connected'), 0), 50)
      + least(coalesce(sum(10 * weight) FILTER (event = 'report.exported'), 0), 30)
      + least(coalesce(sum(1 * weight) FILTER (event = 'api.called'), 0), 20)
      + least(coalesce(sum(5 * weight) FILTER (event = 'page.viewed' AND contains(url, '/pricing')), 0), 20)
      + least(coalesce(sum(6 * weight) FILTER (event = 'download.completed' AND contains(url, '/whitepaper')), 0), 18)
      + least(coalesce(sum(15 * weight) FILTER (event = 'form.submitted' AND contains(url, '/demo')), 0), 30)
      + least(coalesce(sum(10 * weight) FILTER (event = 'webinar.registered'), 0), 20)
      + least(coalesce(sum(15 * weight) FILTER (event = 'webinar.attended'), 0), 30)
      + least(coalesce(sum(4 * weight) FILTER (event = 'video.watched'), 0), 16)
      + least(coalesce(sum(2 * weight) FILTER (event = 'search.performed'), 0), 10)
      + least(coalesce(sum(12 * weight) FILTER (event = 'chat.started'), 0), 24)
      + least(coalesce(sum(3 * weight) FILTER (event = 'review.read'), 0), 9)
      + least(coalesce(sum(15 * weight) FILTER (event = 'email.replied'), 0), 30)
      + least(coalesce(sum(5 * weight) FILTER (event = 'email.subscribed'), 0), 10) AS pain
    FROM once
    GROUP BY lead_id
  ), fit AS (
    SELECT lead_id, email,
        CASE WHEN split_part(email, '@', 2) NOT IN (
          'gmail.com', 'outlook.com', 'hotmail.com', 'yahoo.com', 'icloud.com',
          'gmx.de', 'web.de', 't-online.de', 'qq.com', '163.com'
        ) THEN 10 ELSE 0 END
      + CASE WHEN regexp_matches(title, '\\b(vp|head|chief|c[teo]o)\\b', 'i') THEN 20 ELSE 0 END
      + CASE WHEN employees BETWEEN 50 AND 999 THEN 15 ELSE 0 END
      + CASE WHEN industry = 'software' THEN 10 ELSE 0 END AS fit
    FROM read_csv(${leads}, header = true, delim = ',', quote = '"', columns = {
      lead_id: 'VARCHAR', email: 'VARCHAR', first_name: 'VARCHAR', last_name: 'VARCHAR', title: 'VARCHAR',
      company: 'VARCHAR', country: 'VARCHAR', employees: 'INTEGER', industry: 'VARCHAR', created: 'TIMESTAMP'
    })
  )
  SELECT lead_id, email, fit + coalesce(pain, 0) AS score, fit, coalesce(pain, 0) AS pain
  FROM fit LEFT JOIN pain USING (lead_id)
  ORDER BY score DESC, lead_id
) TO ${out} (FORMAT csv, HEADER)`);
connection.closeSync();
instance.closeSync();
