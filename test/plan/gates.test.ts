import { describe, expect, it } from 'vitest';
import { actions, reasons } from '../../src/model/reason.js';
import { plan } from '../../src/plan/planner.js';
import { blankEvent } from '../oracle/naive-plan/arbitrary-timelines.js';
import { configOf } from '../oracle/naive-plan/config-of.js';
import { readRun } from '../oracle/naive-plan/run.js';
import { planInputOf } from '../oracle/plan-input-of.js';
import type { LedgerText, PlanWorld } from '../oracle/plan-world.js';
import type { TextRow } from '../oracle/world.js';
import { blankLedger } from './commit-decisions.js';

/** What keeps anna from being sent a mail of the campaign c: things that are put over or beside those of a world in which all is well. */
interface Fault {
  readonly says: string;
  readonly lead?: TextRow;
  readonly campaign?: object;
  /** The step that is next, and one before it. */
  readonly step?: object;
  readonly before?: object;
  readonly policy?: object;
  readonly leads?: readonly TextRow[];
  readonly events?: readonly TextRow[];
  readonly suppressions?: readonly TextRow[];
  readonly ledger?: readonly LedgerText[];
  readonly campaigns?: readonly object[];
}

describe('S6.2 of all that is wrong the first gate names the reason', () => {
  const sentYesterday = entry('send', '2026-03-03T12:00:00.000Z', { campaign: 'gone', channel: 'email' });
  const bertIsEarlier = {
    leads: [person('bert')],
    events: [event('trial.started', '2026-03-04T08:00:00Z', 'bert')],
  };
  const urgent = { id: 'urgent', priority: 90, goal: { event: 'a.b' }, entry: { event: 'trial.started' } };
  const faults: readonly Fault[] = [
    { says: 'skip invalid_address', lead: { email: 'n/a' }, step: { channel: 'email' } },
    { says: 'skip suppressed_unsubscribed', events: [event('email.unsubscribed')] },
    { says: 'skip suppressed_complaint', events: [event('email.complained')] },
    { says: 'skip suppressed_bounced', events: [event('email.bounced')] },
    { says: 'skip suppressed_list', suppressions: [{ email: 'anna@x.example' }] },
    { says: 'skip objected', events: [event('objection.raised')] },
    { says: 'skip no_consent', lead: { consent_at: '' } },
    { says: 'skip data_quarantined', events: [event('document.created', 'yesterday')] },
    { says: 'skip exited_rule', campaign: { exit: [{ country: 'DE' }] } },
    { says: 'skip left_segment', campaign: { while: { country: 'AT' } } },
    { says: 'skip max_age', campaign: { max_age: '1h' } },
    { says: 'skip exhausted', step: { ...never, wait_for: undefined, after: undefined } },
    { says: 'skip holdout', policy: { holdout: '99%' } },
    { says: 'skip campaign_paused', campaign: { paused: true } },
    {
      says: 'skip duplicate_address',
      leads: [person('alice', { email: 'anna@x.example' })],
      events: [event('trial.started', undefined, 'alice')],
    },
    { says: 'wait waiting_event', step: { wait_for: { event: 'demo.booked' } } },
    { says: 'wait waiting_delay', step: { after: '5d' } },
    { says: 'wait cold_lead', step: { role: 'offer' } },
    { says: 'skip invalid_address', step: { channel: 'sms' } },
    { says: 'skip missing_content', step: { channel: 'email', template: undefined } },
    { says: 'skip missing_merge_field', step: { subject: 'Hello {{ first_name }}' } },
    {
      says: 'skip unknown_timezone',
      lead: { timezone: '' },
      policy: { window: { on_unknown_zone: 'skip' } },
    },
    { says: 'wait waiting_window', policy: { window: { days: ['sat'] } } },
    { says: 'wait gap_deferred', policy: { min_gap: '3d' }, ledger: [sentYesterday] },
    {
      says: 'wait capped_deferred',
      policy: { min_gap: 'none', caps: [{ max: 1, per: '7d' }] },
      ledger: [sentYesterday],
    },
    {
      says: 'wait lost_priority',
      policy: { min_gap: '24h' },
      campaigns: [{ ...urgent, steps: [{ id: 's', template: 't' }] }],
    },
    { says: 'wait throttled', campaign: { throttle: 1 }, ...bertIsEarlier },
    { says: 'wait blast_gate', policy: { blast: { max_sends: 1 } }, ...bertIsEarlier },
  ];

  it.each(faults.map(({ says }, index) => [says, index] as const))('%s', (says, index) => {
    expect(decided(faults.slice(index))).toBe(says);
  });

  it('and with nothing wrong the mail is sent', () => {
    expect(decided([])).toBe('send sent_planned');
  });
});

