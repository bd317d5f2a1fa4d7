import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import type { Policy } from '../../src/model/policy.js';
import { readMarked } from './marked.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const policyOf = (written: string): Policy | undefined => {
  const { config, diagnostics } = parseConfig(
    `name: acme\nscore: { ready: 1 }\npolicy: ${written}`,
    'nurture.yaml',
  );
  expect(diagnostics).toEqual([]);
  return config?.policy;
};

/** The window of a campaign that has none of its own. */
const windowOf = (policy: string, campaign = '') => {
  const { config, diagnostics } = parseConfig(
    `score: { ready: 1 }
policy: ${policy}
campaigns: [{ id: c, goal: { event: a.b }, entry: { event: c.d }, steps: [{ id: s }]${campaign} }]`,
    'nurture.yaml',
  );
  expect(diagnostics).toEqual([]);
  return config?.campaigns[0]?.window;
};

describe('S6 the policy', () => {
  it('has a default for everything', () => {
    expect(policyOf('{}')).toEqual({
      holidays: [],
      zones: { regions: {}, countries: {} },
      caps: [],
      onCap: 'defer',
      minGapMs: 16 * HOUR,
      consent: { required: true, field: 'consent_at' },
      holdout: 0,
      blast: {},
      salt: 'acme',
      language: 'en',
    });
  });

  it.each<[string, Partial<Policy>]>([
    [
      '{ holidays: { country: de, region: by } }',
      { holidays: [{ kind: 'public', country: 'DE', region: 'BY' }] },
    ],
    [
      '{ holidays: [{ country: AT }, { calendar: days.yaml }] }',
      {
        holidays: [
          { kind: 'public', country: 'AT' },
          { kind: 'file', file: 'days.yaml' },
        ],
      },
    ],
    [
      '{ zones: { regions: { "us/ca": America/Los_Angeles }, countries: { de: Europe/Berlin } } }',
      { zones: { regions: { 'US/CA': 'America/Los_Angeles' }, countries: { DE: 'Europe/Berlin' } } },
    ],
    [
      '{ caps: [{ max: 1, per: 24h }, { max: 3, per: week }] }',
      {
        caps: [
          { max: 1, per: { ms: DAY } },
          { max: 3, per: 'week' },
        ],
      },
    ],
    ['{ on_cap: skip }', { onCap: 'skip' }],
    ['{ min_gap: 2d }', { minGapMs: 2 * DAY }],
    ['{ min_gap: none }', { minGapMs: 0 }],
    ['{ consent: { required: false } }', { consent: { required: false, field: 'consent_at' } }],
    ['{ consent: { column: opt_in } }', { consent: { required: true, field: 'opt_in' } }],
    ['{ holdout: 5% }', { holdout: 0.05 }],
    ['{ throttle: 500 }', { throttle: 500 }],
    ['{ blast: { max_sends: 100, max_growth: 2.5 } }', { blast: { maxSends: 100, maxGrowth: 2.5 } }],
    ['{ salt: other }', { salt: 'other' }],
    ['{ language: de }', { language: 'de' }],
  ])('%s', (written, expected) => {
    expect(policyOf(written)).toMatchObject(expected);
  });
});

describe('S6.4 windows', () => {
  const week = [1, 2, 3, 4, 5, 6, 7];
  const always = { weekdays: week, from: 0, to: 1440, quiet: [], zone: 'lead', onUnknownZone: 'fallback' };

  it.each([
    ['{}', '', undefined],
    ['{ window: {} }', '', always],
    ['{ window: { days: [fri, mon, fri] } }', '', { ...always, weekdays: [1, 5] }],
    ['{ window: { from: "09:30" } }', '', { ...always, from: 570 }],
    ['{ window: { to: "17:00", zone: Europe/Berlin } }', '', { ...always, to: 1020, zone: 'Europe/Berlin' }],
    [
      '{ window: { quiet: [{ from: "22:00", to: "06:00" }], on_unknown_zone: skip } }',
      '',
      { ...always, quiet: [{ from: 1320, to: 360 }], onUnknownZone: 'skip' },
    ],
    ['{ window: { days: [mon] } }', ', window: { from: "10:00" }', { ...always, from: 600 }],
    ['{ window: { days: [mon] } }', ', window: any', undefined],
    ['{}', ', window: { days: [sun] }', { ...always, weekdays: [7] }],
  ])('policy %s, campaign %s', (policy, campaign, expected) => {
    expect(windowOf(policy, campaign)).toEqual(expected);
  });
});

describe('a bad policy', () => {
  it.each([
    ['config/out-of-range', '{ caps: [{ max: ‹0›, per: 24h }] }', 'at least 1'],
    ['config/calendar-duration', '{ caps: [{ max: 1, per: ‹1mo› }] }', 'days'],
    ['config/bad-duration', '{ caps: [{ max: 1, per: ‹year› }] }', 'not a duration'],
    ['config/wrong-type', '{ caps: [{ max: 1, per: ‹24› }] }', 'day, week, month'],
    ['config/bad-duration', '{ min_gap: ‹never› }', 'not a duration'],
    ['config/calendar-duration', '{ expires_after: ‹1mo› }', 'days'],
    ['config/bad-percentage', '{ holdout: ‹"5"› }', '%'],
    ['config/unknown-key', '{ holidays: { country: DE, ‹state›: BY } }', 'region'],
    ['config/bad-zone', '{ zones: { countries: { DE: ‹Berlin› } } }', '"Europe/Berlin"'],
    ['config/unknown-value', '{ zones: { regions: { ‹California›: America/Los_Angeles } } }', 'US/CA'],
    ['config/bad-time-of-day', '{ window: { quiet: [{ from: ‹"8"›, to: "09:00" }] } }', '"00:00"'],
    ['config/out-of-range', '{ window: { quiet: [‹{ from: "09:00", to: "09:00" }›] } }', 'whole day'],
    ['config/closed-window', '{ window: { from: "17:00", to: ‹"09:00"› } }', '17:00'],
    ['config/closed-window', '{ window: { from: ‹"24:00"› } }', '24:00'],
    [
      'config/closed-window',
      '{ window: { from: "09:00", to: "17:00", quiet: ‹[{ from: "08:00", to: "12:00" }, { from: "12:00", to: "17:00" }]› } }',
      'nothing of the window',
    ],
    [
      'config/closed-window',
      '{ window: { from: "22:00", to: "24:00", quiet: ‹[{ from: "22:00", to: "06:00" }]› } }',
      'nothing of the window',
    ],
    ['config/unknown-value', '{ window: { on_unknown_zone: ‹skp› } }', '"skip"'],
  ])('%s: %s', (code, marked, words) => {
    const { text, place } = readMarked(`score: { ready: 1 }\npolicy: ${marked}`);
    const { diagnostics } = parseConfig(text, 'nurture.yaml');
    expect(diagnostics.map((one) => one.code)).toEqual([code]);
    const [{ message, why, help, at } = { message: '' }] = diagnostics;
    expect(at).toEqual(place);
    expect(`${message} ${why} ${help}`).toContain(words);
  });

  it('may be open for a minute alone', () => {
    expect(
      windowOf('{ window: { from: "09:00", to: "10:00", quiet: [{ from: "09:01", to: "10:00" }] } }'),
    ).toBeDefined();
  });
});
