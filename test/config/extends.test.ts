import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import type { Campaign } from '../../src/model/campaign.js';
import { readMarked } from './marked.js';

const DAY = 86_400_000;

const withCampaigns = (campaigns: string) => `score: { ready: 1 }\ncampaigns:\n${campaigns}`;

function parseCampaigns(campaigns: string): readonly Campaign[] {
  const { config, diagnostics } = parseConfig(withCampaigns(campaigns), 'nurture.yaml');
  expect(diagnostics).toEqual([]);
  return config?.campaigns ?? [];
}

const pattern = `
  - id: pattern
    abstract: true
    owner: marketing
    priority: 7
    goal: { event: a.goal }
    exit: [{ event: a.exit }]
    moved: { old: first }
    steps:
      - { id: first, template: t1, subject: s1, after: 1d }
      - { id: second, template: t2, when: { country: DE } }
      - { id: third, template: t3, before: d 3d }`;

const stepsOf = (campaign: Campaign | undefined) => campaign?.steps.map(({ id }) => id);

describe('S5.9 a campaign that extends another one', () => {
  it('has its keys and steps, but not what says something about the other one alone', () => {
    const [campaign] = parseCampaigns(`${pattern}
  - { id: c, extends: pattern, entry: { event: a.entry } }`);
    expect(campaign).toMatchObject({ id: 'c', owner: 'marketing', priority: 7, moved: {} });
    expect(stepsOf(campaign)).toEqual(['first', 'second', 'third']);
    expect(campaign?.steps[1]?.when).toEqual({ kind: 'compare', field: 'country', op: 'eq', value: 'DE' });
  });

  it('replaces the keys it writes, whole', () => {
    const [campaign] = parseCampaigns(`${pattern}
  - { id: c, extends: pattern, entry: { event: a.entry }, goal: { ready: true }, exit: [], priority: 8 }`);
    expect(campaign).toMatchObject({
      goal: { kind: 'condition' },
      exits: [],
      priority: 8,
      owner: 'marketing',
    });
  });

  it('changes steps of the same id where they are, and has others behind', () => {
    const [campaign] = parseCampaigns(`${pattern}
  - id: c
    extends: pattern
    entry: { event: a.entry }
    steps: [{ id: fourth }, { id: second, subject: other }, { id: fifth }]`);
    expect(stepsOf(campaign)).toEqual(['first', 'second', 'third', 'fourth', 'fifth']);
    expect(campaign?.steps[1]).toMatchObject({
      content: { template: 't2', subject: 'other' },
      when: { kind: 'compare' },
    });
  });

  it('can say in another way when a step is due', () => {
    const [campaign] = parseCampaigns(`${pattern}
  - id: c
    extends: pattern
    entry: { event: a.entry }
    steps: [{ id: first, before: d 7d }, { id: third, after: 2d }]`);
    expect(campaign?.steps.map(({ timing }) => timing)).toEqual([
      { kind: 'date', field: 'd', days: -7, months: 0 },
      { kind: 'after', after: { ms: 0, months: 0 } },
      { kind: 'after', after: { ms: 2 * DAY, months: 0 } },
    ]);
  });

  it('leaves out steps, and can have one of that id behind', () => {
    const [campaign] = parseCampaigns(`${pattern}
  - { id: c, extends: pattern, without: [first, third], entry: { event: a.entry }, steps: [{ id: first }] }`);
    expect(stepsOf(campaign)).toEqual(['second', 'first']);
    expect(campaign?.steps[1]?.content).toEqual({ variables: {} });
  });

  it('may extend one that extends one, in any order', () => {
    const campaigns = parseCampaigns(`
  - { id: c, extends: b, steps: [{ id: third, subject: three }] }
  - { id: b, extends: pattern, entry: { event: a.entry }, owner: sales }${pattern}`);
    expect(campaigns.map(({ id, owner }) => [id, owner])).toEqual([
      ['c', 'sales'],
      ['b', 'sales'],
    ]);
    expect(campaigns[0]?.steps[2]?.content).toEqual({ template: 't3', subject: 'three', variables: {} });
    expect(campaigns[1]?.steps[2]?.content).toEqual({ template: 't3', variables: {} });
  });

  it('means the campaign of the file where a preset has the same name, unless that is itself', () => {
    const campaigns = parseCampaigns(`
  - { id: welcome, extends: welcome, owner: marketing, without: [story] }
  - { id: german, extends: welcome, owner: anna }`);
    expect(campaigns.map(stepsOf)).toEqual([
      ['hello', 'best-of', 'preferences'],
      ['hello', 'best-of', 'preferences'],
    ]);
    expect(campaigns.map(({ owner }) => owner)).toEqual(['marketing', 'anna']);
  });
});

