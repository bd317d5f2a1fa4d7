import type { Config } from '../../model/config.js';
import { type Action, actions } from '../../model/reason.js';
import { identifier, join, raw, sql } from '../../sql/sql.js';
import { mailDomainSql } from '../address-tables.js';
import type { Database } from '../database.js';
import { isDerived, type LeadFields, leadFieldSql } from '../lead-fields.js';
import { decisionTables, isAction } from './store-plan.js';

/** A mail that a plan sends, or will send, and what its texts read of the lead. */
export interface PlannedMail {
  readonly leadId: string;
  readonly email: string | null;
  /** Index of the campaign, of its step and of the form of the mail. */
  readonly campaign: number;
  readonly step: number;
  readonly form: number;
  readonly attempt: number;
  readonly action: Action;
  /** UTC ms; NaN where nobody knows yet. */
  readonly dueAt: number;
  readonly fields: Readonly<Record<string, string | undefined>>;
}

/** The mails of one lead by ordinal, or the first ones that are sent; in the order of leads and campaigns. */
export async function readMails(
  database: Database,
  campaigns: Config['campaigns'],
  fields: LeadFields,
  names: readonly string[],
  asked: { readonly lead: number } | { readonly first: number },
): Promise<readonly PlannedMail[]> {
  const texts = names.map(
    (name) =>
      sql`${name === 'email' ? raw('lead.email') : leadFieldSql(fields, name).text} AS ${identifier(name)}`,
  );
  const domains = names.some(isDerived)
    ? sql` LEFT JOIN mail_domain ON mail_domain.domain = ${mailDomainSql(raw('lead_value.email'))}`
    : raw('');
  const which =
    'lead' in asked
      ? sql`lead.ord = ${asked.lead} AND detail.form >= 0`
      : sql`${isAction('send')} AND detail.form >= 0`;
  const values = await database.rows(
    sql`SELECT lead.key, lead.email, verdict.campaign::INTEGER, detail.step, detail.form, detail.attempt, verdict.code >> 6,
      coalesce(nullif(detail.planned, 'nan'::DOUBLE), detail.due)${texts.length === 0 ? raw('') : sql`, ${join(texts, ', ')}`}
      ${decisionTables(campaigns.length, which, sql`JOIN lead_value ON lead_value.place = lead.place${domains}`)}
      ${'first' in asked ? sql`LIMIT ${asked.first}` : raw('')}`,
  );
  return values.map(([leadId, email, campaign, step, form, attempt, action, due, ...rest]) => ({
    leadId: String(leadId),
    email: email === null ? null : String(email),
    campaign: Number(campaign),
    step: Number(step),
    form: Number(form),
    attempt: Number(attempt),
    action: actions[Number(action)] ?? 'wait',
    dueAt: Number(due),
    fields: Object.fromEntries(
      names.map((name, index) => [name, rest[index] === null ? undefined : String(rest[index])]),
    ),
  }));
}
