import type { Campaign } from '../../../src/model/campaign.js';
import type { LedgerKind } from '../../../src/model/ledger.js';
import type { Reason } from '../../../src/model/reason.js';
import { readAddress } from '../addresses.js';
import type { LedgerText } from '../plan-world.js';
import type { PlanLead, Run } from './run.js';

/** A row of the ledger with its values read. */
export interface LedgerEntry {
  readonly lead: string;
  readonly mailbox: string | undefined;
  readonly campaign: string;
  readonly occurrence: number;
  readonly kind: LedgerKind;
  readonly at: number;
  readonly step: string;
  readonly attempt: number;
  readonly template: string;
  readonly channel: string;
  readonly reason: string;
  readonly sendId: string;
  /** The run that wrote it. */
  readonly run: number;
}

/** One passage of a lead through a campaign (S5.2). */
export interface Occurrence {
  readonly number: number;
  readonly startedAt: number;
  readonly ended?: { readonly at: number; readonly reason: Reason };
  /** In the order of S5.3, so that the last one says where the lead stands. */
  readonly sends: readonly Sent[];
  /** Steps that a cap has left out for good. */
  readonly skips: readonly { readonly step: number; readonly attempt: number; readonly at: number }[];
}

export interface Sent extends LedgerEntry {
  /** Index of the step after `moved`. */
  readonly place: number;
}

/** Places of steps that the campaign has no more (S5.7). */
export const vanished = -1;
export const movedOut = -2;

export function readLedger(
  rows: readonly LedgerText[],
  runOf: readonly number[] = [],
): readonly LedgerEntry[] {
  return rows.map((row, index) => ({
    lead: row.lead_id,
    mailbox: readAddress(row.email)?.matchKey,
    campaign: row.campaign,
    occurrence: Number(row.occurrence),
    kind: row.kind as LedgerKind,
    at: Date.parse(row.at),
    step: row.step,
    attempt: Number(row.attempt),
    template: row.template,
    channel: row.channel,
    reason: row.reason,
    sendId: row.send_id,
    run: runOf[index] ?? 0,
  }));
}

/** The last occurrence of a lead that the ledger knows (S5.2). */
export function lastOccurrence(run: Run, lead: PlanLead, campaign: Campaign): Occurrence | undefined {
  const own = run.ledger.filter((entry) => entry.lead === lead.key && entry.campaign === campaign.id);
  const number = Math.max(...own.map(({ occurrence }) => occurrence));
  const rows = own.filter(({ occurrence }) => occurrence === number);
  const start = rows.find(({ kind }) => kind === 'start');
  if (start === undefined) return undefined;
  const exit = rows.find(({ kind }) => kind === 'exit');
  return {
    number,
    startedAt: start.at,
    ...(exit === undefined ? {} : { ended: { at: exit.at, reason: exit.reason as Reason } }),
    sends: rows
      .filter(({ kind }) => kind === 'send')
      .map((entry) => sentOf(campaign, entry))
      .sort(sendOrder),
    skips: rows
      .filter(({ kind }) => kind === 'skip')
      .map(({ step, attempt, at }) => ({ step: placeOf(campaign, step), attempt, at })),
  };
}

export function sentOf(campaign: Campaign | undefined, entry: LedgerEntry): Sent {
  return { ...entry, place: placeOf(campaign, entry.step) };
}

/** By instant, then by run, then by the order of steps, then by attempt (S5.3). */
export function sendOrder(a: Sent, b: Sent): number {
  return a.at - b.at || a.run - b.run || a.place - b.place || a.attempt - b.attempt;
}

/** Where a lead stands that was sent the step of an id (S5.7). */
export function placeOf(campaign: Campaign | undefined, id: string): number {
  const place = campaign?.steps.findIndex((step) => step.id === id) ?? vanished;
  if (place !== -1 || campaign === undefined) return place;
  const target = Object.hasOwn(campaign.moved, id) ? campaign.moved[id] : undefined;
  if (target === null) return movedOut;
  return target === undefined ? vanished : campaign.steps.findIndex((step) => step.id === target);
}
