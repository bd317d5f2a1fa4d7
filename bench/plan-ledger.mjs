import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { list } from './engine.mjs';

/** @typedef {import('./engine.mjs').Connection} Connection */

/** Share of the leads that the runs have brought into each campaign; `entryDates` do that for the others. */
const shares = new Map(
  Object.entries({
    welcome: 0.28,
    trial: 0.23,
    customers: 0.13,
    nurture: 0.45,
    'wake-up': 0.32,
    news: 0.42,
    webinar: 0.13,
    upsell: 0.13,
  }),
);
const entryDates = new Map([
  ['renewal', "renewal_date - INTERVAL '60 days'"],
  ['anniversary', "created_at + INTERVAL '3 months'"],
]);

/**
 * @typedef {object} Step of the config, as far as it is of interest here
 * @property {string} id
 * @property {string} [channel]
 * @property {string} [template]
 * @property {readonly { id: string }[]} [variants]
 * @property {{ template: string }} [resend]
 * @property {string} [after] in days or hours
 * @property {string} [before] a field and days
 */

export const configText = readFileSync(fileURLToPath(new URL('nurture-plan.yaml', import.meta.url)), 'utf8');
/** @type {readonly { id: string, entry: object, steps: readonly Step[] }[]} */
const campaigns = parse(configText).campaigns;
const steps = campaigns.flatMap((campaign) => campaign.steps);
const stepsEach = steps.length / campaigns.length;

/**
 * Draws what the runs have left behind, about five mails per lead: the tables `send` and `ledger`, whose rows name
 * their run. Needs the table `lead` of plan-data.mjs and the macros of plan-runs.mjs.
 *
 * The ledgers were not planned, but could have been: an occurrence begins before its first mail, its steps come in
 * their order and with the delays of the config, nobody is mailed twice a day, without consent or after the end of
 * the occurrence. So an occurrence that is open as of the plan has a step that is due soon.
 */
export async function drawLedger(/** @type {Connection} */ connection) {
  await connection.run(`CREATE MACRO campaign_id(c) AS ${list(campaigns.map(({ id }) => id))}[1 + c]`);
  const ofSteps = {
    due_day: campaigns.flatMap((campaign) => dueDays(campaign.steps)),
    step_id: steps.map(({ id }) => id),
    step_template: steps.map(({ template }) => template ?? null),
    step_resend: steps.map(({ resend }) => resend?.template ?? null),
    step_channel: steps.map(({ channel }) => channel ?? 'email'),
    step_variants: steps.map(({ variants }) => variants?.map(({ id }) => id) ?? [null]),
  };
  for (const [name, values] of Object.entries(ofSteps)) {
    await connection.run(`CREATE MACRO ${name}(c, step) AS ${list(values)}[1 + ${stepsEach} * c + step]`);
  }
  const tables = { journey: journeys(), send: sends(), ending: endings(), ledger: ledgerRows };
  for (const [table, query] of Object.entries(tables)) {
    await connection.run(`CREATE TEMP TABLE ${table} AS ${query}`);
  }
}

/** Days from the beginning of an occurrence to each of its steps. */
function dueDays(/** @type {readonly Step[]} */ own) {
  let days = 0;
  return own.map(({ after = '0d', before }) => {
    if (before !== undefined) return 60 - Number.parseInt(before.split(' ')[1] ?? '', 10);
    days += after.endsWith('d') ? Number.parseInt(after, 10) : 1;
    return days;
  });
}

/**
 * Who (i) has entered which campaign (c), in which run, and how many mails the occurrence is to have. k is a number
 * of both.
 */
function journeys() {
  const anyTime = "run_at(0) + to_seconds(draw(k, 60, date_diff('second', run_at(0), run_at(last_run()))))";
  const entries = campaigns.map(({ id }, c) => {
    const drawn = `CASE WHEN unit(k, 61) < ${shares.get(id)} THEN ${anyTime} END`;
    return `WHEN ${c} THEN ${entryDates.get(id) ?? drawn}`;
  });
  const byCondition = campaigns.flatMap(({ entry }, c) => ('event' in entry || 'date' in entry ? [] : [c]));
  return `
    WITH pair AS (
      SELECT *, ${campaigns.length} * i + c AS k FROM lead, range(${campaigns.length}) AS numbers(c)
      WHERE consent_at IS NOT NULL AND email IS NOT NULL
    ), entered AS (
      SELECT k, i, c, consent_at, (CASE c ${entries.join(' ')} END)::TIMESTAMP AS entered_at FROM pair
    )
    SELECT
      k, i, c,
      run_from(entered_at) AS run,
      CASE WHEN c IN (${byCondition.join(', ')}) THEN run_at(run_from(entered_at)) ELSE entered_at END AS start_at,
      CASE WHEN draw(k, 62, 2) = 0 THEN ${stepsEach} ELSE 1 + draw(k, 63, ${stepsEach - 1}) END AS mails
    FROM entered
    WHERE entered_at > run_at(0) - INTERVAL '1 day' AND consent_at < run_at(run_from(entered_at))`;
}

