import type { Config } from '../../model/config.js';
import { contentForms } from '../../model/content-forms.js';
import { identifier, join, literal, raw, type Sql, sql } from '../../sql/sql.js';
import { mailDomainSql } from '../address-tables.js';
import { partitionColumn } from '../classify/profile-outputs.js';
import type { Database } from '../database.js';
import { isDerived, type LeadFields, leadFieldSql } from '../lead-fields.js';
import {
  decisionTables,
  instantOf,
  isAction,
  numberAt,
  offsets,
  type PlanNames,
  planWords,
  wordAt,
} from './store-plan.js';

/**
 * Creates `planned_send`: a row for every send of the stored plan, numbered by `nr` in the order of all lists: by instant, key of the lead,
 * campaign. `code` counts the steps of all campaigns and `form` their forms (model/content-forms.ts). With it come `part<n>`, the part of the
 * lead in each of the partitions that are named by their place in the config.
 */
export async function preparePlannedSends(
  database: Database,
  names: PlanNames,
  partitions: readonly number[],
): Promise<void> {
  const words = planWords(names.campaigns);
  const forms = names.campaigns.flatMap(({ steps }) => steps).map((step) => contentForms(step).length);
  const parts = partitions.map(
    (index) => sql`, profile.${identifier(partitionColumn(index))} AS ${identifier(partColumn(index))}`,
  );
  const profile = partitions.length === 0 ? raw('') : raw('JOIN profile ON profile.ord = verdict.ord');
  await database.run(sql`CREATE TEMP TABLE IF NOT EXISTS planned_send AS
    SELECT (row_number() OVER (ORDER BY planned, ord, campaign_code))::INTEGER AS nr, * EXCLUDE (planned, campaign_code)
    FROM (SELECT verdict.ord, lead.key AS lead_id, lead.email, ${words.campaign(raw('verdict.campaign'))} AS campaign, ${words.step} AS step,
      ${words.variant} AS variant, detail.occurrence, detail.attempt, ${words.sendId} AS send_id,
      ${instantOf('detail.planned')} AS send_at, make_timestamp_ms(detail.local::BIGINT) AS send_at_local,
      ${wordAt(names.zones, raw('zone.zone'))} AS zone, (${words.stepCode})::INTEGER AS code,
      (${numberAt(offsets(forms), words.stepCode)} + detail.form)::INTEGER AS form,
      detail.planned, verdict.campaign AS campaign_code${join(parts, '')}
      ${decisionTables(names.campaigns.length, isAction('send'), profile)})
    ORDER BY nr`);
}

/** Column of `planned_send` with the part of a partition. */
export function partColumn(partition: number): string {
  return `part${partition}`;
}

/** Which sends are meant: those of these steps, and of leads in one part of a partition. */
export interface SendSelection {
  readonly steps: readonly number[];
  readonly part?: { readonly partition: number; readonly name: string };
}

export function isSelected({ steps, part }: SendSelection): Sql {
  const ofSteps = sql`send.code IN (${raw(steps.join(', '))})`;
  return part === undefined
    ? ofSteps
    : sql`${ofSteps} AND send.${identifier(partColumn(part.partition))} = ${part.name}`;
}

/** Sends by step and part of a partition: `code`, part, count. */
export async function countParts(
  database: Database,
  partition: number,
): Promise<readonly { readonly step: number; readonly part: string; readonly sends: number }[]> {
  const rows = await database.rows(
    sql`SELECT code, ${identifier(partColumn(partition))}, count(*)::DOUBLE FROM planned_send GROUP BY ALL ORDER BY ALL`,
  );
  return rows.map(([step, part, sends]) => ({
    step: Number(step),
    part: String(part),
    sends: Number(sends),
  }));
}

/** A send, and what is to be put into words for it. */
export interface SendFacts {
  readonly nr: number;
  readonly leadId: string;
  readonly sendId: string;
  /** Counts the forms of all steps. */
  readonly form: number;
  readonly fields: Readonly<Record<string, string | undefined>>;
}

const sendsPerBatch = 20_480;

/**
 * Fields of leads beside their sends, in the order of lists and some thousand at a time. Texts come out of the engine here, because templates
 * and the forms of ad platforms are no SQL. The engine is free between two batches.
 */
export async function* readSendFacts(
  database: Database,
  fields: LeadFields,
  names: readonly string[],
  where: Sql,
): AsyncGenerator<readonly SendFacts[]> {
  const table = identifier(database.freshName('send_fact'));
  const texts = names.map((name, index) => sql`, ${fieldText(fields, name)} AS ${identifier(`t${index}`)}`);
  await database.run(sql`CREATE TEMP TABLE ${table} AS SELECT send.nr, send.lead_id, send.send_id, send.form${join(texts, '')}
    ${leadTables(names)} JOIN planned_send AS send ON send.ord = lead.ord WHERE ${where} ORDER BY send.nr`);
  let from = 0;
  for (;;) {
    const rows = await database.rows(
      sql`FROM ${table} WHERE nr > ${raw(String(from))} ORDER BY nr LIMIT ${raw(String(sendsPerBatch))}`,
    );
    if (rows.length === 0) break;
    yield rows.map(([nr, leadId, sendId, form, ...values]) => ({
      nr: Number(nr),
      leadId: String(leadId),
      sendId: String(sendId),
      form: Number(form),
      fields: Object.fromEntries(
        names.map((name, index) => [name, values[index] === null ? undefined : String(values[index])]),
      ),
    }));
    from = Number(rows.at(-1)?.[0]);
  }
  await database.run(sql`DROP TABLE ${table}`);
}

/** The text of a field of a lead as it stands in the exports. */
export function fieldText(fields: LeadFields, name: string): Sql {
  return name === 'email' ? raw('lead.email') : leadFieldSql(fields, name).text;
}

/** `FROM` the rows of leads, with what the named fields are read from. */
export function leadTables(fields: readonly string[]): Sql {
  const domains = fields.some(isDerived)
    ? sql` LEFT JOIN mail_domain ON mail_domain.domain = ${mailDomainSql(raw('lead_value.email'))}`
    : raw('');
  return sql`FROM lead JOIN lead_value ON lead_value.place = lead.place${domains}`;
}

/** What the forms of all steps say by themselves: the names of their template, sender and channel. */
export async function prepareSendForms(
  database: Database,
  campaigns: Config['campaigns'],
  texts: readonly (readonly (string | undefined)[])[],
): Promise<void> {
  const steps = campaigns.flatMap((campaign) => campaign.steps);
  const forms = steps.flatMap((step) => contentForms(step).map(({ content }) => ({ step, content })));
  const columns = ['template', 'sender', 'channel', ...(texts[0] ?? []).map((_, index) => `t${index}`)];
  const definitions = columns.map((name) => sql`, ${identifier(name)} VARCHAR`);
  await database.run(sql`CREATE TEMP TABLE send_form (form INTEGER${join(definitions, '')})`);
  const rows = forms.map(({ step, content }, form) => {
    const values = [content.template, content.sender, step.channel, ...(texts[form] ?? [])];
    return sql`(${raw(String(form))}, ${join(
      values.map((value) => (value === undefined ? raw('NULL') : literal(value))),
      ', ',
    )})`;
  });
  if (rows.length > 0) await database.run(sql`INSERT INTO send_form VALUES ${join(rows, ', ')}`);
}
