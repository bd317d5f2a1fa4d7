import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import type { EventAggregate } from '../../src/model/audience.js';
import type { Condition } from '../../src/model/condition.js';
import { passiveEventTypes } from '../../src/model/fields.js';
import { readMarked } from './marked.js';

const DAY = 86_400_000;

const inSegment = (condition: string) => `
timezone: Europe/Berlin
score: { ready: 1 }
personas: [{ id: decider, when: { buying_role: decision_maker } }]
interests: { topics: { pricing: [price] } }
partitions: [{ id: size, of: [{ id: large, when: { employees: { gte: 500 } } }], else: small }]
segments: [{ id: customers, when: { stage: won } }, { id: s, when: ${condition} }]`;

const isTrue = (field: string) => ({ kind: 'compare', field, op: 'eq', value: true }) as const;

describe('what is asked of the events of a lead', () => {
  const viewed = { events: ['page.viewed'] } as const;
  const action = { events: [], except: passiveEventTypes } as const;
  const compare = (op: 'eq' | 'gte' | 'lt' | 'gt', value: number, field = 'events/0') =>
    ({ kind: 'compare', field, op, value }) as const;
  const age = (op: 'within' | 'older_than', ms: number) =>
    ({ kind: 'age', field: 'events/0', op, span: { ms, months: 0 } }) as const;

  it.each<[string, Condition, EventAggregate]>([
    ['{ events: { type: page.viewed } }', compare('gte', 1), { measure: 'count', ...viewed }],
    ['{ events: { type: page.viewed, count: 3 } }', compare('eq', 3), { measure: 'count', ...viewed }],
    [
      '{ events: { type: page.viewed, count: { lt: 3 } } }',
      compare('lt', 3),
      { measure: 'count', ...viewed },
    ],
    [
      '{ events: { type: [a.b, c.d], within: 30d } }',
      compare('gte', 1),
      { measure: 'count', events: ['a.b', 'c.d'], withinMs: 30 * DAY },
    ],
    ['{ events: { within: 1w } }', compare('gte', 1), { measure: 'count', ...action, withinMs: 7 * DAY }],
    [
      '{ events: { type: page.viewed, where: { url: { contains: /x } } } }',
      compare('gte', 1),
      { measure: 'count', ...viewed, where: { kind: 'text', field: 'url', op: 'contains', value: '/x' } },
    ],
    [
      '{ events: { type: a.b, sum: { property: value, gte: 100 } } }',
      compare('gte', 100),
      { measure: 'sum', events: ['a.b'], property: 'value' },
    ],
    [
      '{ events: { type: a.b, first: { before: 2025-01-01 } } }',
      { kind: 'moment', field: 'events/0', op: 'before', at: Date.parse('2024-12-31T23:00:00Z') },
      { measure: 'first', events: ['a.b'] },
    ],
    [
      '{ events: { type: a.b, last: { older_than: 3mo } } }',
      { kind: 'age', field: 'events/0', op: 'older_than', span: { ms: 0, months: 3 } },
      { measure: 'last', events: ['a.b'] },
    ],
    ['{ days_since.page.viewed: { gte: 60 } }', age('older_than', 60 * DAY), { measure: 'last', ...viewed }],
    ['{ days_since.last_event: { lt: 60 } }', age('within', 60 * DAY), { measure: 'last', ...action }],
    [
      '{ days_since.last_event: { gt: 60 } }',
      age('older_than', 60 * DAY + 1),
      { measure: 'last', ...action },
    ],
    ['{ days_since.last_event: { lte: 0.5 } }', age('within', DAY / 2 + 1), { measure: 'last', ...action }],
    [
      '{ days_since.last_event: { between: [1, 2] } }',
      { kind: 'all', of: [age('older_than', DAY), age('within', 2 * DAY + 1)] },
      { measure: 'last', ...action },
    ],
    [
      '{ days_since.last_event: { exists: false } }',
      { kind: 'exists', field: 'events/0', exists: false },
      { measure: 'last', ...action },
    ],
  ])('F4 %s', (written, condition, aggregate) => {
    const { config, diagnostics } = parseConfig(inSegment(written), 'nurture.yaml');
    expect(diagnostics).toEqual([]);
    expect(config?.audience.segments.find(({ id }) => id === 's')?.when).toEqual(condition);
    expect(config?.audience.aggregates).toEqual([aggregate]);
  });

  it('is worked out once where the same is asked twice, and in the order of appearance', () => {
    const { config } = parseConfig(
      inSegment(
        '{ events: { type: a.b, count: { gte: 1 }, last: { within: 3d } }, any: [{ days_since.a.b: { lt: 3 } }, { events: { type: a.b } }] }',
      ),
      'nurture.yaml',
    );
    expect(config?.audience.aggregates).toEqual([
      { measure: 'count', events: ['a.b'] },
      { measure: 'last', events: ['a.b'] },
    ]);
  });

  it('is part of it in campaigns, but not in abstract ones', () => {
    const campaign = (id: string, more: string) =>
      `{ id: ${id}, goal: { event: a.b }, entry: { events: { type: ${id}.done } }, steps: [{ id: s }]${more} }`;
    const text = `score: { ready: 1 }\ncampaigns: [${campaign('a', '')}, ${campaign('b', ', abstract: true')}]`;
    expect(parseConfig(text, 'nurture.yaml').config?.audience.aggregates).toEqual([
      { measure: 'count', events: ['a.done'] },
    ]);
  });
});

