import { describe, expect, it } from 'vitest';
import { nothingWanted } from '../../src/engine/classify/wanted.js';
import { classifyWorld } from './classified-world.js';

const leads = `lead_id,email,title,company,country,employees,phone,tags,interests,declined_topics,consent_at,sms_consent_at,owner,created_at
L1,anna@acme.example,Head of Marketing,Acme,DE,200,+49 30 1,"VIP; press",pricing,,2026-01-01,yes,,2026-01-01
L2,ben@mail.acme.example,Praktikant,Acme,DE,200,,vip,,pricing,2026-05-01,no,,2026-01-02
L3,cara@gmail.com,CEO,,FR,5,,,,,,,olga,2026-01-03
L4,dan@other.example,,Other,US,1000,123,,,,yes,2026-02-01,,2026-01-04
`;

const events = `id,lead,type,at,topic,value
e1,L1,page.viewed,2026-02-27,Pricing,
e2,L1,page.viewed,2026-02-28,security,
e3,L1,purchase.completed,2026-02-20,,99.5
e4,L2,page.viewed,2026-01-10,Security,
e5,L2,webinar.attended,2026-01-11,,
e6,L3,deal.won,2026-02-01,,
e7,L3,sal.accepted,2026-02-02,,
e8,L4,deal.lost,2026-02-01,,
e9,L4,page.viewed,2026-04-01,pricing,
`;

const score = `
score:
  ready: 50
  fit: { good: 30, rules: [{ id: big, when: { employees: { gte: 100 } }, points: 40 }] }
  pain: { good: 10, rules: [{ id: view, event: page.viewed, points: 10 }] }
`;

/** Values of one column of `profile` by lead. */
function column(yaml: string, name: string) {
  return classifyWorld({ config: `${score}${yaml}`, leads, events }, (result) => result.column(name));
}

/** Members of each segment. */
function members(conditions: Readonly<Record<string, string>>, more = '') {
  const list = Object.entries(conditions).map(
    ([id, when]) => `  - { id: ${id}, when: ${when}, min_size: 1 }`,
  );
  const yaml = `${score}${more}\nsegments:\n${list.join('\n')}\n`;
  return classifyWorld({ config: yaml, leads, events }, async (result) => {
    const names = Object.entries(await result.column('segments'));
    return Object.fromEntries(
      Object.keys(conditions).map((id) => [
        id,
        names.filter(([, ids]) => String(ids).split(';').includes(id)).map(([lead]) => lead),
      ]),
    );
  });
}

describe('A4 seniority and buying role by the title', () => {
  it('are read for each lead, in whatever language', async () => {
    expect(await column('', 'seniority')).toEqual({
      L1: 'head',
      L2: 'student',
      L3: 'c_level',
      L4: 'unknown',
    });
    expect(await column('titles: { roles: { influencer: [ceo] } }', 'buying_role')).toEqual({
      L1: 'decision_maker',
      L2: 'end_user',
      L3: 'influencer',
      L4: 'unknown',
    });
  });
});

describe('A9 audience level and channels', () => {
  it('ask for fields with a value', async () => {
    expect(await column('', 'audience_level')).toEqual({ L1: 'high', L2: 'medium', L3: 'low', L4: 'medium' });
  });

  it('ask for a consent that was given by as-of, or for a yes', async () => {
    expect(await column('', 'channels')).toEqual({
      L1: 'email;sms;task;audience',
      L2: 'audience',
      L3: 'audience',
      L4: 'email;sms;task;audience',
    });
  });
});

describe('A11 interests', () => {
  it('are declared or observed, and never declined', async () => {
    expect(await column('interests: {}', 'interest')).toEqual({
      L1: 'pricing',
      L2: 'security',
      L3: null,
      L4: null,
    });
    expect(await column('interests: {}', 'interests')).toMatchObject({
      L1: 'pricing;security',
      L2: 'security',
    });
  });

  it('are those of the config when it names them', async () => {
    const topics = 'interests: { topics: { money: [PRICING], safety: [security, safe] } }';
    expect(await column(topics, 'interests')).toEqual({
      L1: 'money;safety',
      L2: 'safety',
      L3: null,
      L4: null,
    });
  });

  it('are nobody’s when the config does not ask', async () => {
    expect(await column('', 'interest')).toEqual({ L1: null, L2: null, L3: null, L4: null });
  });
});

