import fc from 'fast-check';
import { eventTypes } from './arbitrary-score.js';
import { rankOf } from './inputs.js';
import { brokenTimestamp, offset, type places, spell, spelling } from './timestamps.js';
import { type Reading, readInstant, trim } from './values.js';
import type { TextRow } from './world.js';

export interface RowOptions {
  readonly maxLeads: number;
  /** Per lead. */
  readonly maxEvents: number;
  /** Events that only the order of their content tells apart (S2.5, last criterion). */
  readonly contentTies: boolean;
  /** Several leads may have one e-mail address. */
  readonly sharedAddresses: boolean;
}

/** Where the clock changes, and what the instants of a world are counted from. */
export type Place = (typeof places)[number];

export interface Rows {
  readonly leads: readonly TextRow[];
  readonly events: readonly TextRow[];
}

/** Leads with their events, then the mess: copies, strangers, blanks, rows in any order. */
export function arbitraryRows(place: Place, reading: Reading, options: RowOptions): fc.Arbitrary<Rows> {
  const write = (at: number, form: number) => spell(place.anchor + at, form, place.zone, reading);
  return fc
    .record({
      leads: sized(leadDraft, 1, options.maxLeads, [20, 5, 1]),
      copies: fc.array(fc.record({ of: fc.nat(), draft: leadDraft }), { maxLength: 2 }),
      strangers: fc.array(eventDraft, { maxLength: 2 }),
      echoes: fc.array(echoDraft, { maxLength: 4 }),
      perLead: fc.array(sized(eventDraft, 0, options.maxEvents, [3, 4, 1]), { minLength: 1, maxLength: 8 }),
      shift: fc.nat({ max: 1000 }),
    })
    .map(({ leads, copies, strangers, echoes, perLead, shift }) => {
      const own = leads.map((draft, index) => leadRow(draft, index, write, options));
      const again = copies.map(({ of, draft }) => leadRow(draft, of % leads.length, write, options));
      const events = leads.flatMap((_, index) =>
        (perLead[index % perLead.length] ?? []).map((draft, place) =>
          eventRow(draft, own[index] ?? {}, `e${index}-${place}`, write),
        ),
      );
      const foreign = strangers.map((draft, place) =>
        eventRow(draft, { lead_id: 'L-unknown', email: 'nobody@corp.example' }, `s${place}`, write),
      );
      const all = [...events, ...foreign];
      const mess = echoes.flatMap((draft) => echo(draft, all, own, write));
      const rows = rotate([...all, ...mess], shift);
      return {
        leads: rotate([...own, ...again], shift),
        events: options.contentTies ? rows : withoutTies(rows, place.zone, reading),
      };
    });
}

/** Mostly small, sometimes as large as allowed; `weights` of up to 3, up to 8, up to the maximum. */
function sized<T>(
  arbitrary: fc.Arbitrary<T>,
  min: number,
  max: number,
  weights: readonly [number, number, number],
): fc.Arbitrary<T[]> {
  const [few, some, many] = weights;
  const upTo = (length: number) =>
    fc.array(arbitrary, { minLength: min, maxLength: Math.max(min, Math.min(length, max)), size: 'max' });
  return fc.oneof(
    { weight: few, arbitrary: upTo(3) },
    { weight: some, arbitrary: upTo(8) },
    { weight: many, arbitrary: upTo(max) },
  );
}

const blank = fc.constantFrom('', ' ', '\u00a0\u3000');
const cell = (...texts: readonly string[]) =>
  fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...texts) }, { weight: 1, arbitrary: blank });
const rarely = fc.integer({ min: 0, max: 11 }).map((draw) => draw === 5);
const stamp = fc.record({ at: offset, form: spelling });

const leadDraft = fc.record({
  host: fc.constantFrom(
    'corp.example',
    'gmail.com',
    'gmx.de',
    'mailinator.com',
    'müller.example',
    'acme.example',
  ),
  name: fc.constantFrom('anna', 'Bob', 'info', 'vertrieb', 'j.doe+x'),
  shared: rarely,
  unusable: rarely,
  nameless: rarely,
  title: cell('VP Sales', 'vp sales ', 'Student', 'Head of IT', 'GRÖSSE', 'Gro\u0308ße', 'CTO 42'),
  company: cell('ACME', 'acme', 'Corp', '公司', "O'Brien; Ltd"),
  country: cell('DE', 'de', 'AT', 'CN'),
  employees: cell(
    '50',
    '49',
    '1000',
    '1,5',
    '1.5',
    '1,234',
    '1.234',
    '-3',
    'many',
    '+10',
    '1e3',
    "1'234",
    '0,750',
  ),
  created: fc.oneof(
    { weight: 8, arbitrary: stamp.map(({ at, form }) => ({ at: at - 15 * 86_400_000, form })) },
    { weight: 3, arbitrary: stamp },
    { weight: 2, arbitrary: brokenTimestamp },
    { weight: 2, arbitrary: blank },
  ),
  updated: fc.oneof({ weight: 2, arbitrary: stamp }, { weight: 1, arbitrary: fc.constant('') }),
});

