import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import { defaultExpectations } from '../../src/model/expectations.js';
import { usualList } from '../../src/model/send-list.js';
import { exampleConfig } from './example-config.js';
import { readMarked } from './marked.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const parse = (text: string) => parseConfig(text, 'nurture.yaml');

describe('a good config', () => {
  it('needs no more than a threshold, and has a default for everything else', () => {
    expect(parse('score: { ready: 80 }')).toEqual({
      diagnostics: [],
      config: {
        name: 'nurture',
        timezone: 'UTC',
        sources: { leads: [], events: [], lists: {}, suppressions: [] },
        score: {
          ready: 80,
          slaMs: 48 * HOUR,
          fit: { good: 40, groups: {}, rules: [] },
          pain: { good: 40, groups: {}, classes: {}, rules: [] },
          velocity: { windowMs: 7 * DAY, bonus: [] },
          account: {
            by: 'domain',
            method: 'max',
            roles: ['decision_maker', 'influencer', 'end_user'],
          },
        },
        audience: expect.any(Object),
        policy: expect.any(Object),
        campaigns: [],
        sendLists: [usualList],
        unbuilt: [],
      },
    });
  });

  it('has every part of the score', () => {
    const { config, diagnostics } = parse(`
timezone: Asia/Shanghai
score:
  ready: 100
  sla: 1d12h
  fit:
    good: 30
    min: -20
    max: 60
    groups: { company: { max: 25 } }
    rules:
      - { id: automotive, when: { industry: automotive }, points: 5, group: company }
      - { id: competitor, when: { email.domain: rival.example }, disqualify: true }
  pain:
    good: 50
    half_life: 30d
    max: 200
    groups: { start: { min: -10, max: 40 } }
    classes: { product: { max: 120 } }
    rules:
      - { id: trial, event: trial.started, class: product, points: 30, half_life: none, group: start }
      - { id: order, event: [order.paid, order.sent], points: { property: value, factor: 0.1 }, daily: 2, within: 90d }
      - { id: pricing, event: page.viewed, where: { url: { contains: /pricing } }, points: -5, half_life: 12h, min: -10, max: 0 }
  velocity: { window: 14d, bonus: [{ per_day: 20, points: 10 }, { momentum: 30, points: 5 }] }
`);
    expect(diagnostics).toEqual([]);
    expect(config?.score).toEqual({
      account: expect.any(Object),
      ready: 100,
      slaMs: 36 * HOUR,
      fit: {
        good: 30,
        min: -20,
        max: 60,
        groups: { company: { max: 25 } },
        rules: [
          {
            id: 'automotive',
            when: { kind: 'compare', field: 'industry', op: 'eq', value: 'automotive' },
            points: 5,
            group: 'company',
            disqualify: false,
          },
          {
            id: 'competitor',
            when: { kind: 'compare', field: 'email.domain', op: 'eq', value: 'rival.example' },
            points: 0,
            disqualify: true,
          },
        ],
      },
      pain: {
        good: 50,
        max: 200,
        groups: { start: { min: -10, max: 40 } },
        classes: { product: { max: 120 } },
        rules: [
          { id: 'trial', events: ['trial.started'], class: 'product', points: 30, group: 'start' },
          {
            id: 'order',
            events: ['order.paid', 'order.sent'],
            class: 'content',
            points: { property: 'value', factor: 0.1 },
            daily: 2,
            withinMs: 90 * DAY,
            halfLifeMs: 30 * DAY,
          },
          {
            id: 'pricing',
            events: ['page.viewed'],
            class: 'content',
            where: { kind: 'text', field: 'url', op: 'contains', value: '/pricing' },
            points: -5,
            halfLifeMs: 12 * HOUR,
            min: -10,
            max: 0,
          },
        ],
      },
      velocity: {
        windowMs: 14 * DAY,
        bonus: [
          { by: 'velocity', at: 20, points: 10 },
          { by: 'momentum', at: 30, points: 5 },
        ],
      },
    });
  });

  it('has every part of the sources', () => {
    const { config, diagnostics } = parse(`
sources:
  leads:
    - files: leads.csv
      preset: hubspot
      key: Record ID
      columns: { title: Job Title, plan: Plan }
      dialect: { delimiter: ";", quote: "'", encoding: UTF-8, decimal: ",", date_order: dmy, epoch: ms, timezone: Europe/Berlin }
  events:
    - files: [a.csv, "b/*.jsonl.gz"]
      types: { "Email Opened": email.opened }
  suppressions:
    - files: gone.csv
      columns: { email: E-Mail, reason: Grund, at: seit }
      dialect: { delimiter: ";" }
  lists:
    target_accounts: { files: targets.csv, column: domain }
score: { ready: 1 }
`);
    expect(diagnostics).toEqual([]);
    expect(config?.sources).toEqual({
      leads: [
        {
          files: ['leads.csv'],
          preset: 'hubspot',
          key: 'Record ID',
          columns: { title: 'Job Title', plan: 'Plan' },
          dialect: {
            delimiter: ';',
            quote: "'",
            encoding: 'utf-8',
            decimal: ',',
            date_order: 'dmy',
            epoch: 'ms',
            timezone: 'Europe/Berlin',
          },
          expect: defaultExpectations,
        },
      ],
      events: [
        {
          files: ['a.csv', 'b/*.jsonl.gz'],
          preset: 'generic',
          columns: {},
          types: { 'Email Opened': 'email.opened' },
          dialect: {},
          expect: defaultExpectations,
        },
      ],
      suppressions: [
        {
          files: ['gone.csv'],
          columns: { email: 'E-Mail', reason: 'Grund', at: 'seit' },
          dialect: { delimiter: ';' },
          expect: defaultExpectations,
        },
      ],
      lists: {
        target_accounts: {
          files: ['targets.csv'],
          column: 'domain',
          dialect: {},
          expect: defaultExpectations,
        },
      },
    });
  });

  it('has every way to write the text of a source', () => {
    const { config, diagnostics } = parse(`
sources:
  leads:
    - files: leads.csv
      dialect: { quote: "", escape: "\\\\", encoding: Excel-DE, skip_rows: 0, header_rows: 2 }
  events:
    - files: events.json
      dialect: { records: data.items, envelope: Message, encoding: UTF_16 }
score: { ready: 1 }
`);
    expect(diagnostics).toEqual([]);
    expect(config?.sources.leads[0]?.dialect).toEqual({
      quote: '',
      escape: '\\',
      encoding: 'windows-1252',
      skip_rows: 0,
      header_rows: 2,
    });
    expect(config?.sources.events[0]?.dialect).toEqual({
      records: 'data.items',
      envelope: 'Message',
      encoding: 'utf-16',
    });
  });

  it('has what the data of a source must be like', () => {
    const all =
      'columns: [Plan, Owner], max_age: 36h, min_rows: 500, max_drop: 20%, max_type_drop: 50 %, max_quarantined: 0.5%';
    const { config, diagnostics } = parse(`
sources:
  leads: [{ files: leads.csv, expect: { ${all} } }]
  events: [{ files: events.csv, expect: { max_quarantined: 0% } }]
  suppressions: [{ files: gone.csv, expect: { min_rows: 1 } }]
  lists: { targets: { files: targets.csv, column: domain, expect: { min_rows: 1 } } }
score: { ready: 1 }
`);
    expect(diagnostics).toEqual([]);
    expect(config?.sources.leads[0]?.expect).toEqual({
      columns: ['Plan', 'Owner'],
      maxAgeMs: 36 * HOUR,
      minRows: 500,
      maxDrop: 0.2,
      maxTypeDrop: 0.5,
      maxQuarantined: 0.005,
    });
    expect(config?.sources.events[0]?.expect).toEqual({ columns: [], maxQuarantined: 0 });
    expect(config?.sources.suppressions[0]?.expect).toEqual({ ...defaultExpectations, minRows: 1 });
    expect(config?.sources.lists.targets?.expect).toEqual({ ...defaultExpectations, minRows: 1 });
  });

  it('says which sections are not evaluated, one warning for each', () => {
    const { config, diagnostics } = parse(exampleConfig);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['config/not-evaluated']));
    expect(config?.unbuilt).toEqual(['targets']);
    expect(diagnostics).toHaveLength(config?.unbuilt.length ?? 0);
  });
});

