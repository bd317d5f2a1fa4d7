import { engagementCases } from '../model/campaign.js';
import { type LedgerRows, ledgerKinds } from '../model/ledger.js';

const kinds = {
  start: ledgerKinds.indexOf('start'),
  send: ledgerKinds.indexOf('send'),
  skip: ledgerKinds.indexOf('skip'),
  exit: ledgerKinds.indexOf('exit'),
} as const;

/** Case of a mail of which nothing is known. */
export const ignored = engagementCases.indexOf('ignored');

/**
 * Where a lead stands in a campaign by the ledger (S5.2, S5.3): the last occurrence, its last send, and what has become of that. Used
 * again for the next lead.
 */
export class Standing {
  /** 0 before the first occurrence. */
  occurrence = 0;
  startAt = Number.NaN;
  /** NaN while it goes on. */
  endAt = Number.NaN;
  endReason = -1;
  /** Ledger row of the last send of the occurrence, -1 before the first. */
  lastSend = -1;
  /** Whether a step of the occurrence was skipped for good. */
  hasSkips = false;
  /** Index of the case of the last send, as far as its events say; a conversion is not among them. */
  evidence = ignored;

  get isActive(): boolean {
    return this.occurrence > 0 && Number.isNaN(this.endAt);
  }

  clear(): void {
    this.occurrence = 0;
    this.#beginOccurrence();
  }

  /** Takes a row of the ledger; rows come in the order of their instants. */
  take(rows: LedgerRows, row: number): void {
    const occurrence = rows.occurrence[row] as number;
    if (occurrence < this.occurrence) return;
    if (occurrence > this.occurrence) {
      this.occurrence = occurrence;
      this.#beginOccurrence();
    }
    const at = rows.at[row] as number;
    const kind = rows.kind[row] as number;
    if (kind === kinds.start) this.startAt = at;
    else if (kind === kinds.skip) this.hasSkips = true;
    else if (kind === kinds.send) {
      this.lastSend = row;
      if (Number.isNaN(this.startAt)) this.startAt = at;
    } else if (kind === kinds.exit) {
      this.endAt = at;
      this.endReason = rows.reason[row] as number;
    }
  }

  #beginOccurrence(): void {
    this.startAt = Number.NaN;
    this.endAt = Number.NaN;
    this.endReason = -1;
    this.lastSend = -1;
    this.hasSkips = false;
    this.evidence = ignored;
  }
}

export function isSend(rows: LedgerRows, row: number): boolean {
  return rows.kind[row] === kinds.send;
}

/** Whether a row says that a step was skipped for good. */
export function isSkip(rows: LedgerRows, row: number): boolean {
  return rows.kind[row] === kinds.skip;
}
