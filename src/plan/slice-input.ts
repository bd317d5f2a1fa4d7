import type { LedgerRows, StopRows } from '../model/ledger.js';
import type { PlanInput, PlanLeads } from './plan-input.js';

/**
 * What a plan of some of the leads is made of: those from `from` up to `to`, whose mailboxes are all among them. A plan of it is the one that
 * would be made if there were no others, limits of the whole plan (S6.8, S6.9) included.
 */
export function sliceInput(input: PlanInput, from: number, to: number): PlanInput {
  const { journey } = input;
  return {
    ...input,
    leads: sliceLeads(input.leads, from, to),
    journey: {
      ...journey,
      first: journey.first.subarray(from, to + 1),
      unreadable: new Map(
        [...journey.unreadable].flatMap(([lead, what]) =>
          lead >= from && lead < to ? [[lead - from, what] as const] : [],
        ),
      ),
    },
    ledger: sliceLedger(input.ledger, from, to),
    stops: sliceStops(input.stops, from, to),
  };
}

function sliceLeads(leads: PlanLeads, from: number, to: number): PlanLeads {
  return {
    leads: to - from,
    mailbox: less(leads.mailbox.subarray(from, to), from),
    chance: leads.chance.subarray(from, to),
    zone: leads.zone.subarray(from, to),
    zoneSource: leads.zoneSource.subarray(from, to),
    tests: leads.tests.map((word) => word.subarray(from, to)),
    dates: leads.dates.map((column) => column.subarray(from, to)),
  };
}

function sliceLedger(ledger: LedgerRows, from: number, to: number): LedgerRows {
  const { first, end } = rowsOf(ledger, from, to);
  return {
    count: end - first,
    mailbox: less(ledger.mailbox.subarray(first, end), from),
    lead: less(ledger.lead.subarray(first, end), from),
    campaign: ledger.campaign.subarray(first, end),
    occurrence: ledger.occurrence.subarray(first, end),
    kind: ledger.kind.subarray(first, end),
    at: ledger.at.subarray(first, end),
    step: ledger.step.subarray(first, end),
    attempt: ledger.attempt.subarray(first, end),
    reason: ledger.reason.subarray(first, end),
    channel: ledger.channel.subarray(first, end),
    send: ledger.send.subarray(first, end),
    template: ledger.template.subarray(first, end),
  };
}

function sliceStops(stops: StopRows, from: number, to: number): StopRows {
  const { first, end } = rowsOf(stops, from, to);
  return {
    count: end - first,
    mailbox: less(stops.mailbox.subarray(first, end), from),
    kind: stops.kind.subarray(first, end),
    at: stops.at.subarray(first, end),
    purpose: stops.purpose.subarray(first, end),
  };
}

/** Rows of some mailboxes in a table that is ordered by mailbox. */
function rowsOf(
  { mailbox, count }: { readonly mailbox: Int32Array; readonly count: number },
  from: number,
  to: number,
): { readonly first: number; readonly end: number } {
  return { first: placeOf(mailbox, count, from), end: placeOf(mailbox, count, to) };
}

/** The first row whose mailbox is not before `wanted`. */
function placeOf(mailbox: Int32Array, count: number, wanted: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((mailbox[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Ordinals of leads counted from another one; -1 stays what it is. */
function less(ordinals: Int32Array, by: number): Int32Array {
  return ordinals.map((ordinal) => (ordinal < 0 ? ordinal : ordinal - by));
}
