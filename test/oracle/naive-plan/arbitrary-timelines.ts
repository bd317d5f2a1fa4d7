import fc from 'fast-check';
import { brokenTimestamp } from '../timestamps.js';
import type { TextRow } from '../world.js';
import { dayMs } from './arbitrary-people.js';
import { rarely } from './optional.js';

/** An event, and from which run on it is in the export: late ones come when others have been acted on. */
export interface Arrival {
  readonly row: TextRow;
  readonly run: number;
}

/** What people do by themselves in the days around the anchor; several things at once now and then. */
export function timelines(anchor: number, leads: readonly TextRow[]): fc.Arbitrary<readonly Arrival[]> {
  return fc
    .array(fc.array(draft, { maxLength: 8, size: 'max' }), {
      minLength: leads.length,
      maxLength: leads.length,
    })
    .map((drafts) =>
      drafts.flatMap((ofLead, index) =>
        ofLead.map((one, place) => arrivalOf(one, leads[index] ?? {}, `e${index}-${place}`, anchor)),
      ),
    );
}

const draft = fc.record({
  type: fc.oneof(
    {
      weight: 22,
      arbitrary: fc.constantFrom(
        'trial.started',
        'trial.started',
        'form.submitted',
        'page.viewed',
        'page.viewed',
      ),
    },
    {
      weight: 4,
      arbitrary: fc.constantFrom('document.created', 'purchase.completed', 'cart.abandoned', 'deal.lost'),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ...['consent.granted', 'email.subscribed', 'consent.withdrawn', 'objection.raised'],
        ...['email.unsubscribed', 'email.complained', 'email.bounced'],
      ),
    },
  ),
  days: fc.constantFrom(-20, -8, -6, -5, -4, -3, -3, -2, -2, -1, -1, 0),
  hours: fc.constantFrom(0, 0, 1, 7.5, 12, 23),
  broken: rarely(fc.option(brokenTimestamp, { nil: undefined, freq: 1 })),
  late: fc.constantFrom(0, 0, 0, 0, 2, 4),
  machine: fc.constantFrom('', '', '', '', '', '', '', 'yes'),
  byAddress: fc.constantFrom(false, false, true),
  value: fc.constantFrom('', '', '5', '12', 'n/a'),
  purpose: fc.constantFrom('', '', '', 'marketing', 'product', 'surveys'),
  bounce_class: fc.constantFrom('hard', 'soft', 'block', ''),
});

type Draft = typeof draft extends fc.Arbitrary<infer T> ? T : never;

function arrivalOf(one: Draft, lead: TextRow, id: string, anchor: number): Arrival {
  const at = new Date(anchor + one.days * dayMs + one.hours * 3_600_000).toISOString();
  const isAboutMail = /^(?:consent|objection|email)\./.test(one.type);
  const row = {
    ...blankEvent,
    event_id: id,
    ...(one.byAddress ? { email: lead.email ?? '' } : { lead: lead.lead_id ?? '' }),
    type: one.type,
    at: one.broken ?? at,
    value: one.value,
    is_machine: one.machine,
    purpose: isAboutMail ? one.purpose : '',
    bounce_class: one.type === 'email.bounced' ? one.bounce_class : '',
  };
  return { row, run: one.late };
}

export const blankEvent: TextRow = {
  event_id: '',
  lead: '',
  email: '',
  type: '',
  at: '',
  url: '',
  value: '',
  topic: '',
  is_machine: '',
  send_id: '',
  campaign: '',
  step: '',
  template: '',
  bounce_class: '',
  purpose: '',
  reason: '',
};
