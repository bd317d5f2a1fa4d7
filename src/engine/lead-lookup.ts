import { join, raw, sql } from '../sql/sql.js';
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

/**
 * The values of some fields of one lead, as text: of its columns, each from the first source that has one (A8), and what is
 * derived from its address.
 */
export async function readFields(
  database: Database,
  files: readonly MappedFile[],
  lead: FoundLead,
  fields: readonly string[],
): Promise<Readonly<Record<string, string | null>>> {
  const values: Record<string, string | null> = await readDerived(database, lead);
  for (const part of await partsOf(database, lead)) {
    const source = files.find(({ index }) => index === part.file);
    const missing = fields.filter((field) => (values[field] ?? null) === null);
    if (source === undefined || missing.length === 0) continue;
    const cells = sql`SELECT row_number() OVER () AS record, * FROM (${source.file.scan()})`;
    const texts = missing.map((field) => textOf(source, field));
    const [row] = await database.rows(
      sql`SELECT ${join(texts, ', ')} FROM (${cells}) WHERE record = ${part.record}`,
    );
    for (const [index, field] of missing.entries()) {
      values[field] = row?.[index] == null ? null : String(row[index]);
    }
  }
  return Object.fromEntries(fields.map((field) => [field, values[field] ?? null]));
}

/** Where the rows of a lead stand, in the order of the sources. */
export async function partsOf(
  database: Database,
  lead: FoundLead,
): Promise<readonly Pick<FoundLead, 'file' | 'record'>[]> {
  const rows = await database.rows(
    sql`SELECT file, place - (SELECT min(rowid) FROM lead_row AS own WHERE own.file = lead_row.file) + 1
      FROM lead_part JOIN lead_row ON lead_row.rowid = lead_part.place
      WHERE lead_part.key = ${lead.key} ORDER BY lead_part.source`,
  );
  return rows.map(([file, record]) => ({ file: Number(file), record: Number(record) }));
}

async function readDerived(database: Database, { email }: FoundLead): Promise<Record<string, string | null>> {
  const address = sql`(SELECT ${email}::VARCHAR AS email) AS address`;
  const [row] = await database.rows(
    sql`SELECT ${mailKindSql(raw('address.email'))}, mail_domain.display FROM ${address}
      LEFT JOIN mail_domain ON mail_domain.domain = ${mailDomainSql(raw('address.email'))}`,
  );
  const text = (index: number) => (row?.[index] == null ? null : String(row[index]));
  return { email, 'email.kind': text(0), 'email.domain': text(1) };
}
