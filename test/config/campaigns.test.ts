import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import { type Campaign, type CampaignKind, campaignKinds, type Step } from '../../src/model/campaign.js';
import type { Condition } from '../../src/model/condition.js';
import { readMarked } from './marked.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function parseCampaigns(campaigns: string, more = ''): readonly Campaign[] {
  const { config, diagnostics } = parseConfig(
    `score: { ready: 1 }\n${more}\ncampaigns: [${campaigns}]`,
    'nurture.yaml',
  );
  expect(diagnostics).toEqual([]);
  return config?.campaigns ?? [];
}

const needed = 'goal: { event: a.goal }, entry: { event: a.entry }';

/** A campaign with these keys beside those it needs. */
function campaignWith(keys: string, more = ''): Campaign | undefined {
  return parseCampaigns(`{ id: c, steps: [{ id: s }], ${needed}, ${keys} }`, more)[0];
}

/** The only step of a campaign, with these keys beside its id. */
function stepWith(keys: string, { policy = '', campaign = '' } = {}): Step | undefined {
  const [one] = parseCampaigns(`{ id: c, ${needed}, ${campaign} steps: [{ id: s, ${keys} }] }`, policy);
  return one?.steps[0];
}

const inGermany: Condition = { kind: 'compare', field: 'country', op: 'eq', value: 'DE' };

describe('S5 a campaign', () => {
  it('needs no more than an id, a goal, an entry and a step', () => {
    expect(parseCampaigns(`{ id: c, ${needed}, steps: [{ id: s }] }`)).toEqual([
      {
        id: 'c',
        kind: 'custom',
        priority: 50,
        purpose: 'marketing',
        transactional: false,
        paused: false,
        allowColdOffers: false,
        goal: { kind: 'event', event: { events: ['a.goal'] } },
        entry: { kind: 'event', event: { events: ['a.entry'] } },
        exits: [],
        reentry: 'never',
        holdout: 0,
        moved: {},
        steps: [
          {
            id: 's',
            channel: 'email',
            role: 'content',
            content: { variables: {} },
            variants: [],
            timing: { kind: 'after', after: { ms: 0, months: 0 } },
            expiresAfterMs: 7 * DAY,
            caseWindowMs: 72 * HOUR,
            on: {
              unsubscribed: { kind: 'exit' },
              undelivered: { kind: 'next' },
              converted: { kind: 'exit' },
              clicked: { kind: 'next' },
              opened: { kind: 'next' },
              ignored: { kind: 'next' },
            },
          },
        ],
      },
    ]);
  });

  it('S6.6 has the priority of its kind, unless it says otherwise', () => {
    const priorities: Readonly<Record<CampaignKind, number>> = {
      transactional: 100,
      welcome: 90,
      reminder: 80,
      renewal: 70,
      onboarding: 70,
      customer_onboarding: 60,
      follow_up: 50,
      upsell: 50,
      custom: 50,
      product_engagement: 40,
      nurture: 30,
      wake_up: 20,
    };
    for (const kind of campaignKinds) {
      expect(campaignWith(`kind: ${kind}`)?.priority, kind).toBe(priorities[kind]);
      expect(campaignWith(`kind: ${kind}, priority: -5`)?.priority, kind).toBe(-5);
    }
  });

  it.each<[string, Partial<Campaign>]>([
    ['kind: transactional', { transactional: true }],
    ['kind: transactional, transactional: false', { transactional: false }],
    ['transactional: true', { transactional: true, priority: 50 }],
    ['owner: sales, purpose: news, paused: true', { owner: 'sales', purpose: 'news', paused: true }],
    ['strategy: hook_and_bait', { strategy: 'hook_and_bait' }],
    ['allow_cold_offers: true', { allowColdOffers: true }],
    ['reentry: always', { reentry: 'always' }],
    ['reentry: 30d', { reentry: { afterMs: 30 * DAY } }],
    ['max_age: 8w', { maxAgeMs: 56 * DAY }],
    ['holdout: 12.5%', { holdout: 0.125 }],
    ['throttle: 10', { throttle: 10 }],
    ['smooth_over: 1w', { smoothDays: 7 }],
    ['while: { country: DE }', { while: inGermany }],
    ['moved: { old: s, older: exit }', { moved: { old: 's', older: null } }],
    [
      'exit: [{ event: a.b, where: { topic: x } }, { country: DE }]',
      {
        exits: [
          {
            kind: 'event',
            event: { events: ['a.b'], where: { kind: 'compare', field: 'topic', op: 'eq', value: 'x' } },
          },
          { kind: 'condition', when: inGermany },
        ],
      },
    ],
  ])('%s', (keys, expected) => {
    expect(campaignWith(keys)).toMatchObject(expected);
  });

  it.each<[string, Campaign['entry']]>([
    ['{ country: DE }', { kind: 'condition', when: inGermany }],
    [
      '{ event: [a.b, c.d], when: { country: DE } }',
      { kind: 'event', event: { events: ['a.b', 'c.d'] }, when: inGermany },
    ],
    ['{ date: birthday }', { kind: 'date', field: 'birthday', days: 0, months: 0, yearly: false }],
    ['{ date: until, before: 2w }', { kind: 'date', field: 'until', days: -14, months: 0, yearly: false }],
    ['{ date: since, after: 1y2mo }', { kind: 'date', field: 'since', days: 0, months: 14, yearly: false }],
    [
      '{ date: since, after: 1mo1d, yearly: true, when: { country: DE } }',
      { kind: 'date', field: 'since', days: 1, months: 1, yearly: true, when: inGermany },
    ],
  ])('S5.1 entry: %s', (written, entry) => {
    const campaigns = parseCampaigns(
      `{ id: c, goal: { country: DE }, entry: ${written}, steps: [{ id: s }] }`,
    );
    expect(campaigns).toMatchObject([{ goal: { kind: 'condition', when: inGermany } }]);
    expect(campaigns[0]?.entry).toEqual(entry);
  });

  it('S5.2 is entered again half a year later if the date is yearly, and not at all by default', () => {
    const reentryOf = (entry: string) =>
      parseCampaigns(`{ id: c, goal: { event: a.b }, entry: ${entry}, steps: [{ id: s }] }`)[0]?.reentry;
    expect(reentryOf('{ date: birthday, yearly: true }')).toEqual({ afterMs: 180 * DAY });
    expect(reentryOf('{ date: birthday }')).toBe('never');
    expect(campaignWith('reentry: never')?.reentry).toBe('never');
  });

  it('S5.9 is left out when it is abstract', () => {
    const pattern = '{ id: p, abstract: true }';
    expect(
      parseCampaigns(`${pattern}, { id: c, ${needed}, steps: [{ id: s }] }`).map(({ id }) => id),
    ).toEqual(['c']);
  });
});