describe('members of sets', () => {
  it.each<[string, Condition]>([
    ['{ segment: customers }', isTrue('segment/customers')],
    ['{ segment: [customers] }', isTrue('segment/customers')],
    ['{ tag: [vip, " press "] }', { kind: 'any', of: [isTrue('tag/vip'), isTrue('tag/press')] }],
    ['{ interests: { contains: pricing } }', isTrue('interests/pricing')],
    ['{ channel: { ne: sms } }', { kind: 'not', of: isTrue('channel/sms') }],
    [
      '{ channel: { not_in: [sms, email] } }',
      { kind: 'not', of: { kind: 'any', of: [isTrue('channel/sms'), isTrue('channel/email')] } },
    ],
    ['{ tag: { exists: false } }', { kind: 'exists', field: 'tag', exists: false }],
    ['{ interests: { exists: true } }', { kind: 'exists', field: 'interest', exists: true }],
    ['{ partition.size: large }', { kind: 'compare', field: 'partition.size', op: 'eq', value: 'large' }],
    [
      '{ persona: [decider, none] }',
      { kind: 'in', field: 'persona', values: ['decider', 'none'], negated: false },
    ],
    [
      '{ ready_at: { within: 2d } }',
      { kind: 'age', field: 'ready_at', op: 'within', span: { ms: 2 * DAY, months: 0 } },
    ],
    ['{ qualification: yes }', { kind: 'compare', field: 'qualification', op: 'eq', value: 'yes' }],
  ])('%s', (written, condition) => {
    const { config, diagnostics } = parseConfig(inSegment(written), 'nurture.yaml');
    expect(diagnostics).toEqual([]);
    expect(config?.audience.segments.find(({ id }) => id === 's')?.when).toEqual(condition);
  });
});

