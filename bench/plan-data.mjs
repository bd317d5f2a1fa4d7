import { planAsOf } from './data-files.mjs';
import { list, quoted } from './engine.mjs';
import { writeRuns } from './plan-runs.mjs';
import { drawnEvents, leadsQuery, yearSeconds } from './rows.mjs';
import { eventTypes, zones } from './vocabulary.mjs';

/** @typedef {import('./engine.mjs').Connection} Connection */

const from = new Date(Date.parse(planAsOf) - 1000 * yearSeconds).toISOString();
const asOf = `TIMESTAMP ${quoted(planAsOf)}`;

/**
 * Writes what a plan is made of: leads who have consented, or not; committed runs; and events, a third of which are
 * about the mail of these runs. The others are like those of the score's data. All of it ends at `planAsOf`.
 *
 * @param {Connection} connection
 * @param {{ leads: number, events: number }} size
 * @param {{ leads: string, events: string, state: string }} files
 * @param {(file: string, query: string) => Promise<void>} writeCsv
 */
export async function writePlanData(connection, size, files, writeCsv) {
  await connection.run(`CREATE TEMP TABLE lead AS ${planLeads(size)}`);
  await writeCsv(
    files.leads,
    `SELECT lead_id, email, first_name, last_name, title, company, country, employees, industry, created,
      iso(consent_at) AS consent_at, timezone, renewal_date::VARCHAR AS renewal_date
    FROM lead ORDER BY i`,
  );
  await writeRuns(connection, files.state);
  await connection.run(`CREATE TEMP TABLE mail_event AS ${mailEvents()}`);
  const counted = await connection.runAndReadAll('SELECT count(*)::DOUBLE FROM mail_event');
  const others = size.events - Number(counted.getRows()[0]?.[0]);
  await writeCsv(files.events, allEvents({ ...size, events: others }));
}

/**
 * Leads like those of the score's data, a few without an address or with that of the lead before; with consent, and
 * some with their zone and the date at which their contract ends.
 *
 * @param {{ leads: number }} size
 */
function planLeads(size) {
  return `
    SELECT
      * REPLACE (CASE
        WHEN draw(i, 50, 300) = 0 THEN NULL
        WHEN draw(i, 51, 100) = 0 THEN lag(email) OVER (ORDER BY i)
        ELSE email END AS email),
      created::TIMESTAMP AS created_at,
      CASE WHEN unit(i, 52) < 0.8 THEN created::TIMESTAMP + to_seconds(draw(i, 53, 3600)) END AS consent_at,
      CASE WHEN unit(i, 54) < 0.3 THEN MAP ${list(zones)}[country] END AS timezone,
      CASE WHEN unit(i, 55) < 0.25 THEN ${asOf}::DATE - 30 + draw(i, 56, 365)::INTEGER END AS renewal_date
    FROM (SELECT *, substr(lead_id, 2)::BIGINT AS i FROM (${leadsQuery(size, from)}))`;
}

/**
 * What is told of the mail of the table `send`: two in five are reported as delivered, one in five as opened. Who
 * unsubscribes, or can not be reached for good, is not sent anything afterwards. One event in five comes from a tool
 * that only knows the campaign and the step.
 */
function mailEvents() {
  const kinds = [
    { type: 'email.delivered', when: 'fate < 0.42', delay: 'draw(s, 71, 60)' },
    { type: 'email.opened', when: 'fate < 0.2', delay: '60 + draw(s, 72, 600) * draw(s, 73, 400)' },
    { type: 'email.clicked', when: 'fate < 0.055', delay: '90 + draw(s, 72, 600) * draw(s, 73, 400)' },
    {
      type: 'email.bounced',
      when: 'fate > CASE WHEN is_last THEN 0.98 ELSE 0.996 END',
      delay: 'draw(s, 71, 60)',
    },
    {
      type: 'email.unsubscribed',
      when: 'is_last AND fate BETWEEN 0.2 AND 0.215',
      delay: '600 + draw(s, 74, 86400)',
    },
  ];
  const parts = kinds.map(
    ({ type, when, delay }) => `
      SELECT *, ${quoted(type)} AS event, sent_at + to_seconds(${delay}) AS happened_at FROM told WHERE ${when}`,
  );
  return `
    WITH told AS (SELECT *, hash(send_id) AS s, unit(hash(send_id), 70) AS fate FROM send WHERE channel = 'email')
    SELECT
      send_id[:12] || event[7] AS event_id,
      lead_id,
      event,
      happened_at + to_seconds(draw(s, 75, 30)) AS arrival,
      happened_at,
      CASE event WHEN 'email.clicked' THEN '/blog/' || draw(s, 76, 200) END AS url,
      CASE WHEN NOT by_name THEN send_id END AS send_id,
      CASE WHEN by_name THEN campaign END AS campaign,
      CASE WHEN by_name THEN step END AS step,
      CASE event WHEN 'email.bounced' THEN CASE WHEN is_last THEN 'hard' ELSE 'soft' END END AS bounce_class
    FROM (SELECT *, draw(s, 78, 5) = 0 AS by_name FROM (${parts.join(' UNION ALL ')}))
    WHERE happened_at < ${asOf}`;
}

/**
 * The events of the mail and others, in the order of arrival; one in 200 comes a second time within two days.
 *
 * @param {{ leads: number, events: number }} size
 */
function allEvents(size) {
  const mailTypes = ['email.delivered', 'email.opened', 'email.clicked'];
  const types = eventTypes.filter(({ type }) => !mailTypes.includes(type));
  const numbers = `SELECT i AS e FROM range(${size.events}) AS numbers(i)`;
  const once = `
    SELECT event_id, lead_id, event, arrival, happened_at, url, send_id, campaign, step, bounce_class FROM mail_event
    UNION ALL BY NAME
    SELECT event_id, lead_id, event, arrival, happened_at, url FROM (${drawnEvents(numbers, size, { from, types })})`;
  return `
    WITH event AS (${once})
    SELECT event_id, lead_id, event, iso(happened_at) AS timestamp, url, send_id, campaign, step, bounce_class FROM (
      FROM event
      UNION ALL
      SELECT * REPLACE (arrival + to_seconds(draw(hash(event_id, lead_id), 80, 172800)) AS arrival) FROM event
        WHERE draw(hash(event_id, lead_id), 79, 200) = 0
    )
    ORDER BY arrival, event_id, lead_id`;
}
