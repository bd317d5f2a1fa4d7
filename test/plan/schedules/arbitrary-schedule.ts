import fc from 'fast-check';
import type { TextRow } from '../../oracle/world.js';
import {
  type Change,
  type DraftCampaign,
  type Edit,
  type Morning,
  type Schedule,
  showSchedule,
} from './schedule.js';

const keys = ['a', 'b', 'c', 'd'] as const;
const key = fc.constantFrom(...keys);

const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('event' as const),
      lead: key,
      type: fc.constantFrom(
        ...Array<string>(9).fill('trial.started'),
        ...[
          'page.viewed',
          'page.viewed',
          'document.created',
          'deal.lost',
          'email.subscribed',
          'consent.granted',
        ],
        ...[
          'consent.withdrawn',
          'email.unsubscribed',
          'email.complained',
          'email.bounced',
          'objection.raised',
        ],
      ),
      hoursAgo: fc.constantFrom(0, 1, 5, 5, 20, 30, 80, -3),
      by: fc.constantFrom('lead', 'lead', 'email'),
      readable: fc.constantFrom(...Array<boolean>(15).fill(true), false),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      send: fc.nat(40),
      type: fc.constantFrom(
        ...['email.opened', 'email.opened', 'email.opened', 'email.clicked', 'email.clicked'],
        ...['document.created', 'email.unsubscribed', 'email.bounced'],
      ),
      hoursAfter: fc.constantFrom(0, 1, 5, 20, 40),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('shorten' as const), hours: fc.constantFrom(0, 20, 50) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'import' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('address' as const),
      lead: key,
      email: fc.constantFrom('team@corp.example', 'Team@corp.example', 'new@corp.example', 'a@corp.example'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('list' as const),
      lead: key,
      reason: fc.constantFrom('unsubscribed', 'bounced', 'complaint', 'list'),
      dated: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.constant({ kind: 'empty list' as const }),
      fc.record({ kind: fc.constant('suppress' as const), lead: key }),
    ),
  },
  { weight: 3, arbitrary: edits().map((edit) => ({ kind: 'edit' as const, edit })) },
);

function edits(): fc.Arbitrary<Edit> {
  const place = { campaign: fc.nat(1), step: fc.nat(3) };
  return fc.oneof(
    fc.record({
      ...place,
      how: fc.constantFrom('add' as const, 'restore' as const, 'swap' as const, 'pause' as const),
    }),
    fc.record({
      ...place,
      how: fc.constant('remove' as const),
      moved: fc.constantFrom('nowhere' as const, 'exit' as const, 'next' as const, 'next' as const),
    }),
    fc.record({ ...place, how: fc.constant('rename' as const) }),
    fc.record({ ...place, how: fc.constant('delay' as const), after: fc.constantFrom('0d', '1d', '3d') }),
  );
}

/** A run every morning, but for those that are left out, come twice, or come in between. */
const morning: fc.Arbitrary<Morning> = fc.record({
  hours: fc.constantFrom(24, 24, 24, 24, 24, 24, 48, 72, 0, 0, 6),
  before: fc.array(change, { maxLength: 3, size: 'max' }),
  after: fc.constantFrom(
    ...Array<'nothing'>(8).fill('nothing'),
    ...([
      'cancel',
      'cancel and run again',
      'cancel and run again',
      'cancel the one before',
      'recheck',
    ] as const),
  ),
});

const step = fc.record({
  after: fc.constantFrom('0d', '1d', '1d', '2d'),
  on: fc.constantFrom<Readonly<Record<string, unknown>>>(
    ...Array(6).fill({}),
    { ignored: { resend: { subject: 'Once more', after: '1d', times: 2 } } },
    { clicked: { goto: 'm0' } },
    { opened: { goto: 'm2' }, converted: 'next' },
    { opened: { enter: 'trial' } },
    { undelivered: { suppress: true }, ignored: { suppress: true } },
  ),
  variants: fc.constantFrom(false, false, true),
});

function campaign(id: string, entry: fc.Arbitrary<unknown>): fc.Arbitrary<DraftCampaign> {
  return fc
    .record({
      entry,
      reentry: fc.constantFrom('never', 'always', 'always', '1d'),
      transactional: fc.constantFrom(false, false, false, false, true),
      steps: fc.array(step, { minLength: 1, maxLength: 3 }),
    })
    .map(({ steps, ...rest }) => ({
      ...rest,
      id,
      paused: false,
      moved: {},
      steps: steps.map((one, index) => ({ ...one, id: `m${index}` })),
    }));
}

/** Four people, two of whom share an address, in two campaigns. */
export const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    draft: fc.record({
      minGap: fc.constantFrom('none', 'none', '1h', '16h'),
      consentRequired: fc.boolean(),
      campaigns: fc.tuple(
        campaign('trial', fc.constant({ event: 'trial.started' })),
        campaign('tips', fc.constantFrom<unknown>({ country: 'DE' }, { event: 'page.viewed' })),
      ),
    }),
    mornings: fc.array(morning, { minLength: 4, maxLength: 12, size: 'max' }),
    countries: fc.tuple(...keys.map(() => fc.constantFrom('DE', 'US'))),
  })
  .map(({ countries, ...rest }) =>
    readable({ ...rest, leads: countries.map((country, index) => person(index, country)) }),
  );

function person(index: number, country: string): TextRow {
  const lead = keys[index] ?? '';
  const email = index < 2 ? `${lead}@corp.example` : 'team@corp.example';
  return {
    lead_id: lead,
    email,
    country,
    consent_at: '2026-01-01',
    created_at: '2026-01-01',
    updated_at: '',
  };
}

function readable(schedule: Schedule): Schedule {
  return Object.assign(schedule, { [fc.toStringMethod]: () => showSchedule(schedule) });
}
