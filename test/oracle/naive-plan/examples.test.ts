import { describe, expect, it } from 'vitest';
import { planScore } from '../arbitrary-campaigns.js';
import type { LedgerText, NaivePlanRow, PlanWorld } from '../plan-world.js';
import type { TextRow } from '../world.js';
import { blankEvent } from './arbitrary-timelines.js';
import { configOf } from './config-of.js';
import { naivePlan } from './naive-plan.js';
import { sendIdOf } from './send-id.js';

/** Examples that were worked out by hand, because random worlds can only be checked for what holds in all of them. */

const asOf = '2024-03-05T12:00:00.000Z';

describe('S5 campaigns', () => {
  it('S5.4 plans what is due in the past at as-of, and the next step after it', () => {
    const world = planned({ events: [started('2024-03-05T10:00:00Z')] });
    expect(rows(world)).toEqual(['send sent_planned m0 1 2024-03-05T10:00Z 2024-03-05T12:00Z']);
    const next = committed(world, '2024-03-06T12:00:00Z');
    expect(rows(next)).toEqual(['wait waiting_delay m1 1 2024-03-07T12:00Z -']);
  });

  it('S5.1 H12 begins a birthday of 29 February on the 28th, at the beginning of the day in the zone of the lead', () => {
    const entry = { date: 'birthday', yearly: true };
    const lead = { ...ann, birthday: '1992-02-29', timezone: 'America/New_York' };
    const at = (instant: string) => rows(planned({ campaign: { entry }, leads: [lead], asOf: instant }));
    expect(at('2023-02-28T04:59:59.999Z')).toEqual(['skip expired - - - -']);
    expect(at('2023-02-28T05:00:00.000Z')).toEqual([
      'send sent_planned m0 1 2023-02-28T05:00Z 2023-02-28T05:00Z',
    ]);
    expect(at('2024-02-29T05:00:00.000Z')).toEqual([
      'send sent_planned m0 1 2024-02-29T05:00Z 2024-02-29T05:00Z',
    ]);
  });

  it('S5.2 takes the earliest entry that is not out of date', () => {
    const events = ['2024-02-01T00:00:00Z', '2024-02-27T11:59:59.999Z', '2024-02-27T12:00:00Z'].map(started);
    const { rows: found } = planOf(planned({ events, steps: [{ id: 'm0', template: 't' }] }));
    expect(found[0]?.startedAt).toBe(Date.parse('2024-02-27T12:00:00Z'));
    expect(rows(planned({ events: events.slice(0, 2) }))[0]).toMatch(/^send sent_planned m1/);
    expect(rows(planned({ events: events.slice(0, 1) }))).toEqual(['skip expired - - - -']);
  });

  it('S5.2 lets a lead in again a duration after it has left', () => {
    const events = [started('2024-03-01T00:00:00Z'), done('2024-03-02T00:00:00Z')];
    const first = committed(
      planned({ campaign: { reentry: '2d' }, events, asOf: '2024-03-02T12:00:00Z' }),
      asOf,
    );
    expect(first.ledger.map(({ kind, at }) => `${kind} ${at}`)).toEqual([
      'start 2024-03-01T00:00:00.000Z',
      'exit 2024-03-02T00:00:00.000Z',
    ]);
    const again = (at: string) => rows({ ...first, events: [...events, started(at)] });
    expect(rows(first)).toEqual(['done goal_reached - - - -']);
    expect(again('2024-03-03T23:59:59.999Z')).toEqual(['skip reentry_blocked - - - -']);
    expect(again('2024-03-04T00:00:00Z')[0]).toMatch(/^send sent_planned m0/);
  });

  it('S5.5 G4 waits for the case only where it makes a difference', () => {
    const resend = { subject: 'Again', template: 't-again', after: '4d' };
    const steps = [
      { id: 'm0', template: 't', on: { ignored: { resend } } },
      { id: 'm1', template: 'u' },
    ];
    const sent = committed(planned({ steps, events: [started(asOf)] }), '2024-03-08T11:59:59.999Z');
    expect(rows(sent)).toEqual(['wait waiting_case m0 1 2024-03-08T12:00Z -']);
    const over = { ...sent, asOf: '2024-03-08T12:00:00Z' };
    expect(rows(over)).toEqual(['wait waiting_delay m0 2 2024-03-09T12:00Z -']);
    const opened = {
      ...sent,
      events: [...sent.events, event('email.opened', '2024-03-06T00:00:00Z', { campaign: 'c' })],
    };
    expect(rows(opened)[0]).toMatch(/^send sent_planned m1 1 2024-03-05T12:00Z/);
    const scanned = {
      ...opened,
      events: opened.events.map((one) => ({ ...one, is_machine: one.type === 'email.opened' ? '1' : '' })),
    };
    expect(rows(scanned)).toEqual(['wait waiting_case m0 1 2024-03-08T12:00Z -']);
  });

  it('S5.5 G1 goes on with what is said about a conversion, and else has reached the goal', () => {
    const steps = (on: object) => [
      { id: 'm0', template: 't', on },
      { id: 'm1', template: 'u' },
      { id: 'm2', template: 'v' },
    ];
    const later = (on: object) => {
      const sent = committed(planned({ steps: steps(on), events: [started(asOf)] }), '2024-03-06T12:00:00Z');
      return { ...sent, events: [...sent.events, done('2024-03-06T00:00:00Z')] };
    };
    expect(rows(later({}))).toEqual(['exit goal_reached - - - -']);
    const branch = later({ converted: { goto: 'm2' } });
    expect(rows(branch)[0]).toMatch(/^send sent_planned m2/);
    expect(rows(committed(branch, '2024-03-07T12:00:00Z'))).toEqual([
      'wait waiting_case m2 1 2024-03-09T12:00Z -',
    ]);
  });

  it('S5.5 enters the other campaign in the same run', () => {
    const steps = [{ id: 'm0', template: 't', on: { clicked: { enter: 'd' } } }];
    const other = { ...campaignOf({}), id: 'd', entry: { country: 'nowhere' } };
    const sent = committed(
      planned({ steps, events: [started(asOf)], more: [other] }),
      '2024-03-08T12:00:00Z',
    );
    const clicked = event('email.clicked', '2024-03-06T00:00:00Z', {
      send_id: sendIdOf('L1', 'c', 1, 'm0', 1),
    });
    expect(rows({ ...sent, events: [...sent.events, clicked] })).toEqual([
      'exit exited_rule - - - -',
      'send sent_planned m0 1 2024-03-08T12:00Z 2024-03-08T12:00Z',
    ]);
  });

  it('S5.7 sends nobody anything when a lead stands on a step that is gone', () => {
    const sent = committed(planned({ events: [started(asOf)] }), '2024-03-08T12:00:00Z');
    const leads = [ann, { ...ann, lead_id: 'L2', email: 'b@x.example' }];
    const edited = (moved: object) =>
      planned({
        ...sent,
        leads,
        events: [...sent.events, { ...started(sent.asOf), lead: 'L2' }],
        campaign: { moved },
        steps: [
          { id: 'new', template: 'n' },
          { id: 'm1', template: 'u' },
        ],
      });
    expect(rows(edited({}))).toEqual(['wait step_vanished - - - -', 'skip step_vanished - - - -']);
    expect(rows(edited({ m0: 'new' }))[0]).toMatch(/^send sent_planned m1/);
    expect(rows(edited({ m0: 'exit' }))[0]).toBe('exit exited_rule - - - -');
  });
});

