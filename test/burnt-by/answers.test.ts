import { describe, expect, it } from 'vitest';
import { summarizePlan } from '../../src/plan/summarize.js';
import { campaign, event, lead, liveOn, monday, planned, said, sends } from './live-on.js';

const trial = (who: string, more = {}) => event(who, 'trial.started', '2026-03-01T12:00:00Z', more);

describe('why, and what counts', () => {
  it('burnt by 7: no answer to "why did X (not) get it"', () => {
    const leads = [
      ...[lead('anna'), lead('bert', { email: 'n/a' }), lead('cara', { consent_at: '' }), lead('dora')],
      ...[lead('emil', { email: 'dora@corp.example' }), lead('fred'), lead('gina')],
    ];
    const events = [
      ...leads.slice(0, 6).map(({ lead_id = '' }) => trial(lead_id)),
      event('fred', 'email.complained', '2026-03-01T13:00:00Z'),
    ];
    const campaigns = [
      campaign('welcome', [{ id: 'm0', template: 'a', channel: 'email' }]),
      campaign('tips', ['2d'], { entry: { country: 'AT' } }),
    ];
    const situation = { leads, events, campaigns };
    expect(said(situation).filter((one) => one.includes(' welcome '))).toEqual([
      'anna welcome send sent_planned',
      'bert welcome skip invalid_address',
      'cara welcome skip no_consent',
      'dora welcome send sent_planned',
      'emil welcome skip duplicate_address',
      'fred welcome skip suppressed_complaint',
      'gina welcome skip not_eligible',
    ]);
    const { input, result, run } = planned(situation);
    const { actions, campaigns: counted } = summarizePlan(input, result, run.config.campaigns);
    const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
    expect(sum(Object.values(actions))).toBe(leads.length * campaigns.length);
    expect(counted).toHaveLength(campaigns.length);
  });

  it('burnt by 19: bots fake opens, clicks and even unsubscribes', () => {
    const again = {
      case_window: '1d',
      on: { ignored: { resend: { subject: 'Again', after: '1d' } }, clicked: 'exit' },
    };
    const campaigns = [campaign('welcome', [{ id: 'm0', template: 'a', subject: 'Hello', ...again }])];
    const clicks = (is_machine: string) =>
      liveOn({ campaigns, events: [trial('anna')] }, 5, (morning) => {
        const click = event('anna', 'email.clicked', '2026-03-02T08:00:05Z', {
          campaign: 'welcome',
          step: 'm0',
          is_machine,
        });
        return morning === 0 ? {} : { events: [trial('anna'), click] };
      });
    expect(clicks('').map(({ kind, reason }) => `${kind} ${reason}`.trim())).toEqual([
      'start',
      'send',
      'exit exited_rule',
    ]);
    expect(sends(clicks('yes'))).toEqual(['anna welcome/m0 2026-03-02', 'anna welcome/m0 2026-03-03']);
    // A no is a no, whoever has clicked; and a machine can not take it back.
    const no = event('anna', 'email.unsubscribed', '2026-03-02T09:00:00Z', { is_machine: 'yes' });
    const yes = event('anna', 'email.subscribed', '2026-03-02T10:00:00Z', { is_machine: 'yes' });
    const asOf = '2026-03-03T08:00:00Z';
    expect(said({ campaigns, asOf, events: [trial('anna'), no, yes] })).toEqual([
      'anna welcome skip suppressed_unsubscribed',
    ]);
  });

  it('burnt by 25: opting out of one topic or of all', () => {
    const campaigns = [campaign('news', ['0d']), campaign('product', ['0d'], { purpose: 'product' })];
    const decided = (purpose: string, type = 'email.unsubscribed') => {
      const no = event('anna', type, '2026-03-01T13:00:00Z', { purpose });
      return said({ campaigns, events: [trial('anna'), no], asOf: monday }).map((one) =>
        one.replace('anna ', ''),
      );
    };
    const [news, product] = ['news send sent_planned', 'product send sent_planned'];
    expect(decided('product')).toEqual([news, 'product skip suppressed_unsubscribed']);
    expect(decided('marketing')).toEqual(['news skip suppressed_unsubscribed', product]);
    expect(decided('product', 'consent.withdrawn')).toEqual([news, 'product skip no_consent']);
    // Without a topic, or with one that nobody knows, all are meant.
    for (const purpose of ['', 'horoscopes']) {
      expect(decided(purpose)).toEqual([
        'news skip suppressed_unsubscribed',
        'product skip suppressed_unsubscribed',
      ]);
    }
    expect(decided('', 'objection.raised')).toEqual(['news skip objected', 'product skip objected']);
  });
});