describe('S5.4 a step', () => {
  it.each<[string, Step['timing']]>([
    ['after: 3d', { kind: 'after', after: { ms: 3 * DAY, months: 0 } }],
    ['after: 1mo', { kind: 'after', after: { ms: 0, months: 1 } }],
    [
      'at: { weekday: [thu, tue, thu], time: "10:30" }',
      { kind: 'after', after: { ms: 0, months: 0 }, at: { weekdays: [2, 4], minute: 630 } },
    ],
    ['at: { weekday: sun }', { kind: 'after', after: { ms: 0, months: 0 }, at: { weekdays: [7] } }],
    [
      'at: { time: "00:00" }',
      { kind: 'after', after: { ms: 0, months: 0 }, at: { weekdays: [], minute: 0 } },
    ],
    ['before: renewal_date 30d', { kind: 'date', field: 'renewal_date', days: -30, months: 0 }],
    ['before: renewal_date 0d', { kind: 'date', field: 'renewal_date', days: 0, months: 0 }],
    [
      'before: { date: renewal date, before: 1mo }, at: { time: "09:00" }',
      { kind: 'date', field: 'renewal date', days: 0, months: -1, at: { weekdays: [], minute: 540 } },
    ],
    ['before: { date: start, after: 7d }', { kind: 'date', field: 'start', days: 7, months: 0 }],
    ['before: { date: start }', { kind: 'date', field: 'start', days: 0, months: 0 }],
  ])('is due %s', (keys, timing) => {
    expect(stepWith(keys)?.timing).toEqual(timing);
  });

  it.each([
    ['', '', '', 7 * DAY, 72 * HOUR],
    ['', '', 'expires_after: 3d, case_window: 1d', 3 * DAY, DAY],
    ['', 'expires_after: 2d, case_window: 36h,', '', 2 * DAY, 36 * HOUR],
    ['policy: { expires_after: never, case_window: 5d }', '', '', Number.POSITIVE_INFINITY, 5 * DAY],
    [
      'policy: { expires_after: 1d }',
      'expires_after: 2d,',
      'expires_after: never',
      Number.POSITIVE_INFINITY,
      72 * HOUR,
    ],
    ['policy: { expires_after: never }', 'expires_after: 2d,', '', 2 * DAY, 72 * HOUR],
  ])(
    'lasts as long as policy %j, campaign %j and step %j say',
    (policy, campaign, keys, expires, caseWindow) => {
      expect(stepWith(keys, { policy, campaign })).toMatchObject({
        expiresAfterMs: expires,
        caseWindowMs: caseWindow,
      });
    },
  );

  it('waits for an event 30 days, unless it says otherwise', () => {
    const event = { events: ['a.b'] };
    expect(stepWith('wait_for: { event: a.b }')?.waitFor).toEqual({ event, atMostMs: 30 * DAY });
    const where: Condition = { kind: 'compare', field: 'topic', op: 'eq', value: 'x' };
    expect(stepWith('wait_for: { event: a.b, where: { topic: x }, at_most: 12h }')?.waitFor).toEqual({
      event: { ...event, where },
      atMostMs: 12 * HOUR,
    });
  });

  it('has a stage, a lever, a channel and a role', () => {
    expect(stepWith('stage: decision, lever: scarcity, channel: sms, role: offer')).toMatchObject({
      stage: 'decision',
      lever: 'scarcity',
      channel: 'sms',
      role: 'offer',
    });
  });

  it('K3 has variants that take over what they do not say', () => {
    const step = stepWith(`template: t, subject: s, sender: me, variables: { a: "1", b: "2" },
      variants: [{ id: x }, { id: y, weight: 3, subject: other, variables: { b: "3" } }]`);
    const content = { template: 't', subject: 's', sender: 'me', variables: { a: '1', b: '2' } };
    expect(step?.content).toEqual(content);
    expect(step?.variants).toEqual([
      { id: 'x', weight: 1, content },
      { id: 'y', weight: 3, content: { ...content, subject: 'other', variables: { a: '1', b: '3' } } },
    ]);
  });

  it('H6 is not for leads on a higher rung', () => {
    const policy = 'policy: { ladder: rung }';
    const isLow: Condition = { kind: 'not', of: { kind: 'compare', field: 'rung', op: 'gt', value: 2 } };
    expect(stepWith('rung: 2', { policy })?.when).toEqual(isLow);
    expect(stepWith('rung: 2, when: { country: DE }', { policy })?.when).toEqual({
      kind: 'all',
      of: [inGermany, isLow],
    });
    expect(stepWith('when: { country: DE }', { policy })?.when).toEqual(inGermany);
  });
});

