import type { LedgerText } from '../../oracle/plan-world.js';
import type { Exports } from './exports.js';
import { consentsIn, type No, noesIn, standingNo } from './noes.js';

/** A run that was committed. */
export interface LivedRun {
  readonly asOf: number;
  readonly rows: readonly LedgerText[];
  /** What it knew. */
  readonly noes: readonly No[];
  isCancelled: boolean;
}

interface Seen {
  readonly exports: Exports;
  /** Every no that this run or one before it has seen. */
  readonly noes: readonly No[];
  readonly asOf: number;
  readonly rows: readonly LedgerText[];
}

/** Nothing goes out after a no that is known (S6.3). */
export function checkRun({ exports, noes, asOf, rows }: Seen): void {
  for (const row of rows.filter(isSend)) {
    const no = noAgainst(row, exports, noes, asOf);
    if (no === undefined) continue;
    const since = no.at === undefined ? 'for good' : `since ${new Date(no.at).toISOString()}`;
    throw new Error(
      `${row.lead_id} is sent ${row.campaign}, and ${row.email} has said no: ${no.kind} ${since}.`,
    );
  }
}

/**
 * How many sends of a run there are at least against which something speaks that it did not know. Events without an instant are left out: they
 * are as of every run anew.
 */
export function stoppedSince(run: LivedRun, exports: Exports, noes: readonly No[], asOf: number): number {
  const isKnown = ({ mailbox, kind, at }: No) =>
    run.noes.some((one) => one.mailbox === mailbox && one.kind === kind && one.at === at);
  const fresh = [...noes, ...noesIn(exports, asOf)].filter((no) => no.at !== asOf && !isKnown(no));
  return run.rows.filter((row) => isSend(row) && noAgainst(row, exports, fresh, asOf) !== undefined).length;
}

function noAgainst({ email, campaign }: LedgerText, exports: Exports, noes: readonly No[], asOf: number) {
  const mailbox = email.toLowerCase();
  const of = exports.draft.campaigns.find(({ id }) => id === campaign);
  return standingNo(noes, consentsIn(exports, asOf, mailbox), mailbox, of?.transactional === true);
}

/** No id twice over all runs that count (S6.10), and no mailbox the same mail twice, whoever has it (S6.7). */
export function nothingTwice(ledger: readonly LedgerText[]): void {
  const sends = ledger.filter(isSend);
  const twice = (what: string, keyOf: (row: LedgerText) => string) => {
    const seen = new Set<string>();
    for (const row of sends) {
      const key = keyOf(row);
      if (seen.has(key)) throw new Error(`${what} twice: ${key}`);
      seen.add(key);
    }
  };
  twice('The send id', ({ send_id }) => send_id);
  twice('The mail to one mailbox', ({ email, campaign, occurrence, step, attempt }) =>
    [email.toLowerCase(), campaign, occurrence, step, attempt].join(' '),
  );
}

export function isSend({ kind }: LedgerText): boolean {
  return kind === 'send';
}