type LeadDraft = typeof leadDraft extends fc.Arbitrary<infer T> ? T : never;
type Stamp = { readonly at: number; readonly form: number } | string;
type Write = (at: number, form: number) => string;

function leadRow(draft: LeadDraft, index: number, write: Write, options: RowOptions): TextRow {
  const shared = draft.shared && options.sharedAddresses;
  const address = shared ? 'Team@Corp.example' : `${draft.name}.${index}@${draft.host}`;
  return {
    lead_id: draft.nameless ? ' ' : `L${index}`,
    email: draft.unusable ? 'not an address' : address,
    title: draft.title,
    company: draft.company,
    country: draft.country,
    employees: draft.employees,
    created_at: stampText(draft.created, write),
    updated_at: stampText(draft.updated, write),
  };
}

function stampText(stamp: Stamp, write: Write): string {
  return typeof stamp === 'string' ? stamp : write(stamp.at, stamp.form);
}

const eventDraft = fc.record({
  type: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...eventTypes.slice(0, 6)) },
    { weight: 1, arbitrary: fc.constantFrom(...eventTypes) },
  ),
  when: fc.oneof({ weight: 24, arbitrary: stamp }, { weight: 1, arbitrary: brokenTimestamp }),
  named: fc.constantFrom('key', 'key', 'key', 'address', 'address', 'stranger and address', 'both'),
  variant: fc.nat({ max: 4 }),
  anonymous: fc.integer({ min: 0, max: 3 }).map((draw) => draw === 0),
  untyped: fc.integer({ min: 0, max: 39 }).map((draw) => draw === 5),
  machine: rarely,
  url: cell('/pricing', 'https://x.example/docs?q=1', '/PRICING', '/价格', "'; drop table events; --"),
  value: cell('5', '10', '0', '-4', '2,5', '2.5', '1,000', '1.000', 'n/a', '7.50 €', '1\u202f000', '0,100'),
});

type EventDraft = typeof eventDraft extends fc.Arbitrary<infer T> ? T : never;

function eventRow(draft: EventDraft, lead: TextRow, id: string, write: Write): TextRow {
  const { lead_id: key = '', email = '' } = lead;
  return {
    event_id: draft.anonymous ? '' : id,
    lead: draft.named === 'address' ? '' : draft.named === 'stranger and address' ? 'L-unknown' : key,
    email: draft.named === 'key' ? '' : disguise(email, draft.variant),
    type: draft.untyped ? ' ' : draft.type,
    at: stampText(draft.when, write),
    url: draft.url,
    value: draft.value,
    is_machine: draft.machine && draft.type !== 'sales.touched' ? 'yes' : '',
  };
}

/** The same address for S2.3, written otherwise: case, blanks, full-width letters, A-label. */
function disguise(email: string, variant: number): string {
  switch (variant) {
    case 0:
      return email.toUpperCase();
    case 1:
      return `  ${email}\u00a0`;
    case 2:
      return email.replace('müller.example', 'xn--mller-kva.EXAMPLE');
    case 3:
      return email.replace(/[a-z]/, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0));
    default:
      return email;
  }
}

const echoDraft = fc.record({
  of: fc.nat(),
  how: fc.constantFrom('copy', 'copy', 'other instant', 'other lead'),
  stamp,
  lead: fc.nat(),
});

type EchoDraft = typeof echoDraft extends fc.Arbitrary<infer T> ? T : never;

/** A second row for an event: an exact copy, the same id at another instant, or the same id for another lead. */
function echo(
  draft: EchoDraft,
  events: readonly TextRow[],
  leads: readonly TextRow[],
  write: Write,
): readonly TextRow[] {
  const original = events[draft.of % Math.max(1, events.length)];
  if (!original) return [];
  switch (draft.how) {
    case 'copy':
      return [original];
    case 'other instant':
      return [{ ...original, at: write(draft.stamp.at, draft.stamp.form) }];
    case 'other lead': {
      const lead = leads[draft.lead % leads.length]?.lead_id ?? '';
      return [{ ...original, lead, email: '' }];
    }
  }
}

/** Gives a new id to every event that only its content would tell from another one in the order of S2.5. */
function withoutTies(events: readonly TextRow[], zone: string, reading: Reading): readonly TextRow[] {
  const seen = new Map<string, string>();
  return events.map((event, index) => {
    const instant = readInstant(event.at, zone, reading);
    const place = `${instant} ${rankOf(trim(event.type ?? ''))} ${event.event_id}`;
    const content = JSON.stringify(event);
    const known = seen.get(place);
    if (known === undefined) seen.set(place, content);
    return known === undefined || known === content ? event : { ...event, event_id: `t${index}` };
  });
}

function rotate<T>(items: readonly T[], by: number): readonly T[] {
  const start = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