describe('A12 tags', () => {
  it('come from the row and from rules, each once, in the order of their code points', async () => {
    const tags =
      'tags: { rules: [{ tag: vip, when: { country: DE } }, { tag: webinar, event: webinar.attended }] }';
    expect(await column(tags, 'tags')).toEqual({ L1: 'VIP;press', L2: 'vip;webinar', L3: null, L4: null });
  });
});

describe('A13 personas', () => {
  it('are the first that holds, else none', async () => {
    const personas =
      'personas: [{ id: boss, when: { seniority: [c_level, head] } }, { id: german, when: { country: de } }]';
    expect(await column(personas, 'persona')).toEqual({ L1: 'boss', L2: 'german', L3: 'boss', L4: 'none' });
  });
});

describe('C8 accounts', () => {
  const accounts = (yaml: string) =>
    classifyWorld({ config: yaml, leads, events }, ({ rows }) => rows('account_profile', 'account'));

  it('are the domains of business addresses, never free mail', async () => {
    expect(await accounts(score)).toMatchObject([
      {
        account: 'acme.example',
        score: 60,
        people: 2,
        ready: 2,
        roles_present: 'decision_maker;end_user',
        roles_missing: 'influencer',
        first_touch_at: BigInt(Date.UTC(2026, 0, 1)),
        last_touch_at: BigInt(Date.UTC(2026, 1, 28)),
        top_lead: 'L1',
      },
      { account: 'other.example', people: 1, ready: 0, roles_present: '' },
    ]);
  });

  it('are the values of a column, of which two are one when only case differs', async () => {
    const by = `${score}  account: { by: country, method: sum }\n`;
    const found = await accounts(by);
    expect(found.map(({ account, score }) => [account, score])).toEqual([
      ['DE', 110],
      ['FR', 0],
      ['US', 40],
    ]);
  });

  it('give their score to conditions on their people', async () => {
    expect(
      await members({
        large: '{ account.score: { gte: 60 } }',
        none: '{ account.score: { exists: false } }',
      }),
    ).toEqual({
      large: ['L1', 'L2'],
      none: ['L3'],
    });
  });
});

describe('E12 stages', () => {
  it('are entered by events, then by conditions as far as these lead', async () => {
    expect(await column('', 'stage')).toEqual({ L1: 'mql', L2: 'mql', L3: 'won', L4: 'lost' });
    const stages = `stages:
  - { id: one }
  - { id: two, when: { ready: true } }
  - { id: three, when: { country: DE }, from: two }
  - { id: four, when: { country: US }, from: [three] }
`;
    expect(await column(stages, 'stage')).toEqual({ L1: 'three', L2: 'three', L3: 'one', L4: 'one' });
  });

  it('have an instant when an event entered them, or the first touch did', async () => {
    const since = await column(
      'stages: [{ id: one }, { id: two, event: deal.won }, { id: three, when: { ready: true } }]',
      'stage_since',
    );
    expect(since).toEqual({
      L1: null,
      L2: null,
      L3: BigInt(Date.UTC(2026, 1, 1)),
      L4: BigInt(Date.UTC(2026, 0, 4)),
    });
  });

  it('are left only as the funnel allows; other events are reported', async () => {
    const { illegalStages, warnings } = await classifyWorld(
      { config: score, leads, events },
      async ({ classified }) => classified,
    );
    const first = { lead: 'L3', from: 'won', to: 'sal', at: Date.UTC(2026, 1, 2) };
    expect(illegalStages).toEqual({ transitions: 1, first: [first] });
    expect(warnings.map(({ code }) => code)).toContain('data/illegal-stages');
  });
});

describe('E7 E8 E9 qualification', () => {
  it('is yes, maybe or no by fit and need, and the outcome of a deal decides the route', async () => {
    expect(await column('', 'qualification')).toEqual({ L1: 'yes', L2: 'yes', L3: 'no', L4: 'maybe' });
    expect(await column('qualification: { yes: call }', 'route')).toEqual({
      L1: 'call',
      L2: 'call',
      L3: 'customer-onboarding',
      L4: 'product-engagement',
    });
  });
});