describe('S6 the plan', () => {
  it('S6.4 J1 moves mail into the window of the lead, over a weekend on which the clock is changed', () => {
    const window = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00', zone: 'lead' };
    const events = [started('2024-03-29T17:00:00Z')];
    const late = { policy: { window }, events, asOf: '2024-03-29T17:00:00Z' };
    expect(rows(planned(late))).toEqual(['wait waiting_window m0 1 2024-03-29T17:00Z -']);
    expect(rows(planned({ ...late, horizonMs: 72 * hour }))[0]).toMatch(/ 2024-04-01T07:00Z$/);
    const monday = { ...late, horizonMs: 120 * hour, daysOff: ['2024-04-01'] };
    expect(rows(planned(monday))[0]).toMatch(/ 2024-04-02T07:00Z$/);
    expect(rows(planned({ ...late, horizonMs: 72 * hour, workdays: ['2024-03-30'] }))[0]).toMatch(
      / 2024-03-30T08:00Z$/,
    );
  });

  it('S1.4 opens a window that begins in a gap of the clock at its end', () => {
    const events = [started('2024-03-31T00:00:00Z')];
    const world = {
      events,
      asOf: '2024-03-31T00:00:00Z',
      policy: { window: { from: '02:30', to: '04:00' } },
    };
    expect(rows(planned(world))[0]).toMatch(/ 2024-03-31T01:00Z$/);
  });

  it('S6.3 a stop holds until a later consent; at equal instants the stop wins', () => {
    const at = '2024-03-04T00:00:00Z';
    const stopped = (more: readonly TextRow[]) => rows(planned({ events: [started(asOf), ...more] }));
    const stop = event('email.unsubscribed', at);
    expect(stopped([stop])).toEqual(['skip suppressed_unsubscribed - - - -']);
    expect(stopped([stop, event('consent.granted', at)])).toEqual(['skip suppressed_unsubscribed - - - -']);
    expect(stopped([stop, event('consent.granted', '2024-03-04T00:00:00.001Z')])[0]).toMatch(/^send/);
    expect(stopped([{ ...stop, purpose: 'product' }])).toEqual(['skip suppressed_unsubscribed - - - -']);
    const other = { ...campaignOf({}), id: 'd', purpose: 'product', priority: 1 };
    const both = planned({ events: [started(asOf), { ...stop, purpose: 'product' }], more: [other] });
    expect(rows(both).map((row) => row.split(' ')[1])).toEqual(['sent_planned', 'suppressed_unsubscribed']);
  });

  it('S6.5 keeps the gap to what has been planned for later, too', () => {
    const second = {
      ...campaignOf({ steps: [{ id: 'm0', after: '12h', template: 'u' }] }),
      id: 'd',
      priority: 90,
    };
    const first = planned({ events: [started(asOf)], more: [second], policy: { min_gap: '16h' } });
    // The other one, of higher priority, goes at midnight; 16 hours after that is past the horizon of 24 hours.
    expect(rows(first)).toEqual([
      'wait lost_priority m0 1 2024-03-05T12:00Z - d',
      'send sent_planned m0 1 2024-03-06T00:00Z 2024-03-06T00:00Z',
    ]);
    const next = committed(first, asOf);
    expect(rows(next)[0]).toBe('wait gap_deferred m0 1 2024-03-05T12:00Z -');
    expect(rows({ ...next, horizonMs: 48 * hour })[0]).toMatch(/ 2024-03-06T16:00Z$/);
  });

  it.each([
    ['24h', 'send sent_planned m1 1 2024-03-05T12:00Z 2024-03-06T12:00Z'],
    ['25h', 'send sent_planned m1 1 2024-03-05T12:00Z 2024-03-06T13:00Z'],
    ['day', 'send sent_planned m1 1 2024-03-05T12:00Z 2024-03-06T12:00Z'],
    ['7d', 'wait capped_deferred m1 1 2024-03-05T12:00Z -'],
    ['week', 'wait capped_deferred m1 1 2024-03-05T12:00Z -'],
  ])('S6.5 allows one mail per %s', (per, expected) => {
    const policy = { min_gap: 'none', caps: [{ max: 1, per }] };
    const steps = [
      { id: 'm0', template: 't' },
      { id: 'm1', template: 'u' },
    ];
    const sent = committed(planned({ steps, policy, events: [started(asOf)] }), '2024-03-06T12:00:00Z');
    expect(rows(sent)).toEqual([expected]);
  });

  it('S6.7 lets one lead of a mailbox in, also when the other has left', () => {
    const leads = [ann, { ...ann, lead_id: 'L0', email: ' A@X.example' }];
    const world = planned({ leads, campaign: { entry: { country: 'DE' } } });
    expect(rows(world).map((row) => row.split(' ')[1])).toEqual(['sent_planned', 'duplicate_address']);
    const alone = planned({
      ...world,
      leads: [ann],
      ledger: committed(world, asOf).ledger,
      campaign: { entry: { country: 'DE' } },
    });
    expect(rows(alone)).toEqual(['skip duplicate_address - - - -']);
  });

  it('S6.8, S6.9 limits a run by priority, due instant and key, and blocks one that is unusual', () => {
    const leads = ['L1', 'L2', 'L3'].map((id) => ({ ...ann, lead_id: id, email: `${id}@x.example` }));
    const events = leads.map(({ lead_id }, index) => ({
      ...started(`2024-03-05T0${9 - index}:00:00Z`),
      lead: lead_id,
    }));
    const reasons = (policy: object, more: object = {}) =>
      planOf(planned({ leads, events, policy, ...more })).rows.map(({ reason }) => reason);
    expect(reasons({ throttle: 2 })).toEqual(['throttled', 'sent_planned', 'sent_planned']);
    expect(reasons({ blast: { max_sends: 2 } })).toEqual(['blast_gate', 'blast_gate', 'blast_gate']);
    expect(reasons({ blast: { max_sends: 2 } }, { allowBlast: true })[0]).toBe('sent_planned');
    const growth = { blast: { max_growth: 2 } };
    expect(reasons(growth, { sendsOfRuns: [1, 1] })[0]).toBe('sent_planned');
    expect(reasons(growth, { sendsOfRuns: [9, 1, 1, 1] })[0]).toBe('blast_gate');
    expect(reasons(growth, { sendsOfRuns: [9, 1, 1, 2] })[0]).toBe('sent_planned');
  });

  it('S6.10 names a send by what makes it what it is', () => {
    expect(sendIdOf('L1', 'welcome', 1, 'hello', 1)).toBe('3lplratirhfklegsb5gh');
  });

  it('S6.11 J5 sends no hole', () => {
    const subject = (text: string, name = '') => {
      const steps = [{ id: 'm0', template: 't', subject: text }];
      return rows(
        planned({ steps, events: [started(asOf)], leads: [{ ...ann, first_name: name }] }),
      )[0]?.split(' ')[1];
    };
    expect(subject('Hi {{ first_name }}', 'Ann')).toBe('sent_planned');
    expect(subject('Hi {{ first_name }}')).toBe('missing_merge_field');
    expect(subject('Hi {{ first_name | default: "you" }}')).toBe('sent_planned');
    expect(subject('{% if first_name %}Hi {{ first_name }}{% endif %}')).toBe('sent_planned');
    expect(subject('{% if country %}Hi {{ first_name }}{% endif %}')).toBe('missing_merge_field');
    expect(subject('{{ greeting }}')).toBe('sent_planned');
  });
});

