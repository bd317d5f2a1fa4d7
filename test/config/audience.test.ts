import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import type { Audience } from '../../src/model/audience.js';
import { compileMatchers } from '../../src/model/matchers.js';
import { stageModelNames, stageModels } from '../../src/model/stage-models.js';
import { readMarked } from './marked.js';

const DAY = 86_400_000;
const base = 'score: { ready: 100 }\n';

function read(text: string): Audience {
  const { config, diagnostics } = parseConfig(`${base}${text}`, 'nurture.yaml');
  expect(diagnostics).toEqual([]);
  if (config === undefined) throw new Error('The config has errors.');
  return config.audience;
}

describe('a config that says nothing about the audience', () => {
  it('has defaults for everything', () => {
    const { stages, ...rest } = read('');
    expect(rest).toEqual({
      titles: { seniority: {}, roles: {} },
      personas: [],
      tags: { field: 'tags', rules: [] },
      segments: [],
      partitions: [],
      groups: [],
      qualification: {
        yes: 'sales',
        maybe: 'current-goal',
        no: 'nurture',
        won: 'customer-onboarding',
        lost: 'product-engagement',
      },
      labels: { temperature: { hot: 100, warm: 50 }, letters: { A: 100, B: 75, C: 50 } },
      levels: [
        { id: 'high', fields: ['email', 'title', 'company', 'phone'] },
        { id: 'medium', fields: ['email', 'company'] },
        { id: 'low', fields: ['email'] },
      ],
      channels: [
        { id: 'email', needs: ['email'], consent: 'consent_at' },
        { id: 'sms', needs: ['phone'], consent: 'sms_consent_at' },
        { id: 'task', needs: ['phone'] },
        { id: 'audience', needs: ['email'] },
      ],
      queue: { rules: [], ownerField: 'owner' },
      aggregates: [],
    });
    expect(stages.stages.map(({ id, from }) => [id, from])).toEqual([
      ['inquiry', []],
      ['mql', [0]],
      ['sal', [0, 1]],
      ['sql', [0, 1, 2]],
      ['won', [0, 1, 2, 3]],
      ['lost', [0, 1, 2, 3]],
    ]);
  });
});

describe('H13 the stages', () => {
  it.each(stageModelNames)('can be those of the model %s, each of which can be reached', (name) => {
    const { stages } = read(`stages: ${name}`);
    expect(stages.stages.map(({ id }) => id)).toEqual(stageModels[name].map(({ id }) => id));
    for (const { id, event, when, from } of stages.stages.slice(1)) {
      expect(event ?? when, id).toBeDefined();
      expect(from.length, id).toBeGreaterThan(0);
    }
  });

  it('E12 are a list with what enters them and what they can follow', () => {
    const { stages } = read(`stages:
  - { id: inquiry }
  - { id: mql, when: { ready: true } }
  - { id: sql, event: stage.changed, where: { value: sql }, from: [mql] }
  - { id: won, event: [deal.won, contract.signed], final: true }
  - { id: recycled, event: deal.lost }
`);
    expect(stages).toEqual({
      initial: 0,
      stages: [
        { id: 'inquiry', from: [], final: false },
        {
          id: 'mql',
          when: { kind: 'compare', field: 'ready', op: 'eq', value: true },
          from: [0],
          final: false,
        },
        {
          id: 'sql',
          event: ['stage.changed'],
          where: { kind: 'compare', field: 'value', op: 'eq', value: 'sql' },
          from: [1],
          final: false,
        },
        { id: 'won', event: ['deal.won', 'contract.signed'], from: [0, 1, 2], final: true },
        { id: 'recycled', event: ['deal.lost'], from: [0, 1, 2], final: false },
      ],
    });
  });
});

