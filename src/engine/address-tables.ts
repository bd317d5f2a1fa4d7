import { raw, type Sql, sql } from '../sql/sql.js';
import { addressShape, domainFacts, matchKey, roleLocalParts } from './addresses.js';
import { appendRows } from './append.js';
import type { Database } from './database.js';
import { type MappedFile, textOf } from './source.js';

/**
 * Facts about addresses need JavaScript (IDN, NFKC, provider lists), rules about them run in SQL. What meets in between is
 * small: each distinct domain once, and the few addresses that are not plain ASCII.
 *
 * Tables: `mail_domain` (usable domains as written in lower case, kind, display) and `address_key` (address, key).
 */
export async function prepareAddresses(
  database: Database,
  needed: { readonly domains: boolean; readonly keys: boolean },
): Promise<void> {
  await database.run(raw('CREATE TEMP TABLE mail_domain (domain VARCHAR, kind VARCHAR, display VARCHAR)'));
  await database.run(raw('CREATE TEMP TABLE address_key (address VARCHAR, key VARCHAR)'));
  await database.run(raw('CREATE TEMP TABLE role_account (part VARCHAR)'));
  if (needed.domains) {
    await appendRows(
      database,
      'role_account',
      roleLocalParts.map((part) => [part]),
    );
    const domains = await texts(
      database,
      sql`SELECT DISTINCT ${mailDomainSql(raw('email'))} AS value FROM lead_row`,
    );
    const rows = domains.flatMap((domain) => {
      const { kind, display } = domainFacts(domain);
      return kind === 'invalid' ? [] : [[domain, kind, display]];
    });
    await appendRows(database, 'mail_domain', rows);
  }
  if (needed.keys) await learnAddressKeys(database, raw('SELECT email AS value FROM lead_row'));
}

/** Adds the match keys of the addresses in these event files that plain lower-casing would get wrong. */
export async function learnEventAddresses(database: Database, files: readonly MappedFile[]): Promise<void> {
  for (const source of files) {
    if (source.mapping.column('email') === undefined) continue;
    const cells = source.file.scan();
    await learnAddressKeys(database, sql`SELECT ${textOf(source, 'email')} AS value FROM (${cells})`);
  }
}

/** Adds the match keys of the addresses of a query (column `value`) that plain lower-casing would get wrong. */
export async function learnAddressKeys(database: Database, addresses: Sql): Promise<void> {
  const odd = await texts(
    database,
    sql`SELECT DISTINCT value FROM (${addresses}) WHERE strlen(value) <> length(value) AND value NOT IN (SELECT address FROM address_key)`,
  );
  await appendRows(
    database,
    'address_key',
    odd.flatMap((address) => {
      const key = matchKey(address);
      return key === undefined ? [] : [[address, key]];
    }),
  );
}

async function texts(database: Database, query: Sql): Promise<string[]> {
  const rows = await database.rows(sql`SELECT value FROM (${query}) WHERE value IS NOT NULL`);
  return rows.map(([value]) => String(value));
}

/** Match key of a trimmed address, `address_key` being joined to it. */
export function addressKeySql(email: Sql): Sql {
  return sql`CASE WHEN strlen(${email}) <> length(${email}) THEN address_key.key
    WHEN regexp_full_match(${email}, ${addressShape}) THEN lower(${email}) END`;
}

/** What stands behind the last @, in lower case; NULL when there is no @. */
export function mailDomainSql(email: Sql): Sql {
  return sql`CASE WHEN contains(${email}, '@') THEN lower(split_part(${email}, '@', -1)) END`;
}

/** Kind of a trimmed address (S2.3), `mail_domain` being joined to it. */
export function mailKindSql(email: Sql): Sql {
  return sql`CASE
    WHEN mail_domain.kind IS NULL OR strpos(${email}, '@') > 65
      OR NOT regexp_full_match(${email}, ${'[^@\\s"(),:;<>\\[\\\\\\]]+@[^@\\s]+'})
      OR starts_with(${email}, '.') OR contains(${email}, '..') OR contains(${email}, '.@') THEN 'invalid'
    WHEN mail_domain.kind <> 'company' THEN mail_domain.kind
    WHEN lower(split_part(${email}, '@', 1)) IN (SELECT part FROM role_account) THEN 'role'
    ELSE 'business' END`;
}
