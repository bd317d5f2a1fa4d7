import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import { campaign, decide, event, lead, liveOn, said, sends } from './live-on.js';

const trial = event('anna', 'trial.started', '2026-03-01T12:00:00Z');

describe('what goes out, and to whom', () => {
  it('burnt by 1: the same mail goes out twice or endlessly', () => {
    // Every morning the trial is reported anew, and so is the failed delivery of the first mail.
    const ledger = liveOn({ campaigns: [campaign('welcome', ['0d', '2d'])] }, 30, (morning) => {
      const at = (day: number) => new Date(Date.UTC(2026, 2, 1 + day, 12)).toISOString();
      const days = Array.from({ length: morning + 1 }, (_, day) => day);
      return {
        events: days.flatMap((day) => [
          event('anna', 'trial.started', at(day)),
          event('anna', 'email.failed', at(day)),
        ]),
      };
    });
    expect(sends(ledger)).toEqual(['anna welcome/m0 2026-03-02', 'anna welcome/m1 2026-03-04']);
    const ids = ledger.flatMap(({ send_id }) => (send_id === '' ? [] : send_id));
    expect(new Set(ids).size).toBe(2);
  });

  it('burnt by 4: late catch-up, a backlog comes in a burst', () => {
    const late = { events: [event('anna', 'trial.started', '2026-03-01T20:00:00Z')] };
    expect(said({ ...late, campaigns: [campaign('welcome', ['0d'], { expires_after: '6h' })] })).toEqual([
      'anna welcome skip expired',
    ]);
    expect(said({ ...late, campaigns: [campaign('welcome', ['0d'], { expires_after: '1d' })] })).toEqual([
      'anna welcome send sent_planned',
    ]);
    // Sixty people have waited for three days: they are sent over three days, each once.
    const leads = Array.from({ length: 60 }, (_, index) => lead(`p${index}`));
    const events = leads.map(({ lead_id = '' }) => event(lead_id, 'trial.started', '2026-02-27T08:00:00Z'));
    const backlog = { leads, events, campaigns: [campaign('welcome', ['0d'], { smooth_over: '3d' })] };
    const days = sends(liveOn(backlog, 3)).map((send) => send.slice(-10));
    expect(days).toHaveLength(60);
    for (const day of ['2026-03-02', '2026-03-03', '2026-03-04']) {
      expect(days.filter((one) => one === day).length).toBeGreaterThan(8);
    }
  });

  it('burnt by 6: suppressed or unsubscribed leads are processed, retried, mailed', () => {
    const campaigns = [campaign('welcome', ['0d', '1d', '1d'])];
    const unsubscribed = event('anna', 'email.unsubscribed', '2026-03-02T12:00:00Z');
    const ledger = liveOn({ campaigns }, 8, (morning) => ({
      events: morning === 0 ? [trial] : [trial, unsubscribed],
    }));
    expect(ledger.map(({ kind, reason }) => `${kind} ${reason}`.trim())).toEqual([
      'start',
      'send',
      'exit suppressed_unsubscribed',
    ]);
    // The list knows the address as somebody typed it.
    const suppressions = [
      { email: ' ANNA@Corp.Example ', domain: '', reason: 'bounced', at: '', purpose: '' },
    ];
    expect(said({ campaigns, events: [trial], suppressions })).toEqual([
      'anna welcome skip suppressed_bounced',
    ]);
  });

  it('burnt by 9: editing a live campaign strands people', () => {
    const steps = ['0d', '1d', '1d'];
    const edited = (step: object, more = {}) =>
      campaign(
        'welcome',
        [{ id: 'm0', template: 'a' }, step, { id: 'm2', template: 'c', after: '1d' }],
        more,
      );
    const live = (then: object) =>
      sends(
        liveOn({ events: [trial], campaigns: [campaign('welcome', steps)] }, 6, (morning) =>
          morning < 2 ? {} : { campaigns: [then] },
        ),
      );
    const first = ['anna welcome/m0 2026-03-02', 'anna welcome/m1 2026-03-03'];
    const renamed = { id: 'tips', template: 'b', after: '1d' };
    // Where they stand was renamed: nobody is sent anything until the config says where they stand now.
    expect(live(edited(renamed))).toEqual(first);
    expect(live(edited(renamed, { moved: { m1: 'tips' } }))).toEqual([
      ...first,
      'anna welcome/m2 2026-03-04',
    ]);
    expect(live(edited(renamed, { moved: { m1: 'exit' } }))).toEqual(first);
    const longer = campaign('welcome', [...steps, '1d']);
    expect(live(longer)).toEqual([...first, 'anna welcome/m2 2026-03-04', 'anna welcome/m3 2026-03-05']);
    // Who came while it was paused for a month is not sent everything when it goes on.
    const events = [
      event('anna', 'trial.started', '2026-02-02T12:00:00Z'),
      event('bert', 'trial.started', '2026-03-01T12:00:00Z'),
    ];
    const people = { leads: [lead('anna'), lead('bert')], events };
    expect(said({ ...people, campaigns: [campaign('welcome', steps, { paused: true })] })).toEqual([
      'anna welcome skip expired',
      'bert welcome skip campaign_paused',
    ]);
    expect(said({ ...people, campaigns: [campaign('welcome', steps)] })).toEqual([
      'anna welcome skip expired',
      'bert welcome send sent_planned',
    ]);
  });

  it('burnt by 10: leaving and re-entering a segment resends or cancels', () => {
    const entry = { segment: 'germans' };
    const segments = [{ id: 'germans', when: { country: 'DE' }, min_size: 1 }];
    const flaps = (reentry: string) =>
      liveOn(
        { segments, campaigns: [campaign('welcome', ['0d', '1d'], { entry, reentry, case_window: '1h' })] },
        10,
        (morning) => ({
          leads: [lead('anna', { country: morning % 2 === 0 ? 'DE' : 'AT' })],
        }),
      );
    // Out of the segment from the second morning on, and the second mail comes all the same: entry was looked at once.
    expect(sends(flaps('never'))).toEqual(['anna welcome/m0 2026-03-02', 'anna welcome/m1 2026-03-03']);
    const again = flaps('5d');
    expect(sends(again).map((send) => send.slice(-10))).toEqual([
      '2026-03-02',
      '2026-03-03',
      '2026-03-10',
      '2026-03-11',
    ]);
    const occurrences = again
      .filter(({ kind }) => kind === 'send')
      .map(({ occurrence, send_id }) => [occurrence, send_id]);
    expect(occurrences.map(([occurrence]) => occurrence)).toEqual(['1', '1', '2', '2']);
    expect(new Set(occurrences.map(([, id]) => id)).size).toBe(4);
  });

  it('burnt by 11: removing a lead from a campaign does not stop it', () => {
    const exit = [{ country: 'AT' }];
    const campaigns = [campaign('welcome', ['0d', '1d', '1d'], { exit })];
    // For one morning the lead is one that the campaign does not want.
    const ledger = liveOn({ events: [trial], campaigns }, 8, (morning) => ({
      leads: [lead('anna', { country: morning === 1 ? 'AT' : 'DE' })],
    }));
    expect(sends(ledger)).toEqual(['anna welcome/m0 2026-03-02']);
    expect(ledger.filter(({ kind }) => kind === 'exit').map(({ reason }) => reason)).toEqual(['exited_rule']);
    expect(said({ campaigns, events: [trial], ledger, asOf: '2026-03-20T08:00:00Z' })).toEqual([
      'anna welcome done exited_rule',
    ]);
  });

  it('burnt by 12: a frequency rule is not applied, or hidden and surprising', () => {
    const text = (max: number) =>
      JSON.stringify({ version: 1, score: { ready: 50 }, policy: { caps: [{ max, per: '7d' }] } });
    expect(parseConfig(text(0), 'nurture.yaml').diagnostics.map(({ severity }) => severity)).toContain(
      'error',
    );
    expect(
      parseConfig(text(1), 'nurture.yaml').diagnostics.filter(({ severity }) => severity === 'error'),
    ).toEqual([]);
    const three = ['a', 'b', 'c'].map((id) => campaign(id, ['0d']));
    const caps = [{ max: 1, per: '7d' }];
    const actions = (policy: object, campaigns = three) =>
      decide({ events: [trial], campaigns, policy }).map(({ action, reason }) => `${action} ${reason}`);
    expect(actions({})).toEqual(Array(3).fill('send sent_planned'));
    expect(actions({ caps })).toEqual(['send sent_planned', 'wait lost_priority', 'wait lost_priority']);
    // After the first mail the others are held, or left out, as it is said.
    const held = (onCap: object) =>
      liveOn(
        { events: [trial], campaigns: three.slice(0, 2), policy: { caps, expires_after: '30d', ...onCap } },
        9,
      );
    expect(sends(held({}))).toEqual(['anna a/m0 2026-03-02', 'anna b/m0 2026-03-09']);
    expect(sends(held({ on_cap: 'skip' }))).toEqual(['anna a/m0 2026-03-02']);
    const receipt = campaign('receipt', ['0d'], { kind: 'transactional', transactional: true });
    expect(actions({ caps }, [receipt, ...three.slice(0, 2)])).toEqual([
      'send sent_planned',
      'send sent_planned',
      'wait lost_priority',
    ]);
  });

  it('burnt by 13: several campaigns compete for one person, who wins?', () => {
    const who = (...campaigns: readonly object[]) =>
      decide({ events: [trial], campaigns, policy: { min_gap: '2d' } }).map(
        ({ campaign: id, reason, winner }) => [id, reason, winner ?? ''].join(' ').trim(),
      );
    const [plain, urgent] = [campaign('b', ['0d']), campaign('c', ['0d'], { priority: 90 })];
    const expected = ['b lost_priority c', 'c sent_planned'];
    expect(who(plain, urgent)).toEqual(expected);
    expect(who(urgent, plain)).toEqual(expected.toReversed());
    // Of equals the earlier due goes first, then the smaller id.
    expect(who(plain, campaign('a', ['0d']))).toEqual(['b lost_priority a', 'a sent_planned']);
    expect(who(plain, campaign('a', ['1h']))).toEqual(['b sent_planned', 'a lost_priority b']);
  });

  it('burnt by 22: variants defeat the once-only rule', () => {
    const drawn = (a: number, b: number) => ({
      ...{ id: 'm0', template: 'hello' },
      variants: [
        { id: 'a', weight: a },
        { id: 'b', weight: b, subject: 'Hi' },
      ],
    });
    const of = (a: number, b: number) => [campaign('welcome', [drawn(a, b)])];
    const ledger = liveOn({ events: [trial], campaigns: of(1, 0) }, 5, (morning) =>
      morning === 0 ? {} : { campaigns: of(0, 1) },
    );
    const mails = ledger.filter(({ kind }) => kind === 'send');
    expect(mails.map(({ variant }) => variant)).toEqual(['a']);
    const other = liveOn({ events: [trial], campaigns: of(0, 1) }, 1).filter(({ kind }) => kind === 'send');
    expect(other.map(({ variant, send_id }) => [variant, send_id])).toEqual([['b', mails[0]?.send_id]]);
  });
});