describe('E6 F2 labels', () => {
  it('are made of the score', async () => {
    expect(await column('labels: { temperature: { warm: 41 } }', 'temperature')).toEqual({
      L1: 'hot',
      L2: 'hot',
      L3: 'cold',
      L4: 'cold',
    });
    expect(await column('', 'letter')).toEqual({ L1: 'A', L2: 'A', L3: 'D', L4: 'B' });
  });
});

describe('E4 E5 the queue', () => {
  it('gives ready leads without an owner to sales, those that are ready longest first', async () => {
    expect(await column('queue: { default: { to: [ida, zoe] } }', 'owner')).toEqual({
      L1: 'zoe',
      L2: 'ida',
      L3: 'olga',
      L4: null,
    });
  });

  it('asks its rules first', async () => {
    const queue = 'queue: { rules: [{ when: { seniority: head }, to: [max] }], default: { to: [ida] } }';
    expect(await column(queue, 'owner')).toMatchObject({ L1: 'max', L2: 'ida' });
  });

  it('knows who waits too long', async () => {
    expect(await column('', 'overdue')).toEqual({ L1: false, L2: true, L3: false, L4: false });
  });
});

describe('S4.1 F1 segments', () => {
  it('read events of leads', async () => {
    expect(
      await members({
        counted: '{ events: { type: page.viewed, within: 30d, count: { gte: 2 } } }',
        summed: '{ events: { type: purchase.completed, sum: { property: value, gte: 99.5 } } }',
        where: '{ events: { type: page.viewed, where: { topic: security } } }',
        first: '{ events: { type: page.viewed, first: { before: 2026-02-01 } } }',
        never: '{ not: { events: { type: page.viewed } } }',
      }),
    ).toEqual({ counted: ['L1'], summed: ['L1'], where: ['L1', 'L2'], first: ['L2'], never: ['L3', 'L4'] });
  });

  it('F4 know who has been silent', async () => {
    expect(await members({ silent: '{ days_since.last_event: { gte: 30 } }' })).toEqual({ silent: ['L2'] });
  });

  it('read what has been found out', async () => {
    const more = `interests: {}
tags: { rules: [{ tag: french, when: { country: FR } }] }
personas: [{ id: boss, when: { seniority: [c_level, head] } }]
partitions: [{ id: size, of: [{ id: large, when: { employees: { gte: 500 } } }, { id: medium, when: { employees: { gte: 50 } } }], else: small }]`;
    expect(
      await members(
        {
          ready: '{ ready: true, score: { between: [50, 60] } }',
          soon: '{ ready_at: { before: 2026-02-01 } }',
          touched: '{ first_touch_at: { after: 2026-01-02 } }',
          boss: '{ persona: boss }',
          none: '{ persona: none }',
          pricing: '{ interests: pricing }',
          top: '{ interest: Security }',
          vip: '{ tag: VIP }',
          french: '{ tag: { contains: FRENCH } }',
          tagged: '{ tag: { exists: true } }',
          sms: '{ channel: sms }',
          won: '{ stage: [won, lost] }',
          yes: '{ qualification: yes, temperature: hot }',
          level: '{ audience_level: medium }',
          large: '{ partition.size: large }',
        },
        more,
      ),
    ).toEqual({
      ready: ['L1', 'L2'],
      soon: ['L2'],
      touched: ['L3', 'L4'],
      boss: ['L1', 'L3'],
      none: ['L2', 'L4'],
      pricing: ['L1'],
      top: ['L2'],
      vip: ['L1', 'L2'],
      french: ['L3'],
      tagged: ['L1', 'L2', 'L3'],
      sms: ['L1', 'L4'],
      won: ['L3', 'L4'],
      yes: ['L1', 'L2'],
      level: ['L2', 'L4'],
      large: ['L4'],
    });
  });

  it('read each other, in whatever order they stand', async () => {
    expect(
      await members({
        engaged: '{ all: [{ segment: german }, { not: { segment: customers } }] }',
        german: '{ country: DE }',
        customers: '{ events: { type: purchase.completed } }',
      }),
    ).toEqual({ engaged: ['L2'], german: ['L1', 'L2'], customers: ['L1'] });
  });

  it('read each other over hundreds of steps', { timeout: 120_000 }, async () => {
    const chain = Array.from({ length: 300 }, (_, step): [string, string] => [
      `s${step}`,
      step === 0 ? '{ country: DE }' : `{ not: { segment: s${step - 1} } }`,
    ]);
    const found = await members(Object.fromEntries(chain));
    expect(found.s298).toEqual(['L1', 'L2']);
    expect(found.s299).toEqual(['L3', 'L4']);
  });

  it('put each lead into exactly one part of a partition', async () => {
    const yaml = `${score}
partitions: [{ id: size, of: [{ id: large, when: { employees: { gte: 500 } } }, { id: any, when: { employees: { exists: true } } }] }]`;
    const sizes = await classifyWorld(
      { config: yaml, leads, events },
      async ({ classified }) => classified.partitions,
    );
    expect(sizes).toEqual([
      {
        id: 'size',
        parts: [
          { id: 'large', size: 1 },
          { id: 'any', size: 3 },
          { id: 'other', size: 0 },
        ],
      },
    ]);
  });
});

