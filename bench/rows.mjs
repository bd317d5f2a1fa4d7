import { list, quoted } from './engine.mjs';
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

export const yearSeconds = 365 * 24 * 3600;

/**
 * The leads as a query, in the order of their ids, created over the year that begins at `from`.
 *
 * @param {{ leads: number }} size
 */
export function leadsQuery({ leads }, from = '2025-01-01') {
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
      iso(TIMESTAMP ${quoted(from)} + to_seconds(draw(i, 15, ${yearSeconds}))) AS created
    FROM named`;
}

/**
 * The events as a query, in the order of arrival. One row in 201 repeats an earlier one, because webhooks are
 * delivered at least once.
 *
 * @param {{ leads: number, events: number }} size
 */
export function eventsQuery({ leads, events }) {
  const rows = events + Math.ceil(events / 200);
  const lateRepeat = Math.max(200, Math.round(events / 100));
  const numbers = `
    SELECT CASE
      WHEN place = repeat THEN
        200 * block + repeat - 1 - draw(block, 21, least(200 * block + repeat, ${lateRepeat}))
      ELSE 200 * block + place - (place > repeat)::BIGINT END AS e
    FROM (
      SELECT i // 201 AS block, i % 201 AS place, 1 + draw(i // 201, 20, 200) AS repeat
      FROM range(${rows}) AS numbers(i)
    )`;
  return `SELECT event_id, lead_id, event, iso(happened_at) AS timestamp, url
    FROM (${drawnEvents(numbers, { leads, events })}) WHERE e < ${events}`;
}

/**
 * The events that have the numbers of a query (e), in its order: e, event_id, lead_id, event, arrival and happened_at
 * (UTC), url. They arrive over the year that begins at `from`, most within seconds of what they report and a few days
 * late.
 *
 * Leads are drawn by Zipf's law: with a million leads and ten million events the busiest have about 800, half of them
 * at most 4. The multiplication by a prime scatters the busy ones over the leads' file.
 *
 * @param {string} numbers
 * @param {{ leads: number, events: number }} size
 * @param {{ readonly from?: string, readonly types?: typeof eventTypes }} options
 */
export function drawnEvents(numbers, { leads, events }, { from = '2025-01-01', types = eventTypes } = {}) {
  const words = types.flatMap(({ type, perMille }) => Array(perMille).fill(type));
  const pathCases = Object.entries(paths).map(
    ([type, choices]) => `WHEN ${quoted(type)} THEN pick(${list(choices)}, e, 26)`,
  );
  const start = `TIMESTAMP ${quoted(from)}`;
  return `
    WITH drawn AS (
      SELECT
        e,
        ${list(words)}[1 + draw(e, 22, ${words.length})] AS event,
        least(${leads - 1}, floor(${leads} * 0.002 * (pow(501, unit(e, 23)) - 1))::BIGINT) AS rank,
        e * ${yearSeconds} // ${events} AS arrival,
        CASE WHEN draw(e, 24, 50) = 0 THEN draw(e, 25, 172800) ELSE draw(e, 25, 30) END AS delay
      FROM (${numbers})
    )
    SELECT
      e,
      format('e{:08x}', (e * 2654435761) % 4294967296) AS event_id,
      format('L{:07d}', (rank * 7368787) % ${leads}) AS lead_id,
      event,
      ${start} + to_seconds(arrival) AS arrival,
      ${start} + to_seconds(greatest(0, arrival - delay)) AS happened_at,
      replace(CASE event ${pathCases.join(' ')} END, '#', draw(e, 27, 200)::VARCHAR) AS url
    FROM drawn`;
}
