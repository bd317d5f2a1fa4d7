import { type AccountConfig, buyingRoles } from '../../model/audience.js';
import { join, raw, type Sql, sql } from '../../sql/sql.js';
import { foldText } from '../../sql/values.js';
import { accountDomain } from '../account-domain.js';
import { mailDomainSql } from '../address-tables.js';
import { appendColumns, appendRows } from '../append.js';
import { numbersOf } from '../columns.js';
import type { Database } from '../database.js';
import { type LeadFields, leadFieldSql } from '../lead-fields.js';
import { titleJoin } from './titles.js';

/** The members of the accounts as numbers, by lead ordinal. */
export interface AccountMembership {
  readonly accounts: number;
  /** Ordinal of the lead's account, -1 for none. */
  readonly account: Int32Array;
  /** Index into `buyingRoles`, -1 for an unknown role. */
  readonly role: Int8Array;
}

/** What is known of each account, by its ordinal; instants are NaN where there is none. */
export interface AccountColumns {
  readonly score: Float64Array;
  readonly people: Int32Array;
  /** Bit n is set when somebody has role n. */
  readonly roles: Int32Array;
  readonly firstTouchAt: Float64Array;
  readonly lastEventAt: Float64Array;
}

/** Fields of the rows that tell the account of a lead. */
export function accountFields({ by }: AccountConfig): readonly string[] {
  return [...(by === 'domain' ? ['email.kind', 'email.domain'] : [by.field]), 'title'];
}

/**
 * Finds the accounts (S3.8): each distinct domain of a business address once, or each text of a column, of which two are one
 * when a comparison of texts says so. Creates `account_key` (id, account), in the order of the names.
 *
 * @param apart text for each row of `lead`; leads for which it differs are of different accounts
 */
export async function prepareAccounts(
  database: Database,
  { by }: AccountConfig,
  fields: LeadFields,
  apart?: Sql,
): Promise<AccountMembership> {
  const own = by === 'domain' ? await byDomain(database, fields) : byColumn(by.field, fields);
  await database.run(sql`CREATE TEMP TABLE lead_account AS ${own}`);
  if (apart !== undefined) {
    await database.run(
      sql`UPDATE lead_account SET folded = ${apart} || folded FROM lead WHERE lead.ord = lead_account.ord`,
    );
  }
  await database.run(
    raw(`CREATE TEMP TABLE account_key AS SELECT (row_number() OVER (ORDER BY account) - 1)::INTEGER AS id, folded, account
    FROM (SELECT folded, min(account) AS account FROM lead_account WHERE folded IS NOT NULL GROUP BY folded)`),
  );
  const [[count, leads] = []] = await database.rows(
    raw('SELECT (SELECT count(*) FROM account_key)::DOUBLE, (SELECT count(*) FROM lead)::DOUBLE'),
  );
  const account = new Int32Array(Number(leads));
  const role = new Int8Array(Number(leads));
  const roles = join(
    buyingRoles.map((name) => sql`${name}`),
    ', ',
  );
  const query = sql`SELECT coalesce(account_key.id, -1), coalesce(list_position([${roles}], title_reading.buying_role) - 1, -1)::INTEGER
    FROM lead JOIN lead_value ON lead_value.place = lead.place
    JOIN lead_account ON lead_account.ord = lead.ord LEFT JOIN account_key ON account_key.folded = lead_account.folded
    ${titleJoin(fields)} ORDER BY lead.ord`;
  let next = 0;
  for await (const chunk of database.stream(query)) {
    account.set(numbersOf<Int32Array>(chunk, 0), next);
    role.set(numbersOf<Int32Array>(chunk, 1), next);
    next += chunk.rowCount;
  }
  await database.run(raw('DROP TABLE lead_account'));
  return { accounts: Number(count), account, role };
}

/**
 * Creates `account_profile`, one row per account. `rolesOf` are the roles present and missing for each set of roles, as texts;
 * the top lead is the first in the order of S3.9.
 */
export async function storeAccounts(
  database: Database,
  columns: AccountColumns,
  members: {
    readonly account: Int32Array;
    readonly score: Float64Array;
    readonly velocity: Float64Array;
    readonly ready: Uint8Array;
  },
  rolesOf: readonly { readonly present: string; readonly missing: string }[],
): Promise<void> {
  const { score, people, roles, firstTouchAt, lastEventAt } = columns;
  const id = Int32Array.from(score.keys());
  await appendColumns(database, 'account_number', { id, score, people, roles, firstTouchAt, lastEventAt });
  await appendColumns(database, 'account_member', {
    ord: Int32Array.from(members.score.keys()),
    account: members.account,
    score: members.score,
    velocity: members.velocity,
    ready: Int32Array.from(members.ready),
  });
  const texts = (kind: 'present' | 'missing') =>
    join(
      rolesOf.map((one) => sql`${one[kind]}`),
      ', ',
    );
  const instant = (column: string) => raw(`CASE WHEN NOT isnan("${column}") THEN "${column}"::BIGINT END`);
  await database.run(sql`CREATE TEMP TABLE account_profile AS
    SELECT account_key.account, number.score, number.people, member.ready,
      [${texts('present')}][number.roles + 1] AS roles_present, [${texts('missing')}][number.roles + 1] AS roles_missing,
      ${instant('firstTouchAt')} AS first_touch_at, ${instant('lastEventAt')} AS last_touch_at, member.top_lead
    FROM account_key JOIN account_number AS number ON number.id = account_key.id
    JOIN (SELECT account, sum(ready)::INTEGER AS ready, first(lead.key ORDER BY score DESC, velocity DESC, lead.key) AS top_lead
      FROM account_member JOIN lead ON lead.ord = account_member.ord WHERE account >= 0 GROUP BY account) AS member
      ON member.account = account_key.id`);
}

/** Free mail, disposable addresses and what is no address belong to no account. */
async function byDomain(database: Database, fields: LeadFields): Promise<Sql> {
  const kind = leadFieldSql(fields, 'email.kind').text;
  const domain = leadFieldSql(fields, 'email.domain').text;
  const businesses = sql`SELECT lead.ord, CASE WHEN ${kind} IN ('business', 'role') THEN ${domain} END AS domain
    FROM lead JOIN lead_value ON lead_value.place = lead.place
    LEFT JOIN mail_domain ON mail_domain.domain = ${mailDomainSql(raw('lead_value.email'))}`;
  await database.run(sql`CREATE TEMP TABLE lead_domain AS ${businesses}`);
  await database.run(raw('CREATE TEMP TABLE account_domain (domain VARCHAR, account VARCHAR)'));
  const domains = await database.rows(
    raw('SELECT DISTINCT domain FROM lead_domain WHERE domain IS NOT NULL'),
  );
  const rows = domains.flatMap(([domain]) => {
    const account = accountDomain(String(domain));
    return account === undefined ? [] : [[String(domain), account]];
  });
  await appendRows(database, 'account_domain', rows);
  return raw(`SELECT ord, account AS folded, account
    FROM lead_domain LEFT JOIN account_domain ON account_domain.domain = lead_domain.domain`);
}

function byColumn(field: string, fields: LeadFields): Sql {
  const { text } = leadFieldSql(fields, field);
  return sql`SELECT lead.ord, ${foldText(text)} AS folded, ${text} AS account
    FROM lead JOIN lead_value ON lead_value.place = lead.place`;
}
