import type { Config } from '../../model/config.js';
import { type DecisionColumns, verdictBits } from '../../model/decision-columns.js';
import { type Action, actions, reasons } from '../../model/reason.js';
import { zoneSources } from '../../model/zone-source.js';
import { identifier, join, raw, type Sql, sql } from '../../sql/sql.js';
import { appendColumns, type NumberColumns } from '../append.js';
import type { Database } from '../database.js';
import { sendId } from './send-id.js';

/** Columns of `decisions.parquet`, in order (contract). */
export const decisionColumns = [
  ...([
    'lead_id',
    'email',
    'campaign',
    'occurrence',
    'step',
    'attempt',
    'variant',
    'action',
    'reason',
  ] as const),
  ...(['due_at', 'send_at', 'send_at_local', 'zone', 'zone_source', 'winner', 'send_id'] as const),
] as const;

export type DecisionColumn = (typeof decisionColumns)[number];

/** What the numbers of a plan stand for. */
export interface PlanNames {
  readonly campaigns: Config['campaigns'];
  readonly zones: readonly string[];
}

/**
 * Brings the decisions back to the leads: `plan_verdict` has a row for each lead, `plan_detail` one for each lead and campaign in an occurrence.
 * `localAt` is what the clock of the lead shows at `sendAt`.
 */
export async function storePlan(
  database: Database,
  decisions: DecisionColumns,
  localAt: Float64Array,
): Promise<void> {
  const { leads, campaigns, rows, lead, campaign } = decisions;
  const verdicts: Record<string, NumberColumns[string]> = {
    ord: Int32Array.from({ length: leads }, (_, ord) => ord),
  };
  for (let index = 0; index < campaigns; index++) {
    verdicts[`c${index}`] = new Int16Array(decisions.verdicts.subarray(index * leads, (index + 1) * leads));
  }
  await appendColumns(database, 'plan_verdict', verdicts);
  const place = new Float64Array(rows);
  for (let row = 0; row < rows; row++)
    place[row] = (lead[row] as number) * campaigns + (campaign[row] as number);
  await appendColumns(database, 'plan_detail', {
    place,
    occurrence: decisions.occurrence.subarray(0, rows),
    step: decisions.step.subarray(0, rows),
    attempt: decisions.attempt.subarray(0, rows),
    variant: decisions.variant.subarray(0, rows),
    form: decisions.form.subarray(0, rows),
    winner: decisions.winner.subarray(0, rows),
    marks: decisions.marks.subarray(0, rows),
    started: decisions.startAt.subarray(0, rows),
    ended: decisions.exitAt.subarray(0, rows),
    due: decisions.dueAt.subarray(0, rows),
    planned: decisions.sendAt.subarray(0, rows),
    local: localAt.subarray(0, rows),
  });
}

/** The decisions as rows of the contract, by lead key and campaign; of one action when it is given. */
export function decisionRows(names: PlanNames, columns: readonly DecisionColumn[], action?: Action): Sql {
  const words = planWords(names.campaigns);
  const list = (texts: readonly string[], at: string) => wordAt(texts, raw(at));
  const expressions: Readonly<Record<DecisionColumn, Sql>> = {
    lead_id: raw('lead.key'),
    email: raw('lead.email'),
    campaign: words.campaign(raw('verdict.campaign')),
    occurrence: raw('detail.occurrence'),
    step: words.step,
    attempt: raw('nullif(detail.attempt, 0)'),
    variant: words.variant,
    action: list(actions, `verdict.code >> ${verdictBits}`),
    reason: list(reasons, `verdict.code & ${2 ** verdictBits - 1}`),
    due_at: instantOf('detail.due'),
    send_at: instantOf('detail.planned'),
    send_at_local: raw('make_timestamp_ms(TRY_CAST(detail.local AS BIGINT))'),
    zone: list(names.zones, 'zone.zone'),
    zone_source: list(zoneSources, 'zone.source'),
    winner: words.campaign(raw('detail.winner')),
    send_id: sql`CASE WHEN ${isAction('send')} THEN ${words.sendId} END`,
  };
  const selected = columns.map((column) => sql`${expressions[column]} AS ${identifier(column)}`);
  // Words are found after sorting: numbers take a tenth of the room, and the engine holds all that it sorts.
  return sql`SELECT ${join(selected, ', ')} FROM (SELECT {campaign: verdict.campaign, code: verdict.code} AS verdict,
    {key: lead.key, email: lead.email} AS lead, {zone: zone.zone, source: zone.source} AS zone, detail
    ${decisionTables(names.campaigns.length, action && isAction(action))})`;
}