describe('S6.2 S5.6 so it is for a lead that is in the campaign, which leaves it by some of them', () => {
  const isIn = {
    ledger: [entry('start', '2026-03-01T12:00:00Z'), entry('send', '2026-03-02T12:00:00Z', m0)],
  };
  const faults: readonly Fault[] = [
    { says: 'exit suppressed_unsubscribed', events: [event('email.unsubscribed')] },
    { says: 'exit objected', events: [event('objection.raised')] },
    { says: 'skip no_consent', lead: { consent_at: '' } },
    { says: 'skip data_quarantined', events: [event('document.created', 'yesterday')] },
    { says: 'exit goal_reached', events: [event('document.created', '2026-03-03T12:00:00Z')] },
    { says: 'exit exited_rule', campaign: { exit: [{ country: 'DE' }] } },
    { says: 'exit left_segment', campaign: { while: { country: 'AT' } } },
    { says: 'exit max_age', campaign: { max_age: '3d' } },
    { says: 'exit exhausted', campaign: { case_window: '1h' }, step: never, before: { resend: undefined } },
    { says: 'skip holdout', policy: { holdout: '99%' } },
    { says: 'wait campaign_paused', campaign: { paused: true } },
    { says: 'wait waiting_case', before: { resend: { subject: 'Again' } } },
  ];

  it.each(faults.map(({ says }, index) => [says, index] as const))('%s', (says, index) => {
    expect(decided([...faults.slice(index), { says, before: {}, ...isIn }])).toBe(says);
  });

  it('and with nothing wrong the next mail is sent', () => {
    expect(decided([{ says: '', before: {}, ...isIn }])).toBe('send sent_planned');
  });

  const toFirst = { case_window: '1h', on: { ignored: { goto: 'm0' } } };
  const bothSent = [...isIn.ledger, entry('send', '2026-03-03T12:00:00Z', { ...m0, step: 'm1' })];
  const vanished = [
    entry('start', '2026-03-01T12:00:00Z'),
    entry('send', '2026-03-02T12:00:00Z', { ...m0, step: 'm9' }),
  ];
  const paused = { paused: true };
  // Both have the address by now; that of anna was another one when alice was sent the mail that is next for anna (S6.7).
  const alice = person('alice', { email: 'anna@x.example' });
  const sentToAlice = [
    ...isIn.ledger,
    entry('send', '2026-03-03T12:00:00Z', { ...m0, step: 'm1', lead_id: 'alice' }),
  ];
  // As of the instant of the run that has sent the first (S6.1).
  const stillToGoOut = [entry('start', '2026-03-04T11:00:00Z'), entry('send', '2026-03-04T12:00:00Z', m0)];

  it.each<Fault>([
    { says: 'skip already_sent', before: { after: '9d' }, step: toFirst, ledger: bothSent },
    { says: 'skip already_sent', before: {}, leads: [alice], ledger: sentToAlice },
    { says: 'wait waiting_delay', before: {}, ledger: stillToGoOut },
    { says: 'wait step_vanished', before: {}, ledger: vanished },
    { says: 'wait campaign_paused', campaign: paused, before: {}, ledger: vanished },
  ])('$says', (fault) => {
    expect(decided([fault])).toBe(fault.says);
  });
});