describe('S5.5 reactions', () => {
  const resend = (content: object, more = {}) => ({
    kind: 'resend',
    content,
    afterMs: 72 * HOUR,
    times: 1,
    ...more,
  });

  it.each<[string, object]>([
    ['on: { clicked: next }', { clicked: { kind: 'next' } }],
    ['on: { clicked: exit }', { clicked: { kind: 'exit' } }],
    ['on: { converted: { next: true } }', { converted: { kind: 'next' } }],
    ['on: { opened: { exit: true } }', { opened: { kind: 'exit' } }],
    ['on: { opened: { goto: s } }', { opened: { kind: 'goto', step: 's' } }],
    ['on: { ignored: { enter: c } }', { ignored: { kind: 'enter', campaign: 'c' } }],
    ['on: { ignored: { suppress: true } }', { ignored: { kind: 'suppress' } }],
    ['on: { unsubscribed: { enter: c } }', { unsubscribed: { kind: 'enter', campaign: 'c' } }],
    [
      'on: { clicked: { goto: s, audience: warm } }',
      { clicked: { kind: 'goto', step: 's', audience: 'warm' } },
    ],
    ['on: { clicked: { audience: warm } }', { clicked: { kind: 'next', audience: 'warm' } }],
    ['on: { converted: { audience: won } }', { converted: { kind: 'exit', audience: 'won' } }],
    ['on: { undelivered: { resend: {} } }', { undelivered: resend({}) }],
    [
      'on: { opened: { resend: { subject: x, template: y, sender: z, variables: { a: b }, after: 2d, times: 3 } } }',
      {
        opened: resend(
          { subject: 'x', template: 'y', sender: 'z', variables: { a: 'b' } },
          { afterMs: 2 * DAY, times: 3 },
        ),
      },
    ],
    ['case_window: 1d, on: { opened: { resend: {} } }', { opened: resend({}, { afterMs: DAY }) }],
    // G3, G4: the short form.
    ['template: t, resend: { subject: x }', { ignored: resend({ subject: 'x' }), opened: { kind: 'next' } }],
    [
      'template: t, resend: { template: u, after: 1d }',
      {
        ignored: resend({ template: 'u' }, { afterMs: DAY }),
        opened: resend({ template: 'u' }, { afterMs: DAY }),
      },
    ],
    ['template: t, resend: { template: t }', { opened: { kind: 'next' } }],
    [
      'resend: { subject: x }, on: { ignored: { audience: cold } }',
      { ignored: resend({ subject: 'x' }, { audience: 'cold' }) },
    ],
    [
      'resend: { template: x }, on: { ignored: exit }',
      { ignored: { kind: 'exit' }, opened: resend({ template: 'x' }) },
    ],
  ])('%s', (keys, reactions) => {
    expect(stepWith(keys)?.on).toMatchObject(reactions);
  });
});

