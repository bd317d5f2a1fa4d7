#!/usr/bin/env node
/**
 * Writes the leads and events the benchmark runs on: `node bench/generate.mjs [--leads N] [--events N]`.
 *
 * Every value is a function of the row's number (DuckDB's hash()), so two runs write the same bytes. The events
 * are in order of arrival over the year 2025, most within seconds of what they report and a few days late. One row
 * in 201 repeats an earlier one, because webhooks are delivered at least once: N events are N x 1.005 rows.
 */
import { mkdirSync, renameSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { dataFiles } from './data-files.mjs';
import {
  companyForms,
  companyStems,
  eventTypes,
  freeMailDomains,
  industries,
  names,
  paths,
  titles,
  topLevelDomains,
} from './vocabulary.mjs';

const usage = 'usage: node bench/generate.mjs [--leads 1000000] [--events 10000000]';
const yearSeconds = 365 * 24 * 3600;

/**
 * @param {{ leads: number, events: number }} size numbers of leads and of distinct events
 * @returns {Promise<{ leads: string, events: string }>} the files written
 */
async function generate(size) {
  const files = dataFiles(size);
  mkdirSync(fileURLToPath(new URL('data/', import.meta.url)), { recursive: true });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  // draw(row, salt, n) is a number below n, unit(row, salt) one in [0, 1): the dice of this generator.
  await connection.run('CREATE MACRO draw(r, salt, n) AS (hash(r, salt) % n)::BIGINT');
  await connection.run('CREATE MACRO unit(r, salt) AS (hash(r, salt) >> 11)::DOUBLE / 9007199254740992.0');
  await connection.run('CREATE MACRO pick(list, r, salt) AS list[1 + draw(r, salt, len(list))]');
  await connection.run('CREATE MACRO iso(t) AS strftime(t, $$%Y-%m-%dT%H:%M:%SZ$$)');
  for (const [file, query] of /** @type {const} */ ([
    [files.leads, leadsQuery(size)],
    [files.events, eventsQuery(size)],
  ])) {
    // A file that is there is whole: it gets its name only when the last row is in it.
    await connection.run(`COPY (${query}) TO ${quoted(`${file}.tmp`)} (FORMAT csv, HEADER)`);
    renameSync(`${file}.tmp`, file);
  }
  connection.closeSync();
  instance.closeSync();
  return files;
}

/** @param {{ leads: number }} size */
function leadsQuery({ leads }) {
  const companies = Math.max(1, Math.round(leads / 25));
  return `
    WITH drawn AS (
      SELECT
        i,
        CASE WHEN draw(i, 1, 100) < 45 THEN ${list(names.de)} WHEN draw(i, 1, 100) < 85 THEN ${list(names.en)}
          ELSE ${list(names.zh)} END AS language,
        draw(i, 2, ${companies}) AS company
      FROM range(${leads}) AS numbers(i)
    ), named AS (
      SELECT
        i, company,
        pick(language.first, i, 3) AS first,
        pick(language.last, i, 4) AS last,
        pick(language.countries, i, 5) AS country,
        pick(${list(companyStems)}, company, 6) AS stem
      FROM drawn
    )
    SELECT
      format('L{:07d}', i) AS lead_id,
      first.address || '.' || last.address || i || '@' || CASE
        WHEN draw(i, 7, 100) < 30 THEN pick(${list(freeMailDomains)}, i, 8)
        ELSE stem || '-' || company || '.' || pick(${list(topLevelDomains)}, company, 9) END AS email,
      first.written AS first_name,
      last.written AS last_name,
      nullif(pick(${list(titles)}, i, 10), '') AS title,
      upper(stem[1]) || stem[2:] || ' ' || company || pick(${list(companyForms)}, company, 11) AS company,
      country,
      CASE WHEN draw(company, 12, 20) > 0 THEN floor(pow(10, 0.3 + 4 * unit(company, 13)))::INTEGER END AS employees,
      nullif(pick(${list(industries)}, company, 14), '') AS industry,
      iso(TIMESTAMP '2025-01-01' + to_seconds(draw(i, 15, ${yearSeconds}))) AS created
    FROM named`;
}

/**
 * Leads are drawn by Zipf's law: with a million leads and ten million events the busiest have about 800, half of
 * them at most 4. The multiplication by a prime scatters the busy ones over the leads' file.
 *
 * @param {{ leads: number, events: number }} size
 */
function eventsQuery({ leads, events }) {
  const rows = events + Math.ceil(events / 200);
  const lateRepeat = Math.max(200, Math.round(events / 100));
  const types = eventTypes.flatMap(({ type, perMille }) => Array(perMille).fill(type));
  const pathCases = Object.entries(paths).map(
    ([type, choices]) => `WHEN ${quoted(type)} THEN pick(${list(choices)}, e, 26)`,
  );
  return `
    WITH placed AS (
      SELECT i // 201 AS block, i % 201 AS place, 1 + draw(i // 201, 20, 200) AS repeat
      FROM range(${rows}) AS numbers(i)
    ), numbered AS (
      SELECT CASE
        WHEN place = repeat THEN
          200 * block + repeat - 1 - draw(block, 21, least(200 * block + repeat, ${lateRepeat}))
        ELSE 200 * block + place - (place > repeat)::BIGINT END AS e
      FROM placed
    ), drawn AS (
      SELECT
        e,
        ${list(types)}[1 + draw(e, 22, 1000)] AS event,
        least(${leads - 1}, floor(${leads} * 0.002 * (pow(501, unit(e, 23)) - 1))::BIGINT) AS rank,
        e * ${yearSeconds} // ${events} AS arrival,
        CASE WHEN draw(e, 24, 50) = 0 THEN draw(e, 25, 172800) ELSE draw(e, 25, 30) END AS delay
      FROM numbered
    )
    SELECT
      format('e{:08x}', (e * 2654435761) % 4294967296) AS event_id,
      format('L{:07d}', (rank * 7368787) % ${leads}) AS lead_id,
      event,
      iso(TIMESTAMP '2025-01-01' + to_seconds(greatest(0, arrival - delay))) AS timestamp,
      replace(CASE event ${pathCases.join(' ')} END, '#', draw(e, 27, 200)::VARCHAR) AS url
    FROM drawn
    WHERE e < ${events}`;
}

/**
 * A word, list or structure of the vocabulary as SQL text.
 *
 * @param {unknown} value
 * @returns {string}
 */
function list(value) {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(list).join(', ')}]`;
  const fields = Object.entries(/** @type {object} */ (value)).map(
    ([name, part]) => `${name}: ${list(part)}`,
  );
  return `{ ${fields.join(', ')} }`;
}

function quoted(/** @type {string} */ text) {
  return `'${text.replaceAll("'", "''")}'`;
}

const { values } = parseArgs({
  options: {
    leads: { type: 'string', default: '1000000' },
    events: { type: 'string', default: '10000000' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const size = { leads: Number(values.leads), events: Number(values.events) };
if (values.help) {
  console.log(usage);
} else if (
  !Number.isSafeInteger(size.leads) ||
  !Number.isSafeInteger(size.events) ||
  size.leads < 1 ||
  size.events < 1
) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const files = await generate(size);
  console.log(`${files.leads}\n${files.events}`);
}
