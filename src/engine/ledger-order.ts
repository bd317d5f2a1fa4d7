import type { LedgerRows } from '../model/ledger.js';
import type { Numbers } from './append.js';

/** Columns of the ledger, and the position of the run of each row. */
export type LedgerColumns = Omit<LedgerRows, 'count'> & { readonly run: Int32Array };

/** Groups up to this size are sorted in place; larger ones would take quadratic time. */
const fewRows = 24;

/**
 * Puts rows in the order of `LedgerRows`; those without a mailbox are left out. Rows are dealt to their mailboxes first, of which each has a few: an engine's sort of
 * whole rows takes five times as long and holds them twice.
 */
export function orderLedger(rows: { readonly columns: LedgerColumns; readonly count: number }): LedgerRows {
  const { run, ...columns } = rows.columns;
  const order = byMailbox(columns.mailbox, rows.count);
  const count = order.length;
  const before = comparison(rows.columns);
  for (let from = 0, to = 0; from < count; from = to) {
    const mailbox = columns.mailbox[order[from] as number];
    for (to = from + 1; to < count && columns.mailbox[order[to] as number] === mailbox; ) to++;
    if (to - from > fewRows) order.subarray(from, to).sort(before);
    else if (to - from > 1) sortFew(order, from, to, before);
  }
  const ordered = Object.entries(columns).map(([name, values]) => [name, inOrder(values, order)]);
  return { count, ...(Object.fromEntries(ordered) as Omit<LedgerRows, 'count'>) };
}

/** Places of the rows, mailbox by mailbox. */
function byMailbox(mailbox: Int32Array, count: number): Int32Array {
  let last = -1;
  for (let row = 0; row < count; row++) last = Math.max(last, mailbox[row] as number);
  const next = new Int32Array(last + 2);
  for (let row = 0; row < count; row++) {
    const place = (mailbox[row] as number) + 1;
    next[place] = (next[place] as number) + 1;
  }
  const order = new Int32Array(count - (next[0] as number));
  next[0] = 0;
  for (let place = 1; place < next.length; place++)
    next[place] = (next[place] as number) + (next[place - 1] as number);
  for (let row = 0; row < count; row++) {
    const place = mailbox[row] as number;
    if (place < 0) continue;
    order[next[place] as number] = row;
    next[place] = (next[place] as number) + 1;
  }
  return order;
}

function comparison(columns: LedgerColumns): (a: number, b: number) => number {
  const { at, run, campaign, step, attempt, lead, occurrence, kind } = columns;
  const keys = [run, campaign, step, attempt, lead, occurrence, kind];
  return (a, b) => {
    const apart = (at[a] as number) - (at[b] as number);
    if (apart !== 0) return apart;
    for (const key of keys) {
      const difference = (key[a] as number) - (key[b] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  };
}

function sortFew(
  order: Int32Array,
  from: number,
  to: number,
  before: (a: number, b: number) => number,
): void {
  for (let place = from + 1; place < to; place++) {
    const row = order[place] as number;
    let free = place;
    for (; free > from && before(order[free - 1] as number, row) > 0; free--)
      order[free] = order[free - 1] as number;
    order[free] = row;
  }
}

function inOrder<T extends Numbers>(values: T, order: Int32Array): T {
  const ordered = new (values.constructor as new (length: number) => T)(order.length);
  for (let place = 0; place < order.length; place++)
    ordered[place] = values[order[place] as number] as number;
  return ordered;
}