describe('who is who', () => {
  it('A4 titles have words besides the known ones', () => {
    expect(
      read('titles: { seniority: { vp: Bereichsleiter }, roles: { decision_maker: [a, b] } }').titles,
    ).toEqual({ seniority: { vp: ['Bereichsleiter'] }, roles: { decision_maker: ['a', 'b'] } });
  });

  it('A13 personas keep what is told about them', () => {
    const { personas } = read(
      'personas: [{ id: cio, when: { seniority: c_level }, role: decides, job: runs IT, goals: [calm], fears: outage, buying_process: committee, obstacles: [budget], product_knowledge: little }]',
    );
    expect(personas).toEqual([
      {
        id: 'cio',
        when: { kind: 'compare', field: 'seniority', op: 'eq', value: 'c_level' },
        role: 'decides',
        job: 'runs IT',
        goals: ['calm'],
        fears: ['outage'],
        buyingProcess: ['committee'],
        obstacles: ['budget'],
        productKnowledge: 'little',
      },
    ]);
  });

  it('A11 interests are declared, declined and observed', () => {
    expect(read('interests: {}').interests).toEqual({
      property: 'topic',
      halfLifeMs: 60 * DAY,
      weights: [],
      declaredField: 'interests',
      declinedField: 'declined_topics',
      declaredEvents: ['preference.declared'],
      declinedEvents: ['preference.declined'],
    });
    expect(
      read(
        'interests: { property: category, topics: { pricing: [price, pricing], docs: manual }, half_life: none, weights: { form.submitted: 5 } }',
      ).interests,
    ).toMatchObject({
      property: 'category',
      topics: [
        { id: 'pricing', values: ['pricing', 'price'] },
        { id: 'docs', values: ['docs', 'manual'] },
      ],
      weights: [{ event: 'form.submitted', weight: 5 }],
    });
    expect(read('interests: { half_life: none }').interests).not.toHaveProperty('halfLifeMs');
  });

  it('A12 a tag by events is a condition on their number', () => {
    const { tags, aggregates } = read(
      'tags: { column: labels, rules: [{ tag: vip, when: { score: { gte: 90 } } }, { tag: webinar, event: webinar.attended, within: 90d, where: { value: 1 } }] }',
    );
    expect(tags).toEqual({
      field: 'labels',
      rules: [
        { tag: 'vip', when: { kind: 'compare', field: 'score', op: 'gte', value: 90 } },
        { tag: 'webinar', when: { kind: 'compare', field: 'events/0', op: 'gte', value: 1 } },
      ],
    });
    expect(aggregates).toEqual([
      {
        measure: 'count',
        events: ['webinar.attended'],
        where: { kind: 'compare', field: 'value', op: 'eq', value: 1 },
        withinMs: 90 * DAY,
      },
    ]);
  });

  it('segments and partitions come after what they read', () => {
    const { segments, partitions, groups } = read(`segments:
  - { id: a, when: { segment: b, partition.p: x }, min_size: 5 }
  - { id: b, when: { title: x }, description: those of b }
  - { id: c, when: { not: { segment: b } } }
partitions:
  - { id: p, of: [{ id: x, when: { segment: c } }] }
  - { id: q, of: [{ id: y, when: { title: y } }], else: z }
audience: { min_size: 20 }
`);
    expect(segments.map(({ id, minSize }) => [id, minSize])).toEqual([
      ['b', 20],
      ['c', 20],
      ['a', 5],
    ]);
    expect(partitions.map(({ id, members, otherwise }) => [id, members[0]?.id, otherwise])).toEqual([
      ['p', 'x', 'other'],
      ['q', 'y', 'z'],
    ]);
    const names = groups.map(({ kind, index }) => (kind === 'segment' ? segments : partitions)[index]?.id);
    expect(names).toEqual(['b', 'c', 'p', 'a', 'q']);
  });

  it('E5 the queue shares leads among people', () => {
    const { queue } = read(
      'queue: { rules: [{ when: { country: DE }, to: [anna, ben] }], default: { to: [{ id: anna, weight: 2 }, ben], method: weighted }, owner_column: rep }',
    );
    expect(queue).toEqual({
      rules: [
        {
          when: { kind: 'compare', field: 'country', op: 'eq', value: 'DE' },
          to: [
            { id: 'anna', weight: 1 },
            { id: 'ben', weight: 1 },
          ],
          method: 'round_robin',
        },
      ],
      otherwise: {
        to: [
          { id: 'anna', weight: 2 },
          { id: 'ben', weight: 1 },
        ],
        method: 'weighted',
      },
      ownerField: 'rep',
    });
  });

  it('F2 E6 labels that are left out follow those that are not', () => {
    expect(read('labels: { temperature: { hot: 60 }, letters: { A: 80 } }').labels).toEqual({
      temperature: { hot: 60, warm: 30 },
      letters: { A: 80, B: 60, C: 40 },
    });
  });

  it('C8 accounts go by domain or by a column', () => {
    const account = (written: string) =>
      parseConfig(`score: { ready: 1, account: ${written} }`, 'f').config?.score.account;
    expect(account('{}')).toEqual({
      by: 'domain',
      method: 'max',
      roles: ['decision_maker', 'influencer', 'end_user'],
    });
    expect(account('{ by: company, method: { top: 3 }, roles: [influencer, influencer] }')).toEqual({
      by: { field: 'company' },
      method: { top: 3 },
      roles: ['influencer'],
    });
  });

  it('A8 leads may come from several sources, in the order of their precedence', () => {
    const { config, diagnostics } = parseConfig(
      `${base}sources: { leads: [{ files: crm.csv, key: id }, { files: shop.csv, key: customer }] }`,
      'nurture.yaml',
    );
    expect(diagnostics).toEqual([]);
    expect(config?.sources.leads.map(({ files }) => files)).toEqual([['crm.csv'], ['shop.csv']]);
  });
});

