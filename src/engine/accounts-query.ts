import { raw, type Sql, sql } from '../sql/sql.js';
import type { Database } from './database.js';
import type { OutputFormat } from './write-rows.js';

/** Columns of accounts, in the order of the files. */
export const accountColumns = [
  ...(['account', 'score', 'people', 'ready', 'roles_present', 'roles_missing'] as const),
  ...(['first_touch_at', 'last_touch_at', 'top_lead'] as const),
] as const;

/** An account with what its people come to (S3.8). Instants are UTC ms. */
export interface Account {
  readonly account: string;
  readonly score: number;
  readonly people: number;
  readonly ready: number;
  readonly rolesPresent: readonly string[];
  readonly rolesMissing: readonly string[];
  readonly firstTouchAt?: number;
  readonly lastTouchAt?: number;
  /** Key of the first of its leads in the order of S3.9. */
  readonly topLead: string;
}

/** The first accounts by score; of equal ones the first by name. */
export async function topAccounts(database: Database, limit: number): Promise<readonly Account[]> {
  return readAccounts(database, sql`${ranked} LIMIT ${limit}`);
}

/** One account; undefined when there is none of this name. */
export async function findAccount(database: Database, account: string): Promise<Account | undefined> {
  const [found] = await readAccounts(database, sql`WHERE account = ${account}`);
  return found;
}

export async function countAccounts(database: Database): Promise<number> {
  const [[count] = []] = await database.rows(raw('SELECT count(*)::DOUBLE FROM account_profile'));
  return Number(count);
}

/** The accounts as rows for files of a format, in the same order. */
export function accountRows(format: OutputFormat, limit: number | undefined): Sql {
  const zone = format === 'parquet' ? " AT TIME ZONE 'UTC'" : '';
  const rows = accountColumns.map((column) =>
    column.endsWith('_at') ? `make_timestamp_ms(${column}::BIGINT)${zone} AS ${column}` : column,
  );
  const first = limit === undefined ? '' : ` LIMIT ${limit}`;
  return raw(`SELECT ${rows.join(', ')} FROM account_profile ${ranked.text}${first}`);
}

const ranked = raw('ORDER BY account_profile.score DESC, account_profile.account');

async function readAccounts(database: Database, which: Sql): Promise<readonly Account[]> {
  const rows = await database.rows(
    sql`SELECT ${raw(accountColumns.join(', '))} FROM account_profile ${which}`,
  );
  return rows.map(
    ([account, score, people, ready, present, missing, firstTouchAt, lastTouchAt, topLead]) => ({
      account: String(account),
      score: Number(score),
      people: Number(people),
      ready: Number(ready),
      rolesPresent: listOf(present),
      rolesMissing: listOf(missing),
      ...(firstTouchAt == null ? {} : { firstTouchAt: Number(firstTouchAt) }),
      ...(lastTouchAt == null ? {} : { lastTouchAt: Number(lastTouchAt) }),
      topLead: String(topLead),
    }),
  );
}

function listOf(text: unknown): readonly string[] {
  return text == null || text === '' ? [] : String(text).split(';');
}
