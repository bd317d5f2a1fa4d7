import { join, raw, type Sql, sql } from '../sql/sql.js';
import { foldText } from '../sql/values.js';
import { addressKeySql, learnAddressKeys } from './address-tables.js';
import { matchKey } from './addresses.js';
import { appendRows } from './append.js';
import type { Database } from './database.js';
import { expectedRows, readDifferently } from './reconcile.js';
import { instantOf, type MappedFile, textOf } from './source.js';
import { stopKindSql } from './suppression-reasons.js';
import { UnusableInput } from './unusable-input.js';

/**
 * Reads suppression files into the table `suppression` (S6.3): place, file, fault, match_key, hash, domain, kind, at, purpose. Where there
 * is no fault, one of three says who is meant: an address, the SHA-256 of one, or a domain. The domain counts where a row has neither of
 * the others; beside an address it only repeats what stands behind the @.
 *
 * What is no address that a lead can have is a fault here, even where other sources let it pass: `<anna@corp.example>` would keep
 * nobody from being mailed, and nobody would notice.
 */
export async function readSuppressions(database: Database, files: readonly MappedFile[]): Promise<void> {
  const rows = join(files.map(rowsOf), ' UNION ALL ');
  await database.run(sql`CREATE TEMP TABLE suppression_row AS ${rows}`);
  const [[found] = []] = await database.rows(raw('SELECT count(*)::DOUBLE FROM suppression_row'));
  const expected = expectedRows(files);
  if (found !== expected) throw new UnusableInput([readDifferently(files, expected, Number(found))]);
  await learnAddressKeys(database, raw('SELECT who AS value FROM suppression_row'));
  await learnDomains(database);
  await database.run(sql`CREATE TEMP TABLE suppression AS SELECT * EXCLUDE (bad, who),
      CASE WHEN bad THEN 'broken_record' WHEN who IS NULL THEN 'no_address'
        WHEN coalesce(match_key, hash, domain) IS NULL THEN 'unusable_address' END AS fault
    FROM (${targets})`);
}

/** Rows of one file; `who` is what names somebody, a domain with an @ before it. */
function rowsOf(source: MappedFile): Sql {
  const cells = sql`SELECT bad, ${textOf(source, 'email')} AS email, ${textOf(source, 'sha256')} AS hash,
      ${textOf(source, 'domain')} AS domain, ${foldText(textOf(source, 'reason'))} AS reason,
      ${instantOf(source, 'at')} AS "at", ${foldText(textOf(source, 'purpose'))} AS purpose
    FROM (${source.file.scan()})`;
  return sql`SELECT ${raw(String(source.index))} AS file, bad, coalesce(email, hash, '@' || domain) AS who,
    reason, "at", purpose FROM (${cells})`;
}

/** `@example.com`, and the usual ways to write that all addresses are meant, also those of subdomains. */
const domainMark = '^\\*?@[*.@]*';

/** `suppressed_domain`: who, domain in the form of match keys. */
async function learnDomains(database: Database): Promise<void> {
  await database.run(raw('CREATE TEMP TABLE suppressed_domain (who VARCHAR, domain VARCHAR)'));
  const marked = await database.rows(
    sql`SELECT DISTINCT who, regexp_replace(who, ${domainMark}, '') FROM suppression_row
      WHERE regexp_matches(who, ${domainMark})`,
  );
  const domains = marked.flatMap(([who, domain]) => {
    const [, ascii] = matchKey(`anybody@${String(domain).replace(/\.$/, '')}`)?.split('@') ?? [];
    return ascii === undefined ? [] : [[String(who), ascii]];
  });
  await appendRows(database, 'suppressed_domain', domains);
}

/** What hides an address from those who look for it: wrappings, lists, wildcards, characters that nobody sees, the dot of a sentence. */
const noPartOfAddress = '["(),:;<>*\\[\\]\\\\\\p{C}]|\\.$';

const targets = sql`SELECT row.rowid AS place, file, bad, row.who, ${stopKindSql(raw('reason'))} AS kind, "at", purpose,
    CASE WHEN NOT regexp_matches(row.who, ${noPartOfAddress}) THEN ${addressKeySql(raw('row.who'))} END AS match_key,
    CASE WHEN regexp_full_match(row.who, '[0-9A-Fa-f]{64}') THEN lower(row.who) END AS hash,
    suppressed_domain.domain
  FROM suppression_row AS row LEFT JOIN address_key ON address_key.address = row.who
    LEFT JOIN suppressed_domain ON suppressed_domain.who = row.who`;
