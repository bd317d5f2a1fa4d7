import fc from 'fast-check';
import type { TextRow } from '../world.js';
import { rarely } from './optional.js';

/** Leads that share addresses or have none, from zones at both ends of the world, with dates around the anchor and consents of all kinds. */
export function people(anchor: number, maxLeads: number): fc.Arbitrary<readonly TextRow[]> {
  return fc
    .array(draft, { minLength: 1, maxLength: maxLeads, size: 'max' })
    .map((drafts) => drafts.map((one, index) => rowOf(one, index, anchor)));
}

export const dayMs = 86_400_000;

/** Places with their zones; the last has none that anybody knows. */
const homes = [
  { timezone: 'Europe/Berlin', country: 'DE', region: '' },
  { timezone: 'Europe/Berlin', country: 'DE', region: 'BY' },
  { timezone: '', country: 'DE', region: 'by' },
  { timezone: 'America/New_York', country: 'US', region: 'NY' },
  { timezone: '', country: 'us', region: 'CA' },
  { timezone: 'Pacific/Kiritimati', country: 'KI', region: '' },
  { timezone: 'Pacific/Pago_Pago', country: 'AS', region: '' },
  { timezone: 'Australia/Lord_Howe', country: 'AU', region: '' },
  { timezone: 'Mars/Base', country: 'AT', region: '' },
  { timezone: '', country: '', region: '' },
];

const draft = fc.record({
  address: fc.constantFrom(...Array.from({ length: 10 }, () => 'own'), 'shared', 'shared', 'shared', 'none'),
  home: fc.constantFrom(...homes),
  consent: fc.constantFrom(...Array.from({ length: 16 }, () => 'early'), 'yes', 'late', 'no', 'perhaps', ''),
  first_name: fc.constantFrom('Ann', 'Ann', 'Ann', 'Ann', ' '),
  phone: fc.constantFrom('+49 30 1', '+49 30 1', '+49 30 1', ''),
  renewal: fc.constantFrom(-9, -2, -1, 0, 1, 3, 30, 31, undefined),
  birthday: fc.constantFrom('1992-02-29', '1990-03-31', 'near', 'near', 'soon', 'unknown', ''),
  created: fc.integer({ min: -40, max: -1 }),
});

type Draft = typeof draft extends fc.Arbitrary<infer T> ? T : never;

function rowOf(one: Draft, index: number, anchor: number): TextRow {
  const dayAt = (days: number) => new Date(anchor + days * dayMs).toISOString().slice(0, 10);
  const birthdays: Readonly<Record<string, string>> = {
    near: `1988${dayAt(-1).slice(4)}`,
    soon: `2001${dayAt(3).slice(4)}`,
  };
  const consent = { early: dayAt(-60), late: dayAt(0) }[one.consent as 'early'] ?? one.consent;
  return {
    lead_id: `L${index}`,
    email: { own: `p${index}@corp.example`, shared: 'Team@corp.example' }[one.address as 'own'] ?? 'n/a',
    ...one.home,
    consent_at: consent,
    opted_in: consent === 'no' ? 'ja' : consent,
    first_name: one.first_name,
    phone: one.phone,
    renewal_date: one.renewal === undefined ? '' : dayAt(one.renewal),
    birthday: birthdays[one.birthday] ?? one.birthday,
    created_at: new Date(anchor + one.created * dayMs).toISOString(),
    updated_at: '',
  };
}

/** Entries of a suppression list about the people of `people`, with and without instants and purposes. */
export function suppressions(anchor: number): fc.Arbitrary<readonly TextRow[]> {
  const entry = fc
    .record({
      who: fc.constantFrom<TextRow>(
        { email: 'team@CORP.example' },
        { email: 'p0@corp.example' },
        { email: sha256OfP1 },
        { email: '@other.example' },
        { domain: 'corp.example' },
      ),
      reason: fc.constantFrom('unsubscribed', 'Hard bounce', 'spam complaint', 'competitor', ''),
      days: fc.constantFrom(undefined, -20, -3, -1, 0, 5),
      purpose: fc.constantFrom('', '', 'product', 'marketing', 'surveys'),
    })
    .map(({ who, reason, days, purpose }) => {
      const at = days === undefined ? 'some day' : new Date(anchor + days * dayMs).toISOString();
      return { email: '', domain: '', ...who, reason, at, purpose };
    });
  return rarely(fc.array(entry, { minLength: 1, maxLength: 2 })).map((rows) => rows ?? []);
}

/** SHA-256 of `p1@corp.example`. */
const sha256OfP1 = 'eb4c7e881ad9635555665d1a57f11f7e096707570c07d76498b893383c26484e';
