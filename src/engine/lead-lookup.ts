import { identifier, join, raw, type Sql, sql } from '../sql/sql.js';
import { mailDomainSql, mailKindSql } from './address-tables.js';
import { matchKey } from './addresses.js';
import type { Database } from './database.js';
import { type MappedFile, textOf } from './source.js';

/** A lead as found by key or address. */
export interface FoundLead {
  readonly ord: number;
  readonly key: string;
  readonly email: string | null;
  readonly file: number;
  /** Position among the readable records of its file, from 1. */
  readonly record: number;
}

/** The leads that `name` may mean: the one with that key, else all with that address. */
export async function findLeads(database: Database, name: string): Promise<readonly FoundLead[]> {
  const wanted = name.trim();
  const address = matchKey(wanted) ?? null;
  const columns = raw(
    'SELECT ord, key, email, file, place - (SELECT min(rowid) FROM lead_row WHERE lead_row.file = lead.file) + 1 FROM lead',
  );
  const byKey = await database.rows(sql`${columns} WHERE key = ${wanted}`);
  const rows =
    byKey.length > 0
      ? byKey
      : await database.rows(
          sql`${columns} WHERE lower(email) = lower(${wanted}) OR lower(email) = ${address} OR match_key = ${address} ORDER BY key`,
        );
  return rows.map(([ord, key, email, file, record]) => ({
    ord: Number(ord),
    key: String(key),
    email: email === null ? null : String(email),
    file: Number(file),
    record: Number(record),
  }));
}

/** Why a name that exists in the files is not among the leads. */
export async function whyNoLead(database: Database, name: string): Promise<'after-as-of' | 'unknown'> {
  const wanted = name.trim();
  const rows = await database.rows(
    sql`SELECT 1 FROM lead_row WHERE key = ${wanted} OR lower(email) = lower(${wanted}) LIMIT 1`,
  );
  return rows.length > 0 ? 'after-as-of' : 'unknown';
}

/** The values of some fields of one lead, as text: of its columns, and what is derived from its address. */
export async function readFields(
  database: Database,
  files: readonly MappedFile[],
  lead: FoundLead,
  fields: readonly string[],
): Promise<Readonly<Record<string, string | null>>> {
  const source = files.find(({ index }) => index === lead.file);
  if (source === undefined || fields.length === 0) return {};
  const values = fields.map(
    (field, index) => sql`${fieldValue(source, field)} AS ${identifier(`f${index}`)}`,
  );
  const cells = sql`SELECT row_number() OVER () AS record, * FROM (${source.file.scan()})`;
  const one = sql`SELECT *, ${textOf(source, 'email')} AS email FROM (${cells}) WHERE record = ${lead.record}`;
  const [row] = await database.rows(
    sql`SELECT ${join(values, ', ')} FROM (${one}) LEFT JOIN mail_domain ON mail_domain.domain = ${mailDomainSql(raw('email'))}`,
  );
  return Object.fromEntries(
    fields.map((field, index) => [field, row?.[index] == null ? null : String(row[index])]),
  );
}

function fieldValue(source: MappedFile, field: string): Sql {
  if (field === 'email.kind') return mailKindSql(raw('email'));
  if (field === 'email.domain') return raw('mail_domain.display');
  return textOf(source, field);
}