const hour = 3_600_000;

const ann: TextRow = {
  lead_id: 'L1',
  email: 'a@x.example',
  country: 'DE',
  timezone: 'Europe/Berlin',
  consent_at: '2022-01-01',
  created_at: '2022-01-01',
};

interface Given extends Partial<Omit<PlanWorld, 'config' | 'sections'>> {
  readonly campaign?: object;
  readonly steps?: readonly object[];
  readonly more?: readonly object[];
  readonly policy?: object;
}

function planned({ campaign = {}, steps, more = [], policy = {}, ...rest }: Given): PlanWorld {
  const own = campaignOf({ ...campaign, ...(steps === undefined ? {} : { steps }) });
  return {
    config: { timezone: 'UTC', score: planScore },
    leads: [ann],
    events: [],
    lists: {},
    asOf,
    ledger: [],
    sendsOfRuns: [],
    suppressions: [],
    horizonMs: 24 * hour,
    daysOff: [],
    workdays: [],
    ...rest,
    sections: { policy, campaigns: [own, ...more] },
  };
}

function campaignOf(more: object): object {
  const steps = [
    { id: 'm0', template: 't' },
    { id: 'm1', after: '2d', template: 'u' },
  ];
  return { id: 'c', goal: { event: 'document.created' }, entry: { event: 'trial.started' }, steps, ...more };
}

function event(type: string, at: string, more: TextRow = {}): TextRow {
  return { ...blankEvent, lead: 'L1', type, at, ...more };
}

function started(at: string): TextRow {
  return event('trial.started', at);
}

function done(at: string): TextRow {
  return event('document.created', at);
}

function planOf(world: PlanWorld) {
  return naivePlan(world, configOf(world));
}

/** The world at a later instant, after its plan was committed. */
function committed(world: PlanWorld, later: string): PlanWorld {
  const ledger: readonly LedgerText[] = [...world.ledger, ...planOf(world).ledger];
  return { ...world, ledger, asOf: later };
}

function rows(world: PlanWorld): readonly string[] {
  return planOf(world).rows.map(written);
}

function written({ action, reason, step, attempt, dueAt, sendAt, winner }: NaivePlanRow): string {
  const time = (at: number | null) =>
    at === null ? '-' : new Date(at).toISOString().replace(':00.000Z', 'Z');
  const parts = [action, reason, step ?? '-', attempt ?? '-', time(dueAt), time(sendAt), winner ?? ''];
  return parts.join(' ').trim();
}