describe('the place of a problem', () => {
  it.each([
    [
      'in an inherited value is its own, and it is told once',
      ['config/unknown-step'],
      `
  - id: a
    abstract: true
    goal: { event: a.goal }
    entry: { event: a.entry }
    steps: [{ id: s, on: { clicked: { goto: ‹x› } } }]
  - { id: b, extends: a }
  - { id: c, extends: b }`,
    ],
    [
      'in a changed step is where it is changed',
      ['config/wrong-type'],
      `
  - { id: c, extends: welcome, steps: [{ id: story, subject: ‹5› }] }`,
    ],
    [
      'in what a preset says is where the preset is named',
      ['config/hard-push-not-allowed'],
      `
  - { id: c, entry: { event: a.entry }, extends: ‹offer-push› }`,
    ],
    [
      'in a step of a preset, too',
      ['config/offer-in-side-game'],
      `
  - { id: c, entry: { event: a.entry }, strategy: side_game, extends: ‹upsell› }`,
    ],
    [
      'that one campaign alone makes of what it inherits is where that is written',
      ['config/offer-in-side-game'],
      `
  - id: a
    goal: { event: a.goal }
    entry: { event: a.entry }
    steps: [{ id: x }, { id: s, role: ‹offer› }]
  - { id: b, extends: a, strategy: side_game, without: [x] }`,
    ],
    [
      'in a condition is in the text that the condition has',
      ['config/unknown-segment'],
      `
  - { id: b, extends: a, steps: [{ id: x, when: { segment: ‹none› } }] }
  - { id: a, goal: { event: a.goal }, entry: { event: a.entry }, steps: [{ id: s }, { id: x }] }`,
    ],
    [
      'of a key that is missing is the campaign that lacks it',
      ['config/missing-key'],
      `
  - { id: a, abstract: true, goal: { event: a.goal }, steps: [{ id: s }] }
  - ‹{ id: b, extends: a }›`,
    ],
    [
      'of an id that is there twice is the second one',
      ['config/duplicate-id'],
      `
  - { id: a, extends: welcome, steps: [{ id: story }, { id: ‹story› }] }`,
    ],
    [
      'of an unknown base is its name, and what it would have is not missed',
      ['config/unknown-base'],
      `
  - { id: a, extends: ‹welcom›, steps: [{ id: s, on: { clicked: { goto: hello } } }] }
  - { id: b, extends: a }`,
    ],
    [
      'of a circle is the first on the way',
      ['config/circular-extends'],
      `
  - { id: a, extends: ‹b› }
  - { id: b, extends: c }
  - { id: c, extends: a }
  - { id: d, extends: a }`,
    ],
    ['of itself as base, too', ['config/circular-extends'], '\n  - { id: a, extends: ‹a› }'],
    [
      'of a step that is not inherited is its name',
      ['config/unknown-inherited-step'],
      '\n  - { id: a, extends: welcome, without: [hello, ‹storys›] }',
    ],
    [
      'of a step to leave out where nothing is inherited, too',
      ['config/unknown-inherited-step'],
      '\n  - { id: a, without: [‹s›], goal: { event: a.b }, entry: { event: a.b }, steps: [{ id: s }] }',
    ],
    ['of a base that is no text is its value', ['config/wrong-type'], '\n  - { id: a, extends: ‹5› }'],
    [
      'of steps that are no list is their value',
      ['config/wrong-type'],
      '\n  - { id: a, extends: welcome, steps: ‹hello› }',
    ],
    [
      'of a step that is no mapping is its value',
      ['config/wrong-type'],
      '\n  - { id: a, extends: welcome, steps: [‹hello›] }',
    ],
  ])('%s', (_, codes, marked) => {
    const { text, place } = readMarked(withCampaigns(marked));
    const { diagnostics } = parseConfig(text, 'nurture.yaml');
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
    expect(diagnostics[0]?.at).toEqual(place);
  });

  it('of several that come from one preset is told once for each campaign that names it', () => {
    const { diagnostics } = parseConfig(
      withCampaigns(`
  - { id: a, extends: hook-and-bait, entry: { event: a.b }, strategy: side_game }
  - { id: b, extends: hook-and-bait, entry: { event: a.b }, strategy: side_game }`),
      'nurture.yaml',
    );
    const places = diagnostics.map(({ message, at }: Diagnostic) => [/"(.*?)"/.exec(message)?.[1], at?.line]);
    expect(places).toEqual(
      [4, 5].flatMap((line) => ['bait-1', 'bait-2', 'strong-offer'].map((step) => [step, line])),
    );
  });
});
