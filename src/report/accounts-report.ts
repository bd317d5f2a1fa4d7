import { formatCount, formatInstant, formatNumber } from './numbers.js';
import { renderTable, type TableOptions } from './table.js';

/** An account with what its people come to (S3.8). */
export interface AccountLine {
  readonly account: string;
  readonly score: number;
  readonly people: number;
  readonly ready: number;
  readonly rolesPresent: readonly string[];
  readonly rolesMissing: readonly string[];
  readonly firstTouchAt: string | null;
  readonly lastTouchAt: string | null;
  /** Key of its first lead in the order of S3.9. */
  readonly topLead: string;
}

/** Accounts as a table, in the order in which they come. */
export function renderAccounts(accounts: readonly AccountLine[], options: TableOptions): string {
  const right = 'right' as const;
  const columns = [
    { title: 'account', widest: 40 },
    { title: 'score', align: right },
    { title: 'people', align: right },
    { title: 'ready', align: right },
    { title: 'roles', widest: 40 },
    { title: 'missing', widest: 40 },
    { title: 'first touch' },
    { title: 'last touch' },
    { title: 'best lead', widest: 24 },
  ];
  const rows = accounts.map((account) => [
    account.account,
    formatNumber(account.score),
    formatCount(account.people),
    formatCount(account.ready),
    account.rolesPresent.join(', '),
    account.rolesMissing.join(', '),
    minutes(account.firstTouchAt),
    minutes(account.lastTouchAt),
    account.topLead,
  ]);
  return renderTable(columns, rows, options);
}

function minutes(instant: string | null): string {
  return instant === null ? '' : formatInstant(Date.parse(instant));
}