/**
 * The mails, with where each stands in its occurrence. Where two would go to a lead in one run, one of them is left
 * out.
 */
function sends() {
  const again = campaigns.flatMap((campaign, c) => (campaign.steps[0]?.resend === undefined ? [] : [c]));
  return `
    WITH slot AS (
      SELECT k, i, c, run_from(run_at(run) + to_days(due_day(c, place))) AS run
      FROM journey, range(${stepsEach}) AS numbers(place) WHERE place < mails
    ), kept AS (
      SELECT * FROM slot WHERE run IS NOT NULL
      QUALIFY row_number() OVER (PARTITION BY i, run ORDER BY hash(k)) = 1
    ), placed AS (
      SELECT *,
        row_number() OVER (PARTITION BY k ORDER BY run) - 1 AS place,
        run = max(run) OVER (PARTITION BY i) AS is_last,
        c IN (${again.join(', ')}) AND draw(k, 64, 6) = 0 AS is_again
      FROM kept
    ), stepped AS (
      SELECT *,
        CASE WHEN is_again AND place > 0 THEN place - 1 ELSE place END AS step_place,
        CASE WHEN is_again AND place = 1 THEN 2 ELSE 1 END AS attempt
      FROM placed
    ), named AS (
      SELECT k, i, c, run, is_last, attempt,
        format('L{:07d}', i) AS lead_id,
        campaign_id(c) AS campaign,
        step_id(c, step_place) AS step,
        run_at(run) + to_seconds(7200 + draw(10 * k + place, 65, 28800)) AS sent_at,
        CASE attempt WHEN 1 THEN step_template(c, step_place) ELSE step_resend(c, step_place) END AS template,
        pick(step_variants(c, step_place), i, 66) AS variant,
        step_channel(c, step_place) AS channel
      FROM stepped
    )
    SELECT *, ${sendId} AS send_id FROM named`;
}

/** As long and as unique as the true ones; hexadecimal digits are easier to come by than those of base32. */
const sendId = 'substr(sha256(concat_ws(chr(31), lead_id, campaign, 1, step, attempt)), 1, 20)';

/**
 * The occurrences that have ended, some days after the last of the mails they were to have. Who has slept through all
 * of `wake-up` may be put on the suppression list, if no mail of another campaign followed.
 */
function endings() {
  const wakeUp = campaigns.findIndex(({ id }) => id === 'wake-up');
  return `
    WITH sent AS (
      SELECT k, max(run) AS last_sent, bool_or(is_last) AS has_last FROM send GROUP BY k
    ), through AS (
      SELECT k, i, c, last_sent, has_last, mails = ${stepsEach} AS is_full FROM sent JOIN journey USING (k)
      WHERE run_from(run_at(journey.run) + to_days(due_day(c, mails - 1))) IS NOT NULL
    ), over AS (
      SELECT *, CASE WHEN is_full THEN 6 ELSE 1 + draw(k, 68, 6) END::INTEGER AS days,
        run_from(run_at(last_sent) + to_days(days)) AS run
      FROM through
    ), judged AS (
      SELECT *, c = ${wakeUp} AND is_full AND has_last AND draw(k, 67, 3) = 0 AS suppresses FROM over
      WHERE run IS NOT NULL
    )
    SELECT k, i, c, run, suppresses, CASE
      WHEN suppresses THEN 'exited_rule'
      WHEN is_full THEN 'exhausted'
      WHEN draw(k, 69, 10) < 7 THEN 'goal_reached'
      ELSE 'exited_rule' END AS reason
    FROM judged`;
}

/** One lead in 200 had another address when it was mailed. */
const ledgerRows = `
  WITH entry AS (
    SELECT i, c, run, 'start' AS kind, start_at AS happened_at FROM journey SEMI JOIN send ON send.k = journey.k
    UNION ALL BY NAME
    SELECT i, c, run, 'send' AS kind, sent_at AS happened_at, step, attempt, variant, template, channel, send_id
    FROM send
    UNION ALL BY NAME
    SELECT i, c, run, 'exit' AS kind, run_at(run) AS happened_at, reason FROM ending
    UNION ALL BY NAME
    SELECT i, c, run, 'suppress' AS kind, run_at(run) AS happened_at, reason FROM ending WHERE suppresses
  )
  SELECT
    run,
    lead_id,
    CASE WHEN draw(i, 57, 200) = 0 THEN 'former.' ELSE '' END || email AS email,
    campaign_id(c) AS campaign,
    1 AS occurrence,
    kind,
    happened_at AT TIME ZONE 'UTC' AS "at",
    step,
    attempt::INTEGER AS attempt,
    variant, template, channel, reason, send_id
  FROM entry JOIN lead USING (i)
  ORDER BY run`;