describe('a bad condition on leads', () => {
  it.each([
    ['config/bad-condition', '{ events: ‹{}› }', 'a mapping with type'],
    ['config/unknown-key', '{ events: { ‹typ›: a.b } }', '"type"'],
    ['config/bad-condition', '{ events: { type: [a.b, ‹5›] } }', undefined],
    ['config/unknown-event', '{ events: { type: [a.b, ‹page.vewed›] } }', '"page.viewed"'],
    ['config/bad-condition', '{ events: { type: a.b, within: ‹30› } }', 'a duration'],
    ['config/bad-duration', '{ events: { within: ‹long› } }', '30d'],
    ['config/calendar-duration', '{ events: { type: a.b, within: ‹3mo› } }', 'days'],
    ['config/out-of-range', '{ events: { type: a.b, within: ‹0d› } }', 'zero'],
    ['config/bad-condition', '{ events: { count: ‹many› } }', 'a number or a comparison'],
    ['config/bad-condition', '{ events: { count: { gte: ‹"3"› } } }', 'a number'],
    ['config/out-of-range', '{ events: { count: { between: ‹[3, 1]› } } }', 'Swap'],
    ['config/unknown-key', '{ events: { count: { ‹contains›: 3 } } }', 'gte'],
    ['config/bad-condition', '{ events: { sum: ‹{ gte: 3 }› } }', 'a property and a comparison'],
    ['config/bad-condition', '{ events: { sum: ‹{ property: value }› } }', 'a property and a comparison'],
    ['config/bad-condition', '{ events: { last: ‹30d› } }', 'within'],
    ['config/unknown-key', '{ events: { last: { ‹gte›: 3 } } }', 'older_than'],
    ['config/unknown-field', '{ events: { type: a.b, where: { ‹reson›: x } } }', '"reason"'],
    ['config/special-field', '{ events: { type: a.b, where: { ‹segment›: customers } } }', 'event alone'],
    ['config/bad-condition', '{ days_since.last_event: ‹60› }', 'gte'],
    ['config/bad-condition', '{ days_since.last_event: { eq: ‹60› } }', 'gte'],
    ['config/bad-condition', '{ days_since.last_event: { between: ‹[2, 1]› } }', 'between'],
    ['config/unknown-event', '{ ‹days_since.page.vewed›: { gte: 60 } }', '"page.viewed"'],
    ['config/unknown-segment', '{ segment: [customers, ‹costumers›] }', '"customers"'],
    ['config/bad-condition', '{ segment: { matches: ‹c› } }', undefined],
    ['config/unknown-operator', '{ tag: { ‹has›: vip } }', 'Use one of'],
    ['config/bad-condition', '{ tag: ‹{}› }', 'empty'],
    ['config/bad-condition', '{ tag: ‹[]› }', 'empty'],
    ['config/bad-condition', '{ tag: ‹5› }', 'quotes'],
    ['config/reads-ahead', '{ segment: { ‹exists›: true } }', 'after all segments'],
    ['config/unknown-value', '{ channel: ‹mail› }', '"email"'],
    ['config/unknown-value', '{ interests: ‹price› }', 'no topic'],
    ['config/unknown-value', '{ seniority: ‹ceo› }', 'no seniority'],
    ['config/unknown-value', '{ temperature: { ne: ‹hott› } }', '"hot"'],
    ['config/unknown-value', '{ audience_level: ‹hihg› }', '"high"'],
    ['config/unknown-persona', '{ persona: ‹decidr› }', '"decider"'],
    ['config/unknown-stage', '{ stage: [won, ‹wonn›] }', '"won"'],
    ['config/unknown-partition', '{ ‹partition.sise›: large }', '"partition.size"'],
    ['config/unknown-partition', '{ partition.size: ‹lage› }', '"large"'],
    ['config/special-field', '{ ‹event›: a.b }', 'events: { type'],
    ['config/special-field', '{ ‹case›: clicked }', 'mails of a campaign'],
  ])('%s: %s', (code, marked, words) => {
    checkBad(inSegment(marked), code, words);
  });

  it.each([
    ['personas: [{ id: p, when: { ‹persona›: none } }]'],
    ['personas: [{ id: p, when: { ‹tag›: vip } }]'],
    ['tags: { rules: [{ tag: a, when: { ‹stage›: won } }] }'],
    ['tags: { rules: [{ tag: a, when: { any: [{ ‹tag›: b }] } }] }'],
    ['stages: [{ id: a }, { id: b, when: { ‹qualification›: yes } }]'],
    ['stages: [{ id: a }, { id: b, when: { ‹stage›: a } }]'],
    ['stages: [{ id: a }, { id: b, when: { ‹partition.size›: large } }]'],
  ])('reads ahead: %s', (marked) => {
    checkBad(`score: { ready: 1 }\n${marked}`, 'config/reads-ahead', 'personas, tags, stage');
  });

  it('may read everything that comes before it', () => {
    const text = `score: { ready: 1 }
tags: { rules: [{ tag: a, when: { persona: none, score: { gte: 5 } } }] }
stages: [{ id: a }, { id: b, when: { tag: a, account.score: { gte: 5 } } }]
segments: [{ id: s, when: { stage: b, qualification: no, partition.p: x } }]
partitions: [{ id: p, of: [{ id: x, when: { temperature: hot } }] }]
queue: { rules: [{ when: { segment: s, partition.p: x }, to: [anna] }] }`;
    expect(parseConfig(text, 'nurture.yaml').diagnostics).toEqual([]);
  });
});

function checkBad(marked: string, code: string, words: string | undefined): void {
  const { text, place } = readMarked(marked);
  const found = parseConfig(text, 'nurture.yaml').diagnostics;
  expect(found.map((one) => one.code)).toEqual([code]);
  const [{ message, why, help, at } = { message: '' }] = found;
  if (words === undefined) return;
  expect(at).toEqual(place);
  expect(`${message} ${why} ${help}`).toContain(words);
}