describe('S4.7 E10 F5 warnings', () => {
  it('tell shares that are odd, and groups that are too small', async () => {
    const yaml = `${score.replace('ready: 50', 'ready: 40').replace('good: 30', 'good: 90').replace('good: 10', 'good: 90')}
segments: [{ id: german, when: { country: DE } }, { id: french, when: { country: FR }, min_size: 1 }]`;
    const warnings = await classifyWorld(
      { config: yaml, leads, events },
      async ({ classified }) => classified.warnings,
    );
    expect(warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'data/ready-by-profile: 75 % of the leads are ready by their profile alone: 3 of 4.',
      'data/ready-without-need: 100 % of the ready leads have neither a good fit nor a high need: 3 of 3.',
      'data/small-segment: The segment "german" has 2 members, fewer than 100.',
      expect.stringContaining('data/illegal-stages: 1 event asks'),
    ]);
  });
});

describe('fields that no file has', () => {
  it('are told with who reads them', async () => {
    const yaml = `${score}
segments: [{ id: rich, when: { revenue: { gte: 1 }, ready: true, email.kind: business } }]
stages: [{ id: one }, { id: two, event: offer.sent, where: { amount: 1 } }]
interests: { property: subject }`;
    const problems = await classifyWorld({ config: yaml, leads, events }, async (result) => result.problems);
    expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'input/unknown-column: Segment rich reads revenue, which leads.csv does not have.',
      'input/unknown-column: A condition on events reads amount, which events.csv does not have.',
      'input/unknown-column: What interests leads reads subject, which events.csv does not have.',
    ]);
  });
});

describe('what nobody wants', () => {
  it('is not worked out', async () => {
    const world = { config: score, leads, events, wanted: () => nothingWanted };
    await classifyWorld(world, async ({ database, classified }) => {
      const tables = await database.rows({
        text: "SELECT table_name FROM information_schema.tables WHERE table_name LIKE '%profile%' OR table_name LIKE '%title%'",
        parameters: [],
      });
      expect(tables).toEqual([]);
      expect(classified.segments).toEqual([]);
    });
  });

  it('is no column, and segments that are not asked for are not counted', async () => {
    const config = `${score}\nsegments: [{ id: a, when: { country: DE } }, { id: b, when: { segment: a } }, { id: c, when: { ready: true } }]`;
    const wanted = () => ({ ...nothingWanted, segments: ['b'] });
    await classifyWorld({ config, leads, events, wanted }, async ({ rows, classified }) => {
      expect(Object.keys((await rows('profile', 'ord'))[0] ?? {})).toEqual(['ord', 's1']);
      expect(classified.segments).toEqual([{ id: 'b', size: 2, minSize: 100 }]);
    });
  });
});
