import { describe, expect, it } from 'vitest';
import type { TextRow } from '../oracle/world.js';
import { zoned } from '../plan/calendar/zones.js';
import { campaign, decide, event, lead, liveOn, said } from './live-on.js';

const berlin = 'Europe/Berlin';
const trial = event('anna', 'trial.started', '2026-03-01T12:00:00Z');
const businessHours = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00', zone: 'lead' };

describe('when it goes out', () => {
  it('burnt by 14: wrong time zone', () => {
    const leads = [
      lead('anna', { timezone: 'America/New_York' }),
      lead('bert', { timezone: '', country: 'US', region: 'CA' }),
      lead('cara', { timezone: 'nowhere', country: 'JP' }),
      lead('dora', { timezone: '', country: '' }),
    ].map((one): TextRow => ({ region: '', ...one }));
    const zones = { regions: { 'US/CA': 'America/Los_Angeles' }, countries: { JP: 'Asia/Tokyo' } };
    const found = decide({
      ...{ leads, timezone: berlin, policy: { window: businessHours, zones } },
      events: leads.map(({ lead_id = '' }) => event(lead_id, 'trial.started', '2026-03-01T12:00:00Z')),
      campaigns: [campaign('welcome', ['0d'])],
    });
    expect(found.map(({ zone, zoneSource, sendAt }) => [zone, zoneSource, sendAt])).toEqual([
      ['America/New_York', 'lead', '2026-03-02T14:00:00.000Z'],
      ['America/Los_Angeles', 'region', '2026-03-02T17:00:00.000Z'],
      ['Asia/Tokyo', 'country', '2026-03-03T00:00:00.000Z'],
      [berlin, 'project', '2026-03-02T08:00:00.000Z'],
    ]);
  });

  it('burnt by 15: daylight saving', () => {
    const atHalfPastTwo = campaign('night', [{ id: 'm0', template: 'n', at: { time: '02:30' } }]);
    const sentAt = (asOf: string, campaigns: readonly object[], policy = {}) =>
      decide({
        ...{ asOf, campaigns, policy, timezone: berlin },
        events: [event('anna', 'trial.started', asOf)],
      }).map(({ sendAt }) => sendAt);
    // There is no half past two on that night in spring, and there are two in autumn.
    expect(sentAt('2026-03-28T12:00:00Z', [atHalfPastTwo])).toEqual(['2026-03-29T01:00:00.000Z']);
    expect(sentAt('2026-10-24T12:00:00Z', [atHalfPastTwo])).toEqual(['2026-10-25T00:30:00.000Z']);
    // Nine in the morning stays nine in the morning.
    const atNine = [campaign('day', ['0d'])];
    const everyDay = { window: { from: '09:00', to: '17:00', zone: 'lead' } };
    expect(sentAt('2026-03-27T20:00:00Z', atNine, everyDay)).toEqual(['2026-03-28T08:00:00.000Z']);
    expect(sentAt('2026-03-28T20:00:00Z', atNine, everyDay)).toEqual(['2026-03-29T07:00:00.000Z']);
    // Runs in every hour of the night that is longer do not send it again.
    const hours = Array.from({ length: 8 }, (_, hour) =>
      new Date(Date.UTC(2026, 9, 24, 22 + hour)).toISOString(),
    );
    let ledger = liveOn({ campaigns: [atHalfPastTwo], timezone: berlin }, 0);
    for (const asOf of hours) {
      const events = [event('anna', 'trial.started', '2026-10-24T12:00:00Z')];
      ledger = liveOn({ campaigns: [atHalfPastTwo], timezone: berlin, events, ledger, asOf }, 1);
    }
    expect(ledger.filter(({ kind }) => kind === 'send').map(({ at }) => at)).toEqual([
      '2026-10-25T00:30:00.000Z',
    ]);
  });

  it('burnt by 16: weekends, office hours and holidays are missing or ignored', () => {
    const daysOff = ['2026-04-03', '2026-04-06'];
    const mail = (id: string, more = {}) => ({ id, template: id, subject: 'Hello', after: '1d', ...more });
    const paths = [
      campaign('event', [
        mail('a'),
        mail('b', { case_window: '1h', on: { ignored: { resend: { subject: 'Again', after: '1d' } } } }),
        mail('c'),
      ]),
      campaign('condition', [mail('a'), mail('b', { on: { clicked: { goto: 'a' } } })], {
        entry: { country: 'DE' },
      }),
      campaign('date', [mail('a', { before: 'renewal_date 3d', after: undefined })], {
        entry: { date: 'renewal_date', before: '1mo' },
      }),
      campaign('task', [mail('a', { channel: 'task' }), mail('b', { channel: 'task' })]),
      campaign('weekday', [mail('a', { at: { weekday: ['sat'], time: '10:00' } }), mail('b')]),
      campaign('receipt', [mail('a')], { kind: 'transactional', transactional: true }),
    ];
    const leads = Array.from({ length: 7 }, (_, day) =>
      lead(`p${day}`, { renewal_date: `2026-04-${10 + day}` }),
    );
    const events = leads.map(({ lead_id = '' }, day) =>
      event(lead_id, 'trial.started', `2026-03-${25 + day}T${10 + day * 2}:00:00Z`),
    );
    const ledger = liveOn(
      {
        leads,
        events,
        daysOff,
        timezone: berlin,
        campaigns: paths,
        policy: { window: businessHours },
        asOf: '2026-03-25T06:00:00Z',
      },
      24,
    );
    const mails = ledger.filter(({ kind }) => kind === 'send');
    expect(new Set(mails.map(({ campaign: of }) => of)).size).toBe(paths.length);
    expect(mails.some(({ attempt }) => attempt === '2')).toBe(true);
    for (const { at, campaign: of, step } of mails) {
      const local = zoned(Date.parse(at), berlin);
      const day = local.toPlainDate().toString();
      const isOpen = local.dayOfWeek <= 5 && local.hour >= 9 && local.hour < 17 && !daysOff.includes(day);
      expect([isOpen, `${of}/${step} ${local}`]).toEqual([true, `${of}/${step} ${local}`]);
    }
  });

  it('burnt by 17: relative dates are off by a day', () => {
    const ends = [
      ['Pacific/Kiritimati', '2026-03-06T10:00:00.000Z'],
      ['Pacific/Pago_Pago', '2026-03-07T11:00:00.000Z'],
    ] as const;
    const step = { id: 'm0', template: 'renewal', before: 'renewal_date 3d' };
    for (const projectZone of ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      for (const [timezone, at] of ends) {
        const leads = [lead('anna', { timezone, renewal_date: '2026-03-10' })];
        const campaigns = [campaign('renewal', [step], { entry: { country: 'DE' } })];
        const ledger = liveOn({ leads, campaigns, timezone: projectZone }, 9);
        expect(ledger.filter(({ kind }) => kind === 'send').map((row) => row.at)).toEqual([at]);
      }
    }
    // A day of an event ends after 24 hours, to the millisecond.
    const campaigns = [
      campaign('welcome', ['0d'], { while: { events: { type: 'trial.started', within: '1d' } } }),
    ];
    expect(said({ campaigns, events: [trial], asOf: '2026-03-02T11:59:59.999Z' })).toEqual([
      'anna welcome send sent_planned',
    ]);
    expect(said({ campaigns, events: [trial], asOf: '2026-03-02T12:00:00Z' })).toEqual([
      'anna welcome skip left_segment',
    ]);
  });
});