const base = 'score: { ready: 1 }\n';
const one = (keys: string) => `${base}campaigns: [{ id: c, ${needed}, ${keys} }]`;
const steps = (written: string) => one(`steps: [${written}]`);

describe('a bad campaign', () => {
  it.each([
    [
      'config/missing-key',
      `${base}campaigns: [‹{ id: c, entry: { event: a.b }, steps: [{ id: s }] }›]`,
      '"goal"',
    ],
    [
      'config/missing-key',
      `${base}campaigns: [‹{ id: c, goal: { event: a.b }, steps: [{ id: s }] }›]`,
      '"entry"',
    ],
    ['config/campaign-without-steps', `${base}campaigns: [‹{ id: c, ${needed} }›]`, 'abstract'],
    ['config/campaign-without-steps', one('‹steps›: []'), 'abstract'],
    ['config/unknown-value', one('kind: ‹wake-up›, steps: [{ id: s }]'), '"wake_up"'],
    ['config/unknown-value', one('window: { zone: lead, days: [‹monday›] }, steps: [{ id: s }]'), '"mon"'],
    ['config/wrong-type', one('window: ‹always›, steps: [{ id: s }]'), '"any"'],
    ['config/closed-window', one('window: { from: "10:00", to: ‹"10:00"› }, steps: [{ id: s }]'), 'open'],
    ['config/bad-duration', one('reentry: ‹sometimes›, steps: [{ id: s }]'), 'duration'],
    ['config/wrong-type', one('reentry: ‹30›, steps: [{ id: s }]'), 'never, always'],
    ['config/calendar-duration', one('reentry: ‹6mo›, steps: [{ id: s }]'), 'days'],
    ['config/partial-days', one('smooth_over: ‹36h›, steps: [{ id: s }]'), 'whole days'],
    [
      'config/bad-condition',
      one('while: { event: { } }, steps: [{ id: s }]').replace('{ event: { } }', '‹{}›'),
      'empty',
    ],
    ['config/special-field', one('while: { ‹event›: a.b }, steps: [{ id: s }]'), 'events: { type'],
    ['config/unknown-step', one('moved: { old: ‹gone› }, steps: [{ id: s }]'), 'no step "gone"'],
    // Goals, exits, entries.
    [
      'config/wrong-type',
      `${base}campaigns: [{ id: c, goal: ‹won›, entry: { event: a.b }, steps: [{ id: s }] }]`,
      'a condition such as',
    ],
    ['config/unknown-key', one('exit: [{ event: a.b, ‹ready›: true }], steps: [{ id: s }]'), 'event, where'],
    [
      'config/wrong-type',
      one('exit: [{ event: ‹5›, where: { topic: x } }], steps: [{ id: s }]'),
      'a text or a list',
    ],
    [
      'config/special-field',
      one('exit: [{ event: a.b, where: { ‹ready›: true } }], steps: [{ id: s }]'),
      'event alone',
    ],
    ['config/unknown-event', one('exit: [{ event: ‹deal.lots› }], steps: [{ id: s }]'), '"deal.lost"'],
    ['config/bad-condition', one('exit: [‹{}›], steps: [{ id: s }]'), 'empty'],
    ['config/unknown-segment', one('exit: [{ segment: ‹none› }], steps: [{ id: s }]'), 'segment'],
    ...[
      ['config/unknown-key', '{ event: a.b, ‹wen›: { ready: true } }', '"when"'],
      ['config/unknown-key', '{ date: birthday, ‹yearli›: true }', '"yearly"'],
      ['config/wrong-type', '{ date: ‹{ within: 3d }› }', 'a text'],
      ['config/partial-days', '{ date: birthday, before: ‹36h› }', 'days'],
      ['config/bad-duration', '{ date: birthday, before: ‹soon› }', '30d'],
      ['config/conflicting-keys', '{ date: birthday, before: 1d, ‹after›: 1d }', '"before"'],
      ['config/unknown-event', '{ event: ‹deal.wonn› }', '"deal.won"'],
      ['config/special-field', '{ event: a.b, where: { ‹segment›: x } }', 'event alone'],
    ].map(([code, entry, words]) => [
      code,
      `${base}campaigns: [{ id: c, goal: { event: a.b }, entry: ${entry}, steps: [{ id: s }] }]`,
      words,
    ]),
    // Steps.
    ['config/unknown-key', steps('{ id: s, on: { clicked: { ‹add_tags›: x } } }'), 'goto'],
    ['config/unknown-value', steps('{ id: s, role: ‹ofer› }'), '"offer"'],
    ['config/wrong-type', steps('{ id: s, on: { clicked: ‹stay› } }'), '"exit"'],
    ['config/unknown-value', steps('{ id: s, on: { clicked: { exit: ‹false› } } }'), 'true'],
    ['config/conflicting-keys', steps('{ id: s, on: { clicked: { goto: s, ‹exit›: true } } }'), '"goto"'],
    ['config/conflicting-keys', steps('{ id: s, before: d 3d, ‹after›: 1d }'), '"before"'],
    ['config/conflicting-keys', steps('{ id: s, before: d 3d, ‹wait_for›: { event: a.b } }'), '"before"'],
    ['config/conflicting-keys', steps('{ id: s, before: { date: d, before: 3d, ‹after›: 1d } }'), '"before"'],
    ['config/bad-duration', steps('{ id: s, before: ‹renewal_date› }'), 'renewal_date 30d'],
    ['config/bad-duration', steps('{ id: s, before: ‹renewal_date soon› }'), 'not a duration'],
    ['config/partial-days', steps('{ id: s, before: ‹renewal_date 12h› }'), 'whole days'],
    ['config/wrong-type', steps('{ id: s, before: ‹30› }'), 'a field and a duration'],
    ['config/bad-time-of-day', steps('{ id: s, at: { time: ‹"24:00"› } }'), 'next day'],
    ['config/bad-time-of-day', steps('{ id: s, at: { time: ‹noon› } }'), 'noon'],
    ['config/wrong-type', steps('{ id: s, at: { weekday: ‹tues› } }'), '"tue"'],
    ['config/empty-list', steps('{ id: s, variants: ‹[{ id: a }]› }'), 'at least 2'],
    ['config/out-of-range', steps('{ id: s, variants: [{ id: a }, { id: b, weight: ‹-1› }] }'), 'at least 0'],
    [
      'config/weightless-variants',
      steps('{ id: s, ‹variants›: [{ id: a, weight: 0 }, { id: b, weight: 0 }] }'),
      '0',
    ],
    ['config/duplicate-id', steps('{ id: s, variants: [{ id: a }, { id: ‹a› }] }'), 'variant'],
    ['config/unknown-step', steps('{ id: first, on: { clicked: { goto: ‹frist› } } }'), '"first"'],
    ['config/unknown-campaign', steps('{ id: s, on: { clicked: { enter: ‹d› } } }'), '"d"'],
    ['config/rung-without-ladder', steps('{ id: s, ‹rung›: 1 }'), 'ladder'],
    ['config/unknown-event', steps('{ id: s, wait_for: { event: ‹page.vewed› } }'), '"page.viewed"'],
    ['config/wrong-type', steps('{ id: s, variables: { a: ‹5› } }'), 'quotes'],
    // The case of the last mail.
    ['config/unknown-value', steps('{ id: s, when: { case: ‹click› } }'), 'no case'],
    ['config/bad-condition', steps('{ id: s, when: { case: { ‹contains›: click } } }'), 'not_in'],
    ['config/bad-condition', steps('{ id: s, when: { case: ‹true› } }'), 'clicked'],
  ])('%s: %s', (code, marked, words) => {
    checkBad(marked ?? '', [code ?? ''], words ?? '');
  });

  it('H2, H3, H4 may not go against its strategy', () => {
    const offer = 'steps: [{ id: s, role: offer }]';
    checkBad(
      one('strategy: side_game, steps: [{ id: s, role: ‹offer› }]'),
      ['config/offer-in-side-game'],
      'never sells',
    );
    checkBad(one(`strategy: ‹offer_push›, ${offer}`), ['config/hard-push-not-allowed'], 'allow_hard_push');
    checkBad(
      one(`strategy: offer_push, allow_hard_push: true, ‹allow_cold_offers›: true, ${offer}`),
      ['config/cold-hard-push'],
      'cold leads',
    );
    expect(campaignWith('strategy: offer_push, allow_hard_push: true')).toBeDefined();
  });

  it('names an abstract campaign that nobody can enter', () => {
    const pattern = '{ id: p, abstract: true }';
    const marked = `{ id: c, ${needed}, steps: [{ id: s, on: { clicked: { enter: ‹p› } } }] }`;
    checkBad(`${base}campaigns: [${pattern}, ${marked}]`, ['config/unknown-campaign'], 'is abstract');
  });

  it('is found in abstract campaigns, too', () => {
    const marked = '{ id: p, abstract: true, entry: { title: { ‹matchs›: vp } } }';
    checkBad(`${base}campaigns: [${marked}]`, ['config/unknown-operator'], 'matches');
  });

  it('has no more than 100 steps, and there are no more than 500 campaigns', () => {
    const many = (count: number, id: string, more = '') =>
      Array.from({ length: count }, (_, at) => `{ id: ${id}${at}${more} }`).join(', ');
    expect(parseCampaigns(`{ id: c, ${needed}, steps: [${many(100, 's')}] }`)[0]?.steps).toHaveLength(100);
    const { diagnostics } = parseConfig(one(`steps: [${many(101, 's')}]`), 'nurture.yaml');
    expect(diagnostics.map(({ code }) => code)).toEqual(['config/out-of-range']);
    const tooMany = `${base}campaigns: [${many(501, 'c', ', extends: welcome')}]`;
    expect(parseConfig(tooMany, 'nurture.yaml').diagnostics.map(({ code }) => code)).toEqual([
      'config/out-of-range',
    ]);
  });
});

function checkBad(marked: string, codes: readonly string[], words: string): void {
  const { text, place } = readMarked(marked);
  const { diagnostics } = parseConfig(text, 'nurture.yaml');
  expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  const [{ message, why, help, at } = { message: '' }] = diagnostics;
  expect(at).toEqual(place);
  expect(`${message} ${why} ${help}`).toContain(words);
}