describe('the matchers of a config', () => {
  it('are its pain rules, then aggregates, stages and interests', () => {
    const { config } = parseConfig(
      `score: { ready: 1, pain: { rules: [{ id: a, event: a.b, points: 1 }, { id: b, event: c.d, points: 1 }] } }
stages: [{ id: x }, { id: y, event: y.y }, { id: z, when: { ready: true } }, { id: w, event: [w.w] }]
segments: [{ id: s, when: { events: { type: s.s, within: 3d } } }]
interests: { weights: { p.q: 3 } }`,
      'nurture.yaml',
    );
    if (config === undefined) throw new Error('The config has errors.');
    const { matchers, ...ranges } = compileMatchers(config);
    expect(matchers.map(({ events }) => events.join())).toEqual([
      'a.b',
      'c.d',
      's.s',
      'y.y',
      'w.w',
      'p.q',
      'preference.declared',
      'preference.declined',
    ]);
    expect(ranges).toEqual({
      pain: 2,
      aggregates: { from: 2, to: 3 },
      stages: [
        { stage: 1, matcher: 3 },
        { stage: 3, matcher: 4 },
      ],
      interests: { weights: [{ matcher: 5, weight: 3 }], declared: 6, declined: 7 },
    });
  });
});

describe('a bad config of the audience', () => {
  it.each([
    ['config/unknown-key', 'titles: { seniority: { ‹vps›: [a] } }', '"vp"'],
    ['config/bad-id', 'personas: [{ id: ‹none›, when: { title: x } }]', 'without a persona'],
    ['config/out-of-range', 'interests: { weights: { a.b: ‹0› } }', 'greater than 0'],
    ['config/unknown-event', 'interests: { weights: { ‹page.vewed›: 1 } }', '"page.viewed"'],
    ['config/ambiguous-topic', 'interests: { topics: { a: [x], b: [y, ‹" X"›] } }', '"a" and "b"'],
    ['config/ambiguous-topic', 'interests: { topics: { a: [‹b›], b: [y] } }', undefined],
    ['config/bad-duration', 'tags: { rules: [{ tag: a, event: b.c, within: ‹long› }] }', '30d'],
    ['config/unknown-event', 'tags: { rules: [{ tag: a, event: ‹page.vewed› }] }', '"page.viewed"'],
    ['config/bad-id', 'tags: { rules: [{ tag: ‹"a;b"›, event: b.c }] }', '";"'],
    ['config/unknown-stage-model', 'stages: ‹adia›', '"aida"'],
    ['config/unknown-stage-model', 'stages: ‹funnel›', '"champion"'],
    ['config/unknown-event', 'stages: [{ id: a }, { id: b, event: ‹deal.wonn› }]', '"deal.won"'],
    ['config/unknown-stage', 'stages: [{ id: abc }, { id: b, event: x.y, from: ‹abcd› }]', '"abc"'],
    ['config/illegal-predecessor', 'stages: [{ id: a }, { id: b, event: x.y, from: [a, ‹b›] }]', 'itself'],
    [
      'config/illegal-predecessor',
      'stages: [{ id: a }, { id: b, event: x.y, final: true }, { id: c, event: x.z, from: [‹b›] }]',
      'final',
    ],
    ['config/unreachable-stage', 'stages: [{ id: a }, { id: ‹b› }]', 'no event and no condition'],
    [
      'config/unreachable-stage',
      'stages: [{ id: a, final: true }, { id: ‹b›, event: x.y }]',
      'no stage it can follow',
    ],
    [
      'config/unreachable-stage',
      'stages: [{ id: a }, { id: ‹b›, event: x.y, from: [c] }, { id: c, event: x.z, from: [d] }, { id: d, event: x.d, from: [c] }]',
      undefined,
    ],
    [
      'config/missing-key',
      'stages: [{ id: a }, { id: b, when: { ready: true }, ‹where›: { url: x } }]',
      '"event"',
    ],
    ['config/duplicate-id', 'stages: [{ id: a }, { id: ‹a›, event: x.y }]', 'stage'],
    ['config/empty-list', 'partitions: [{ id: p, of: ‹[]› }]', 'empty'],
    [
      'config/duplicate-id',
      'partitions: [{ id: p, of: [{ id: a, when: { title: x } }] }, { id: ‹p›, of: [{ id: a, when: { title: x } }] }]',
      'partition',
    ],
    [
      'config/duplicate-id',
      'partitions: [{ id: p, of: [{ id: a, when: { title: x } }, { id: ‹a›, when: { title: y } }] }]',
      'part',
    ],
    [
      'config/duplicate-id',
      'partitions: [{ id: p, of: [{ id: a, when: { title: x } }], else: ‹a› }]',
      'part',
    ],
    ['config/duplicate-id', 'partitions: [{ id: p, of: [{ id: ‹other›, when: { title: x } }] }]', 'part'],
    ['config/out-of-range', 'labels: { temperature: { warm: ‹100› } }', 'not less than that of "hot"'],
    ['config/out-of-range', 'labels: { letters: { A: 90, B: ‹95› } }', 'not less than that of "A"'],
    ['config/out-of-range', 'labels: { letters: { B: ‹50› } }', 'not less than that of "B", 50'],
    ['config/empty-list', 'audience: { levels: { high: ‹[]› } }', 'empty'],
    ['config/missing-key', 'audience: { channels: { ‹fax›: {} } }', '"needs"'],
    ['config/empty-list', 'queue: { default: { to: ‹[]› } }', 'empty'],
    ['config/out-of-range', 'queue: { default: { to: [{ id: a, weight: ‹0› }] } }', 'greater than 0'],
    ['config/unknown-value', 'queue: { default: { to: [a], method: ‹random› } }', '"round_robin"'],
    ['config/duplicate-id', 'queue: { rules: [{ when: { title: x }, to: [a, b, ‹a›] }] }', 'named twice'],
    ['config/duplicate-id', 'queue: { default: { to: [a, { id: ‹a›, weight: 2 }] } }', 'named twice'],
    ['config/bad-id', 'qualification: { yes: ‹"a b"› }', 'letters'],
  ])('%s: %s', (code, marked, words) => {
    checkBad(`${base}${marked}`, code, words);
  });

  it('names roles of accounts that nobody has', () => {
    checkBad('score: { ready: 1, account: { roles: [‹decider›] } }', 'config/unknown-value', '"end_user"');
  });

  it.each([
    ['segments: [{ id: ‹a›, when: { segment: a } }]', '"a" depends on itself: a -> a.'],
    [
      'segments: [{ id: ‹a›, when: { segment: b } }, { id: b, when: { not: { segment: [c, a] } } }, { id: c, when: { title: x } }]',
      'a -> b -> a.',
    ],
    [
      'segments: [{ id: ‹a›, when: { partition.p: x } }]\npartitions: [{ id: p, of: [{ id: x, when: { segment: a } }] }]',
      'a -> partition.p -> a.',
    ],
    ['partitions: [{ id: ‹p›, of: [{ id: x, when: { partition.p: other } }] }]', 'The partition "p" depends'],
  ])('config/segment-cycle: %s', (marked, path) => {
    checkBad(`${base}${marked}`, 'config/segment-cycle', path);
  });

  it('is a funnel of more than 100 stages', () => {
    const stages = Array.from({ length: 101 }, (_, n) => `{ id: s${n}, event: a.b }`);
    const { diagnostics } = parseConfig(`${base}stages: [${stages.join()}]`, 'nurture.yaml');
    expect(diagnostics).toMatchObject([
      { code: 'config/out-of-range', message: 'A list is too large; at most 100 is possible.' },
    ]);
  });

  it('shortens the path of a long circle', () => {
    const ids = Array.from(
      { length: 1_000 },
      (_, n) => `{ id: s${n}, when: { segment: s${(n + 1) % 1_000} } }`,
    );
    const { diagnostics } = parseConfig(`${base}segments: [${ids.join()}]`, 'nurture.yaml');
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'The segment "s0" depends on itself: s0 -> s1 -> s2 -> s3 -> s4 -> s5 -> … -> s995 -> s996 -> s997 -> s998 -> s999 -> s0.',
    ]);
  });
});

function checkBad(marked: string, code: string, words: string | undefined): void {
  const { text, place } = readMarked(marked);
  const found = parseConfig(text, 'nurture.yaml').diagnostics;
  expect(new Set(found.map((one) => one.code))).toEqual(new Set([code]));
  const [{ message, why, help, at } = { message: '' }] = found;
  if (words === undefined) return;
  expect(at).toEqual(place);
  expect(`${message} ${why} ${help}`).toContain(words);
}
