import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import { presetNames, presets } from '../../src/config/presets/presets.js';
import type { Campaign } from '../../src/model/campaign.js';

const DAY = 86_400_000;

/** What a preset leaves to the config. */
const asked: Readonly<Record<string, string>> = {
  'trial-welcome': 'goal: { event: document.created }',
  'weekly-seven': 'entry: { temperature: warm }',
  'hook-and-bait': 'entry: { temperature: warm }',
  'side-game': 'entry: { temperature: cold }',
  'offer-push': 'entry: { temperature: hot }, allow_hard_push: true',
};

function extend(preset: string): Campaign {
  const keys = [`id: c, extends: ${preset}`, asked[preset]].filter((one) => one !== undefined).join(', ');
  const { config, diagnostics } = parseConfig(
    `score: { ready: 1 }\ncampaigns: [{ ${keys} }]`,
    'nurture.yaml',
  );
  expect(diagnostics).toEqual([]);
  const [campaign] = config?.campaigns ?? [];
  if (campaign === undefined) throw new Error(`There is no campaign of ${preset}.`);
  return campaign;
}

/** Days since the beginning at which each step is due when nothing is waited for. */
function daysOf({ steps }: Campaign): readonly number[] {
  let day = 0;
  return steps.map(({ timing }) => {
    day += timing.kind === 'after' ? timing.after.ms / DAY : Number.NaN;
    return day;
  });
}

const rolesOf = ({ steps }: Campaign) => steps.map(({ role }) => role);

describe('S5.9 presets', () => {
  it.each(presetNames)(
    '%s is without a mistake, and each step has a template, a subject and a name of its own',
    (name) => {
      const { steps } = extend(name);
      expect(steps.length).toBeGreaterThan(0);
      for (const { content } of steps) {
        expect(content.template).toMatch(new RegExp(`^${name}-\\d$`));
        expect(content.subject).toBeDefined();
      }
      expect(new Set(steps.map(({ content }) => content.template)).size).toBe(steps.length);
    },
  );

  it.each(Object.keys(asked))('%s asks for what only the config can know', (name) => {
    const text = `score: { ready: 1 }\ncampaigns: [{ id: c, extends: ${name} }]`;
    const codes = parseConfig(text, 'nurture.yaml').diagnostics.map(({ code }) => code);
    expect(codes).toContain('config/missing-key');
  });

  it('are plain data without what belongs to a single campaign', () => {
    for (const preset of presets.values()) {
      expect(structuredClone(preset)).toEqual(preset);
      for (const key of ['id', 'extends', 'abstract', 'without', 'moved'])
        expect(preset).not.toHaveProperty(key);
    }
  });

  it('fill in every field of the lead that a subject prints', () => {
    for (const name of presetNames) {
      for (const { content } of extend(name).steps) {
        const printed = (content.subject ?? '').replaceAll(/{% if (\w+) %}.*?{{ \1 }}.*?{% endif %}/g, '');
        expect(printed.replaceAll(/{{ \w+ \| default: '[^']+' }}/g, '')).not.toMatch(/[{}]/);
      }
    }
  });
});

describe('what the presets are like', () => {
  it('H1 hook and bait: content and offers in turn, a strong offer at the end', () => {
    const campaign = extend('hook-and-bait');
    expect(campaign.strategy).toBe('hook_and_bait');
    expect(rolesOf(campaign)).toEqual(['content', 'offer', 'content', 'offer', 'content', 'offer']);
  });

  it('H2 offer push: nothing but offers, and never to cold leads', () => {
    const campaign = extend('offer-push');
    expect(campaign).toMatchObject({ strategy: 'offer_push', allowColdOffers: false });
    expect(new Set(rolesOf(campaign))).toEqual(new Set(['offer']));
  });

  it('H3 side game: no offers', () => {
    const campaign = extend('side-game');
    expect(campaign.strategy).toBe('side_game');
    expect(rolesOf(campaign)).not.toContain('offer');
  });

  it('H5 weekly seven: seven mails a week apart, then an offer', () => {
    const campaign = extend('weekly-seven');
    expect(daysOf(campaign)).toEqual([0, 7, 14, 21, 28, 35, 42, 49]);
    expect(rolesOf(campaign)).toEqual([...Array.from({ length: 7 }, () => 'content'), 'offer']);
  });

  it.each([
    ['welcome', 'email.subscribed'],
    ['trial-welcome', 'trial.started'],
  ])('H8, H9, I2 %s: three to five mails within two weeks, before everything else', (name, event) => {
    const campaign = extend(name);
    expect(campaign).toMatchObject({ kind: 'welcome', priority: 90, entry: { event: { events: [event] } } });
    expect(campaign.steps.length).toBeGreaterThanOrEqual(3);
    expect(campaign.steps.length).toBeLessThanOrEqual(5);
    expect(Math.max(...daysOf(campaign))).toBeLessThanOrEqual(14);
    expect(rolesOf(campaign)).not.toContain('offer');
  });

  it('H9 wake-up: silence to the question ends in suppression', () => {
    const last = extend('wake-up').steps.at(-1);
    expect(last).toMatchObject({ role: 'confirmation', on: { ignored: { kind: 'suppress' } } });
  });

  it('H11 cart reminder: one mail after four hours, and not again for a week', () => {
    const campaign = extend('cart-reminder');
    expect(daysOf(campaign)).toEqual([4 / 24]);
    expect(campaign).toMatchObject({
      reentry: { afterMs: 7 * DAY },
      entry: { event: { events: ['cart.abandoned'] } },
      goal: { event: { events: ['purchase.completed'] } },
    });
  });

  it('H12 birthday: on the day, every year', () => {
    expect(extend('birthday')).toMatchObject({
      entry: { kind: 'date', field: 'birthday', days: 0, months: 0, yearly: true },
      reentry: { afterMs: 180 * DAY },
    });
  });

  it('I7 renewal: 60, 30 and 7 days before the contract ends', () => {
    const campaign = extend('renewal');
    expect(campaign.entry).toMatchObject({ kind: 'date', field: 'renewal_date', days: -60 });
    expect(campaign.steps.map(({ timing }) => timing)).toEqual(
      [60, 30, 7].map((days) => ({ kind: 'date', field: 'renewal_date', days: -days, months: 0 })),
    );
  });

  it.each([
    ['nurture', 'nurture', 30],
    ['onboarding', 'onboarding', 70],
    ['product-engagement', 'product_engagement', 40],
    ['customer-onboarding', 'customer_onboarding', 60],
    ['upsell', 'upsell', 50],
  ])('I3, I4, I5, I6 %s is of the kind %s', (name, kind, priority) => {
    expect(extend(name)).toMatchObject({ kind, priority });
  });
});