/**
 * `FROM ... ORDER BY` of everything that is decided, or of a part: lead, zone, verdict (ord, campaign, code) and detail. `joined` may add
 * what is known of the lead.
 */
export function decisionTables(campaigns: number, where?: Sql, joined: Sql = raw('')): Sql {
  const codes = raw(Array.from({ length: campaigns }, (_, index) => `c${index}`).join(', '));
  const count = raw(String(campaigns));
  const filter = where === undefined ? raw('') : sql` WHERE ${where}`;
  return sql`FROM (SELECT ord, unnest(range(${count})) AS campaign, unnest([${codes}]) AS code FROM plan_verdict) AS verdict
    JOIN lead ON lead.ord = verdict.ord JOIN lead_zone AS zone ON zone.ord = verdict.ord ${joined}
    LEFT JOIN plan_detail AS detail ON detail.place = (verdict.ord * ${count} + verdict.campaign)::DOUBLE${filter}
    ORDER BY verdict.ord, verdict.campaign`;
}

/** Texts of the numbers in `detail` and `verdict`. */
export function planWords(campaigns: Config['campaigns']) {
  const steps = campaigns.map((campaign) => campaign.steps.map(({ id }) => id));
  const firstStep = offsets(steps.map(({ length }) => length));
  const variants = campaigns.flatMap((campaign) =>
    campaign.steps.map((step) => step.variants.map(({ id }) => id)),
  );
  const firstVariant = offsets(variants.map(({ length }) => length));
  const stepCode = sql`CASE WHEN detail.step >= 0 THEN ${numberAt(firstStep, raw('verdict.campaign'))} + detail.step END`;
  const campaign = (at: Sql) =>
    wordAt(
      campaigns.map(({ id }) => id),
      at,
    );
  const step = wordAt(steps.flat(), stepCode);
  const parts = [raw('lead.key'), campaign(raw('verdict.campaign')), raw('detail.occurrence'), step];
  return {
    campaign,
    step,
    stepCode,
    variant: sql`CASE WHEN detail.variant >= 0 THEN ${wordAt(variants.flat(), sql`${numberAt(firstVariant, stepCode)} + detail.variant`)} END`,
    sendId: sendId([...parts, raw('detail.attempt')]),
  };
}

export function isAction(action: Action): Sql {
  return raw(`(verdict.code >> ${verdictBits}) = ${actions.indexOf(action)}`);
}

/** The instant of a column of milliseconds; NULL for NaN, which no whole number is. */
export function instantOf(column: string): Sql {
  return raw(`make_timestamp_ms(TRY_CAST(${column} AS BIGINT)) AT TIME ZONE 'UTC'`);
}

/** The word at an index from 0; NULL for -1. */
export function wordAt(words: readonly string[], index: Sql): Sql {
  if (words.length === 0) return raw('CAST(NULL AS VARCHAR)');
  return sql`[${join(
    words.map((word) => sql`${word}`),
    ', ',
  )}][(${index}) + 1]`;
}

export function numberAt(numbers: readonly number[], index: Sql): Sql {
  return sql`[${raw(numbers.join(', '))}][(${index}) + 1]`;
}

export function offsets(lengths: readonly number[]): readonly number[] {
  let next = 0;
  return lengths.map((length) => {
    const first = next;
    next += length;
    return first;
  });
}
