import { readAddress } from './addresses.js';
import { codePointOrder } from './conditions.js';
import { readLeads } from './leads.js';
import { type Reading, readBoolean, readInstant, trim } from './values.js';
import type { TextRow, World } from './world.js';

export interface Counts {
  readonly read: number;
  readonly used: number;
  readonly quarantined: number;
  readonly duplicates: number;
  readonly afterAsOf: number;
}

export interface UsedLead {
  readonly key: string;
  /** The cells of the lead, each from the first source that has one. */
  readonly row: TextRow;
  readonly createdAt: number | undefined;
  /** Addresses in rows of the lead that are not that of `row`. */
  readonly otherAddresses: readonly string[];
  /** Used events of this lead in the order of S2.5, machine events included. */
  readonly events: readonly UsedEvent[];
}

export interface UsedEvent {
  /** Place in `world.events`. */
  readonly index: number;
  readonly at: number;
  readonly type: string;
  readonly row: TextRow;
  readonly machine: boolean;
}

export interface Inputs {
  readonly leads: readonly UsedLead[];
  /** Leads by field for which sources have different values. */
  readonly conflicts: Readonly<Record<string, number>>;
  readonly counts: {
    readonly leads: Counts & { readonly joined: number };
    readonly events: Counts & { readonly orphans: number; readonly machine: number };
  };
}

/** What of the rows is used, by S2: each row goes into the first of quarantined, after as-of, duplicate, used. */
export function readInputs(world: World, asOf: number): Inputs {
  if (latest?.world !== world || latest.asOf !== asOf) latest = { world, asOf, inputs: read(world, asOf) };
  return latest.inputs;
}

/** Score, classes and plan of a world all begin with its inputs. */
let latest: { readonly world: World; readonly asOf: number; readonly inputs: Inputs } | undefined;

function read(world: World, asOf: number): Inputs {
  const { timezone } = world.config;
  const reading: Reading = world.reading ?? {};
  const leads = readLeads(world, asOf, (cell) => readInstant(cell, timezone, reading));
  const events = readEvents(world.events, asOf, leads.used, (cell) => readInstant(cell, timezone, reading));
  return {
    leads: leads.used.map((lead) => ({ ...lead, events: events.byLead.get(lead.key) ?? [] })),
    conflicts: leads.conflicts,
    counts: { leads: leads.counts, events: events.counts },
  };
}

export type LeadRow = Omit<UsedLead, 'events'>;
export type ReadCell = (cell: string | undefined) => number | undefined;

function readEvents(rows: readonly TextRow[], asOf: number, leads: readonly LeadRow[], readCell: ReadCell) {
  const known: UsedEvent[] = [];
  let quarantined = 0;
  let afterAsOf = 0;
  for (const [index, row] of rows.entries()) {
    const at = readCell(row.at);
    const type = trim(row.type ?? '');
    const named = trim(row.lead ?? '') !== '' || trim(row.email ?? '') !== '';
    if (at === undefined || type === '' || !named) quarantined++;
    else if (at > asOf) afterAsOf++;
    else known.push({ index, at, type, row, machine: readBoolean(row.is_machine) === true });
  }

  const byLead = new Map<string, UsedEvent[]>(leads.map((lead) => [lead.key, []]));
  const addresses = addressBook(leads);
  let duplicates = 0;
  let orphans = 0;
  let machine = 0;
  for (const event of known.sort(eventOrder)) {
    // S2.4: the key is tried before the address.
    const own = byLead.get(trim(event.row.lead ?? '')) ?? byLead.get(keyByAddress(event.row, addresses));
    if (!own) {
      orphans++;
    } else if (own.some((earlier) => sameEvent(earlier, event))) {
      duplicates++;
    } else {
      own.push(event);
      if (event.machine) machine++;
    }
  }
  const used = known.length - duplicates;
  return {
    byLead,
    counts: { read: rows.length, used, quarantined, duplicates, afterAsOf, orphans, machine },
  };
}

/**
 * Match key of an address -> key of its lead; of several leads with one address the first by key (S2.4), the leads whose own it is
 * before those of which only an overruled row has it (A8).
 */
function addressBook(leads: readonly LeadRow[]): ReadonlyMap<string, string> {
  const inOrder = [...leads].sort((a, b) => codePointOrder(a.key, b.key));
  const own = inOrder.map(({ key, row }) => ({ key, address: row.email }));
  const others = inOrder.flatMap(({ key, otherAddresses }) =>
    otherAddresses.map((address) => ({ key, address })),
  );
  const book = new Map<string, string>();
  for (const { key, address } of [...own, ...others]) {
    const known = readAddress(address);
    if (known && !book.has(known.matchKey)) book.set(known.matchKey, key);
  }
  return book;
}

/** No lead has a blank key, so that a blank one stands for nobody. */
function keyByAddress(row: TextRow, addresses: ReadonlyMap<string, string>): string {
  const address = readAddress(row.email);
  return address === undefined ? '' : (addresses.get(address.matchKey) ?? '');
}

/** Whether two rows of one lead are one event (S2.4). */
function sameEvent(a: UsedEvent, b: UsedEvent): boolean {
  const id = trim(a.row.event_id ?? '');
  if (id !== trim(b.row.event_id ?? '')) return false;
  return id !== '' || (a.at === b.at && contentOrder(a.row, b.row) === 0);
}

/** The order inside a lead (S2.5); rows that are equal in all of it stay in the order of the file. */
function eventOrder(a: UsedEvent, b: UsedEvent): number {
  return (
    a.at - b.at ||
    rankOf(a.type) - rankOf(b.type) ||
    codePointOrder(trim(a.row.event_id ?? ''), trim(b.row.event_id ?? '')) ||
    contentOrder(a.row, b.row) ||
    a.index - b.index
  );
}

const ranks: readonly (readonly string[])[] = [
  [
    'consent.granted',
    'consent.withdrawn',
    'objection.raised',
    'email.unsubscribed',
    'email.subscribed',
    'email.complained',
    'email.bounced',
    'email.rejected',
  ],
  ['email.queued', 'email.sent'],
  ['email.delivered', 'email.deferred', 'email.failed'],
  ['email.opened'],
  ['email.clicked', 'email.replied'],
  ['purchase.completed', 'deal.won'],
];

/** Consent and suppression, sends, deliveries, opens, clicks, conversions, others. */
export function rankOf(type: string): number {
  const rank = ranks.findIndex((types) => types.includes(type));
  return rank === -1 ? ranks.length : rank;
}

/** Mapped fields of an event but for its instant and id, by name. */
const contentFields = [
  'bounce_class',
  'campaign',
  'email',
  'is_machine',
  'lead',
  'purpose',
  'reason',
  'send_id',
  'step',
  'template',
  'topic',
  'type',
  'url',
  'value',
];

/** The other fields one after the other by name, trimmed, by code point; a blank cell comes first. */
function contentOrder(a: TextRow, b: TextRow): number {
  for (const field of contentFields) {
    const order = codePointOrder(trim(a[field] ?? ''), trim(b[field] ?? ''));
    if (order !== 0) return order;
  }
  return 0;
}
