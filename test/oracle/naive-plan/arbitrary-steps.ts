import fc from 'fast-check';
import { caseWindow, expiry, weekday } from './arbitrary-policy.js';
import { rarely, sometimes } from './optional.js';

/** Conditions on a lead, of which many hold for most. */
export const onLead = fc.constantFrom<unknown>(
  { country: ['DE', 'US'] },
  { country: { exists: true } },
  { segment: 's0' },
  { segment: { ne: 's1' } },
  { score: { gte: 5 } },
  { events: { type: 'document.created', within: '7d', count: 0 } },
  { not: { case: 'clicked' } },
  { temperature: ['warm', 'hot', 'cold'] },
);

export const eventType = fc.constantFrom('trial.started', 'form.submitted', 'page.viewed', 'cart.abandoned');
const subject = fc.constantFrom(
  'Hello',
  'Hi {{ first_name | default: "you" }}',
  '{% if first_name %}Hi {{ first_name }}{% endif %}',
  '{{ greeting }}',
  'Hi {{ first_name }}',
);

const waiting = fc.record({
  event: eventType,
  where: rarely(fc.constant({ value: { gte: 10 } })),
  at_most: sometimes(fc.constantFrom('1d', '2d')),
});

const localTime = fc.oneof(
  fc.record({ time: fc.constantFrom('02:30', '10:00', '23:45') }),
  fc.record({
    weekday: fc.uniqueArray(weekday, { minLength: 1, maxLength: 4 }),
    time: sometimes(fc.constant('10:00')),
  }),
);

const timing = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      after: fc.constantFrom('0d', '0d', '0d', '1h', '12h', '1d', '1d', '2d', '1mo'),
      at: rarely(localTime),
      wait_for: rarely(waiting),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      before: fc.constantFrom<unknown>('renewal_date 3d', 'renewal_date 1mo', {
        date: 'birthday',
        after: '1d',
      }),
      at: rarely(localTime),
    }),
  },
);

/** A step of a campaign; `steps` and `ids` are those that reactions can go on with. */
export function rawStep(campaign: string, id: string, steps: readonly string[], ids: readonly string[]) {
  const template = `${campaign}-${id}`;
  const again = fc.record({
    template: sometimes(fc.constant(`${template}-again`)),
    subject: fc.constantFrom('Once more', 'Still there, {{ first_name }}?'),
    after: sometimes(fc.constantFrom('1h', '1d', '4d')),
    times: sometimes(fc.constantFrom(1, 2)),
  });
  const reaction = fc.oneof(
    fc.constantFrom<unknown>('next', 'next', 'exit', { suppress: true }, { exit: true, audience: 'readers' }),
    fc.constantFrom(...steps).map((goto) => ({ goto })),
    again.map((resend) => ({ resend })),
    fc.constantFrom(...ids).map((enter) => ({ enter })),
  );
  const cases = ['unsubscribed', 'undelivered', 'converted', 'clicked', 'opened', 'ignored'];
  return fc
    .record({
      id: fc.constant(id),
      channel: fc.constantFrom(
        'email',
        'email',
        'email',
        'email',
        'email',
        'email',
        'sms',
        'task',
        'audience',
      ),
      role: fc.constantFrom('content', 'content', 'content', 'offer'),
      template: fc.constantFrom(template, template, 'common'),
      subject,
      variants: rarely(
        fc.constant([
          { id: 'a', weight: 2 },
          { id: 'b', subject: 'B', template: `${template}-b` },
          { id: 'c', weight: 0 },
        ]),
      ),
      timing,
      when: rarely(onLead),
      expires_after: rarely(expiry),
      case_window: rarely(caseWindow),
      resend: rarely(again),
      on: fc.record(Object.fromEntries(cases.map((name) => [name, rarely(reaction)]))),
    })
    .map(({ timing, ...step }) => ({ ...step, ...timing }));
}