describe('S6.2 so it is for a lead that does not get in', () => {
  const ended = [
    entry('start', '2026-02-01T12:00:00Z'),
    entry('exit', '2026-03-01T12:00:00Z', { reason: 'max_age' }),
  ];
  const nothingHeard: Fault = { says: 'skip not_eligible', campaign: { entry: { event: 'demo.booked' } } };
  const late: Fault = {
    says: 'skip expired',
    campaign: { entry: { event: 'trial.extended' } },
    events: [event('trial.extended', '2026-02-02T12:00:00Z')],
  };
  const blocked: Fault = { says: 'skip reentry_blocked', campaign: { reentry: '30d' }, ledger: ended };
  const heldOut: Fault = { says: 'skip holdout', policy: { holdout: '99%' } };
  const paused: Fault = { says: 'skip campaign_paused', campaign: { paused: true } };
  const unsubscribed: Fault = { says: 'skip suppressed_unsubscribed', events: [event('email.unsubscribed')] };
  const done: Fault = { says: 'done max_age', campaign: { entry: { event: 'demo.booked' } }, ledger: ended };

  it.each([nothingHeard, late, blocked])('$says', (fault) => {
    expect(decided([fault])).toBe(fault.says);
    expect(decided([fault, paused])).toBe(fault.says);
    expect(decided([fault, heldOut])).toBe('skip holdout');
  });

  it('done max_age', () => {
    expect(decided([done, unsubscribed])).toBe('done max_age');
  });
});

const never = { when: { country: 'AT' } };
const m0 = { step: 'm0', attempt: '1', template: 't', channel: 'email' };

/** What is decided about anna and the campaign c where all of these are wrong; of two that contradict each other the first counts. */
function decided(faults: readonly Fault[]): string {
  const over = <T extends object>(base: T, part: (fault: Fault) => object | undefined): T =>
    Object.assign({ ...base }, ...faults.map(part).toReversed());
  const beside = <T>(part: (fault: Fault) => readonly T[] | undefined) =>
    faults.flatMap((fault) => part(fault) ?? []);
  const hasFirst = faults.some(({ before }) => before !== undefined);
  const first = over({ id: 'm0', template: 't' }, ({ before }) => before);
  const step = over({ id: 'm1', template: 't' }, (fault) => fault.step);
  const campaign = { id: 'c', goal: { event: 'document.created' }, entry: { event: 'trial.started' } };
  const others = new Map(beside(({ leads }) => leads).map((lead) => [lead.lead_id, lead]));
  const world: PlanWorld = {
    config: { timezone: 'UTC', score: { ready: 50 } },
    sections: {
      policy: over({ min_gap: 'none' }, ({ policy }) => policy),
      campaigns: [
        { ...over(campaign, (fault) => fault.campaign), steps: hasFirst ? [first, step] : [step] },
        ...beside(({ campaigns }) => campaigns),
      ],
    },
    leads: [over(person('anna'), ({ lead }) => lead), ...others.values()],
    events: [event('trial.started', '2026-03-04T10:00:00Z'), ...beside(({ events }) => events)],
    suppressions: beside(({ suppressions }) => suppressions),
    ledger: beside(({ ledger }) => ledger),
    asOf: '2026-03-04T12:00:00.000Z',
    ...{ lists: {}, sendsOfRuns: [], horizonMs: 86_400_000, daysOff: [], workdays: [] },
  };
  const run = readRun(world, configOf(world));
  const { decisions } = plan(planInputOf(run));
  const anna = run.leads.findIndex(({ key }) => key === 'anna');
  return `${actions[decisions.actionOf(anna, 0)]} ${reasons[decisions.reasonOf(anna, 0)]}`;
}

function person(id: string, more: TextRow = {}): TextRow {
  const since = { created_at: '2026-01-01', consent_at: '2026-01-01' };
  return {
    lead_id: id,
    email: `${id}@x.example`,
    country: 'DE',
    timezone: 'Europe/Berlin',
    ...since,
    ...more,
  };
}

function event(type: string, at = '2026-03-04T10:00:00Z', lead = 'anna'): TextRow {
  return { ...blankEvent, lead, type, at };
}

function entry(kind: string, at: string, more: Partial<LedgerText> = {}): LedgerText {
  const ofAnna = { lead_id: 'anna', email: 'anna@x.example', campaign: 'c', occurrence: '1' };
  return { ...blankLedger, ...ofAnna, kind, at, ...more };
}