describe('D6 a minimal config runs', () => {
  it('with one fit rule, one pain rule and one campaign', () => {
    const { config } = parse(`
score:
  ready: 10
  fit: { rules: [{ id: work, when: { email.kind: business }, points: 5 }] }
  pain: { rules: [{ id: trial, event: trial.started, points: 5 }] }
campaigns:
  - { id: hello, goal: { event: document.created }, entry: { event: trial.started }, steps: [{ id: mail }] }
`);
    expect(config?.score.fit.rules).toHaveLength(1);
    expect(config?.campaigns).toMatchObject([{ id: 'hello', steps: [{ id: 'mail' }] }]);
  });
});

describe('every problem is found', () => {
  it('in the order of the text, of shape, names and conditions at once', () => {
    const { config, diagnostics } = parse(`
timezone: Europe/Berln
sources:
  leads: [{ fles: leads.csv }]
score:
  ready: ten
  fit:
    rules:
      - { id: a, when: { title: { matchs: vp } }, points: 5 }
      - { id: a, when: { employees: { gte: many } }, points: lots, group: none }
  pain:
    half_life: 1mo
    rules:
      - { event: page.vewed, points: 5 }
`);
    expect(config).toBeUndefined();
    expect(diagnostics.map(({ code, at }) => `${at?.line}:${at?.column} ${code}`)).toEqual([
      '2:11 config/bad-zone',
      '4:11 config/missing-key',
      '4:13 config/unknown-key',
      '6:10 config/wrong-type',
      '9:35 config/unknown-operator',
      '10:15 config/duplicate-id',
      '10:44 config/bad-condition',
      '10:62 config/wrong-type',
      '10:75 config/unknown-group',
      '12:16 config/calendar-duration',
      '14:9 config/missing-key',
      '14:18 config/unknown-event',
    ]);
  });

  it('of the YAML text and of its meaning', () => {
    const { diagnostics } = parse('score:\n  ready: 1\n  ready: 2\n  fti: {}\n  sla: 0123\n');
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'yaml/duplicate-key',
      'config/unknown-key',
      'config/wrong-type',
      'yaml/changed-number',
    ]);
  });
});

const base = 'score: { ready: 100 }\n';
const fitRule = (rule: string) => `score: { ready: 1, fit: { rules: [${rule}] } }`;
const painRule = (rule: string) => `score: { ready: 1, pain: { rules: [${rule}] } }`;
const leads = (source: string) => `${base}sources: { leads: [${source}] }`;
const campaign = (step: string) =>
  `${base}campaigns: [{ id: c, goal: { stage: won }, entry: { stage: inquiry }, steps: [${step}] }]`;

describe('a bad config', () => {
  it.each([
    // Keys.
    ['config/missing-key', 'score: { ‹› }', undefined],
    ['config/unknown-key', `${base}‹sorces›: {}`, '"sources"'],
    ['config/unknown-key', 'score: { ready: 1, ‹Fit›: {} }', '"fit"'],
    [
      'config/unknown-key',
      'score: { ready: 1, ‹wibble›: {} }',
      'Known here: ready, sla, sales_cycle, fit, pain, velocity, account',
    ],
    ['config/unknown-key', 'score: { ready: 1, ‹constructor›: {} }', 'Known here'],
    ['config/unknown-key', painRule('{ id: a, event: b.c, points: 1, ‹halflife›: 3d }'), '"half_life"'],
    [
      'config/unknown-key',
      painRule('{ id: a, event: b.c, points: { property: value, ‹facter›: 3 } }'),
      '"factor"',
    ],
    [
      'config/unknown-key',
      'score: { ready: 1, velocity: { bonus: [{ per_day: 1, points: 2, ‹pints›: 3 }] } }',
      '"points"',
    ],
    ['config/unknown-key', leads('{ files: a.csv, dialect: { ‹delimeter›: ";" } }'), '"delimiter"'],
    // Types and words.
    ['config/wrong-type', '‹- score›', 'mapping'],
    ['config/wrong-type', '‹text›', 'mapping'],
    ['config/wrong-type', 'score: { ready: ‹"100"› }', 'Remove the quotes'],
    ['config/wrong-type', 'score: { ready: ‹true› }', 'found true'],
    ['config/wrong-type', 'score:\n  ‹ready›:\n', 'found nothing'],
    ['config/wrong-type', `name: ‹2024›\n${base}`, 'Put it in quotes: "2024"'],
    ['config/wrong-type', 'score: { ready: 1, sla: ‹48› }', 'a duration such as 30d'],
    ['config/wrong-type', leads('{ files: ‹5› }'), 'a text or a list'],
    ['config/wrong-type', leads('{ files: [a.csv, ‹5›] }'), 'Put it in quotes'],
    ['config/wrong-type', painRule('{ id: a, event: b.c, points: ‹many› }'), 'a number or a mapping'],
    [
      'config/wrong-type',
      painRule('{ id: a, event: b.c, points: { property: value, factor: ‹x› } }'),
      'a number',
    ],
    ['config/wrong-type', fitRule('{ id: a, when: ‹business›, points: 1 }'), 'a condition such as'],
    ['config/wrong-type', `${base}sources: { leads: ‹{ files: leads.csv }› }`, 'a list'],
    ['config/unknown-value', leads('{ files: a.csv, dialect: { date_order: ‹dym› } }'), '"dmy"'],
    ['config/unknown-value', leads('{ files: a.csv, dialect: { delimiter: ‹";;"› } }'), 'one character'],
    ['config/unknown-value', painRule('{ id: a, event: b.c, class: ‹mail›, points: 1 }'), '"email"'],
    ['config/unknown-value', `${base}policy: { window: { days: [mon, ‹tues›] } }`, '"tue"'],
    ['config/unsupported-version', `version: ‹2›\n${base}`, 'version 1'],
    ['config/unknown-preset', leads('{ files: a.csv, preset: ‹sales-force› }'), '"salesforce"'],
    ['config/unknown-value', leads(`{ files: a.csv, dialect: { quote: ‹"''"› } }`), 'no cell is quoted'],
    ['config/unknown-value', leads('{ files: a.csv, dialect: { escape: ‹""› } }'), 'one character'],
    ['config/unknown-value', leads('{ files: a.json, dialect: { records: ‹data..items› } }'), 'dots'],
    [
      'config/unsupported-encoding',
      leads('{ files: a.csv, dialect: { encoding: ‹window-1252› } }'),
      '"windows-1252"',
    ],
    ['config/unsupported-encoding', leads('{ files: a.csv, dialect: { encoding: ‹klingon› } }'), 'excel-de'],
    ['config/out-of-range', leads('{ files: a.csv, dialect: { skip_rows: ‹1001› } }'), 'at most 1000'],
    ['config/out-of-range', leads('{ files: a.csv, dialect: { skip_rows: ‹-1› } }'), 'at least 0'],
    ['config/out-of-range', leads('{ files: a.csv, dialect: { header_rows: ‹0› } }'), 'at least 1'],
    ['config/out-of-range', leads('{ files: a.csv, dialect: { header_rows: ‹11› } }'), 'at most 10'],
    ['config/unknown-key', leads('{ files: a.csv, expect: { ‹max_rows›: 1 } }'), '"min_rows"'],
    ['config/bad-percentage', leads('{ files: a.csv, expect: { max_drop: ‹"120%"› } }'), '%'],
    ['config/wrong-type', leads('{ files: a.csv, expect: { max_drop: ‹0.2› } }'), 'a percentage such as 5%'],
    ['config/calendar-duration', leads('{ files: a.csv, expect: { max_age: ‹1mo› } }'), 'days'],
    ['config/out-of-range', leads('{ files: a.csv, expect: { min_rows: ‹0› } }'), 'at least 1'],
    // Numbers.
    ['config/out-of-range', 'score: { ready: ‹0› }', 'greater than 0'],
    ['config/out-of-range', 'score: { ready: ‹-5› }', 'greater than 0'],
    ['config/out-of-range', 'score: { ready: ‹1e12› }', 'at most 1000000000'],
    ['config/out-of-range', painRule('{ id: a, event: b.c, points: 1, daily: ‹0› }'), 'at least 1'],
    ['config/wrong-type', painRule('{ id: a, event: b.c, points: 1, daily: ‹1.5› }'), 'a whole number'],
    [
      'config/out-of-range',
      'score: { ready: 1, velocity: { bonus: [{ per_day: 1, points: ‹0› }] } }',
      'greater',
    ],
    ['config/bad-bounds', 'score: { ready: 1, fit: { min: ‹1› } }', 'above zero'],
    ['config/bad-bounds', 'score: { ready: 1, pain: { max: ‹-1› } }', 'below zero'],
    ['config/bad-bounds', 'score: { ready: 1, pain: { min: 0, max: ‹0› } }', 'both zero'],
    ['config/bad-bounds', 'score: { ready: 1, pain: { classes: { email: { max: ‹-1› } } } }', 'below zero'],
    ['config/bad-bounds', painRule('{ id: a, event: b.c, points: 1, min: ‹3› }'), 'above zero'],
    // Durations, zones, percentages, hours.
    ['config/bad-duration', 'score: { ready: 1, sla: ‹48 hours› }', '90m'],
    ['config/out-of-range', 'score: { ready: 1, sla: ‹0h› }', 'zero'],
    ['config/calendar-duration', painRule('{ id: a, event: b.c, points: 1, within: ‹3mo› }'), 'days'],
    ['config/calendar-duration', 'score: { ready: 1, velocity: { window: ‹P1M› } }', 'days'],
    ['config/calendar-duration', 'score: { ready: 1, sla: ‹1y› }', 'days'],
    ['config/bad-duration', painRule('{ id: a, event: b.c, points: 1, half_life: ‹never› }'), 'P30D'],
    ['config/bad-zone', `timezone: ‹Berlin›\n${base}`, '"Europe/Berlin"'],
    ['config/bad-zone', `timezone: ‹"+01:00"›\n${base}`, 'IANA'],
    ['config/bad-percentage', `${base}targets: { open_rate: ‹"35"› }`, '%'],
    ['config/bad-time-of-day', `${base}policy: { window: { from: ‹9:00› } }`, '"00:00"'],
    // Texts, lists, ids.
    ['config/empty-text', leads('{ files: ‹""› }'), 'empty'],
    ['config/empty-text', leads('{ files: a.csv, columns: { ‹""›: b } }'), 'empty'],
    ['config/empty-list', painRule('{ id: a, event: ‹[]›, points: 1 }'), 'empty'],
    ['config/bad-id', painRule('{ id: ‹a;b›, event: b.c, points: 1 }'), 'letters'],
    ['config/bad-id', painRule('{ id: ‹""›, event: b.c, points: 1 }'), 'letters'],
    ['config/bad-id', `${base}sources: { lists: { ‹my list›: { files: a.csv, column: b } } }`, 'letters'],
    [
      'config/duplicate-id',
      `${base}segments: [{ id: a, when: { title: x } }, { id: ‹a›, when: { title: y } }]`,
      'segment',
    ],
    ['config/duplicate-id', campaign('{ id: a }, { id: ‹a› }'), 'step'],
    // Names.
    [
      'config/unknown-group',
      fitRule('{ id: a, when: { title: x }, points: 1, group: ‹toString› }'),
      'no group',
    ],
    ['config/unknown-step', campaign('{ id: first, on: { clicked: { goto: ‹frist› } } }'), '"first"'],
    ['config/unknown-field', leads('{ files: a.csv, columns: { ‹emial›: Mail } }'), '"email"'],
    [
      'config/unknown-event',
      painRule('{ id: a, event: [b.c, ‹email.openned›], points: 1 }'),
      '"email.opened"',
    ],
    [
      'config/unknown-event',
      `${base}sources: { events: [{ files: a.csv, types: { x: ‹email.open› } }] }`,
      '"email.opened"',
    ],
    // Advice.
    ['config/worthless-rule', painRule('{ id: a, event: b.c, points: ‹0› }'), 'worth 0'],
    [
      'config/worthless-rule',
      painRule('{ id: a, event: b.c, points: ‹{ property: value, factor: 0 }› }'),
      'worth 0',
    ],
  ])('%s: %s', (code, marked, words) => {
    const { text, place } = readMarked(marked);
    const found = parse(text).diagnostics.filter((one) => one.code !== 'config/not-evaluated');
    expect(found.map((one) => one.code)).toEqual([code]);
    const [{ message, why, help, at } = { message: '' }] = found;
    if (words === undefined) return;
    expect(at).toEqual(place);
    expect(`${message} ${why} ${help}`).toContain(words);
  });

  it('C4 scores opens and clicks only with a warning', () => {
    const { config, diagnostics } = parse(
      painRule('{ id: a, event: [email.opened, email.clicked], points: 1 }'),
    );
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['config/vanity-factor', 'warning'],
      ['config/vanity-factor', 'warning'],
    ]);
    expect(config).toBeDefined();
  });

  it('D3 more than 20 factors are a warning, 20 are not', () => {
    const rules = (count: number) =>
      Array.from({ length: count }, (_, n) => `{ id: r${n}, event: a.b${n}, points: 1 }`).join();
    expect(parse(painRule(rules(20))).diagnostics).toEqual([]);
    expect(parse(painRule(rules(21))).diagnostics).toMatchObject([
      { code: 'config/too-many-factors', severity: 'warning' },
    ]);
  });

  it.each(['a\nb', 'null', '~', '[]', '42', 'true', '{}', 'score:', 'score: null', 'score: []'])(
    'is %j',
    (text) => {
      const { config, diagnostics } = parse(text);
      expect(config).toBeUndefined();
      expect(diagnostics).toHaveLength(1);
    },
  );
});

describe('speed', () => {
  it('does not grow with the square of the number of mistakes', () => {
    const keys = Array.from({ length: 9_000 }, (_, n) => `k${n}: 1\n`).join('');
    expect(parse(keys).diagnostics).toHaveLength(9_001);
  });
});
