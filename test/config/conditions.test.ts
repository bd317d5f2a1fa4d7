import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import type { Condition } from '../../src/model/condition.js';
import { readMarked } from './marked.js';

const surroundings = `
timezone: Europe/Berlin
sources:
  leads: [{ files: leads.csv, columns: { plan: Plan } }]
  lists: { targets: { files: targets.csv, column: domain } }
`;
const inFitRule = (condition: string) =>
  `${surroundings}score: { ready: 1, fit: { rules: [{ id: a, points: 1, when: ${condition} }] } }`;
const inPainRule = (condition: string) =>
  `${surroundings}score: { ready: 1, pain: { rules: [{ id: a, event: a.b, points: 1, where: ${condition} }] } }`;
const inSegment = (condition: string) =>
  `${surroundings}score: { ready: 1 }\nsegments: [{ id: customers, when: { stage: won } }, { id: s, when: ${condition} }]`;

function check(condition: string, expected: Condition): void {
  const { config, diagnostics } = parseConfig(inFitRule(condition), 'nurture.yaml');
  expect(diagnostics).toEqual([]);
  expect(config?.score.fit.rules[0]?.when).toEqual(expected);
}

const compare = (
  op: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte',
  field: string,
  value: string | number | boolean,
) => ({ kind: 'compare', field, op, value }) as const;

describe('a condition', () => {
  it('is an AND of its keys', () => {
    check('{ country: DE, title: Head }', {
      kind: 'all',
      of: [compare('eq', 'country', 'DE'), compare('eq', 'title', 'Head')],
    });
  });

  it('is an AND of several operators', () => {
    check('{ employees: { gte: 50, lt: 1000 } }', {
      kind: 'all',
      of: [compare('gte', 'employees', 50), compare('lt', 'employees', 1000)],
    });
  });

  it('combines with all, any and not', () => {
    check('{ any: [{ country: DE }, { not: { all: [{ plan: free }] } }] }', {
      kind: 'any',
      of: [
        compare('eq', 'country', 'DE'),
        { kind: 'not', of: { kind: 'all', of: [compare('eq', 'plan', 'free')] } },
      ],
    });
  });

  it.each<[string, Condition]>([
    ['{ employees: 50 }', compare('eq', 'employees', 50)],
    ['{ plan: true }', compare('eq', 'plan', true)],
    ['{ country: { ne: DE } }', compare('ne', 'country', 'DE')],
    ['{ country: [DE, AT] }', { kind: 'in', field: 'country', values: ['DE', 'AT'], negated: false }],
    ['{ plan: { in: [1, a, true] } }', { kind: 'in', field: 'plan', values: [1, 'a', true], negated: false }],
    ['{ country: { not_in: [NO] } }', { kind: 'in', field: 'country', values: ['NO'], negated: true }],
    ['{ employees: { between: [1, 9] } }', { kind: 'between', field: 'employees', low: 1, high: 9 }],
    ['{ url: { contains: /pricing } }', { kind: 'text', field: 'url', op: 'contains', value: '/pricing' }],
    ['{ title: { starts_with: VP } }', { kind: 'text', field: 'title', op: 'starts_with', value: 'VP' }],
    ['{ title: { ends_with: " GmbH" } }', { kind: 'text', field: 'title', op: 'ends_with', value: ' GmbH' }],
    ["{ title: { matches: '\\bvp\\b' } }", { kind: 'matches', field: 'title', pattern: '\\bvp\\b' }],
    ['{ phone: { exists: false } }', { kind: 'exists', field: 'phone', exists: false }],
    ['{ email.domain: { in_list: targets } }', { kind: 'in_list', field: 'email.domain', list: 'targets' }],
    [
      '{ email.kind: [free, Role] }',
      { kind: 'in', field: 'email.kind', values: ['free', 'Role'], negated: false },
    ],
    [
      '{ created_at: { before: 2024-03-05 } }',
      { kind: 'moment', field: 'created_at', op: 'before', at: Date.parse('2024-03-04T23:00:00Z') },
    ],
    [
      '{ created_at: { after: "2024-03-05T09:00:00Z" } }',
      { kind: 'moment', field: 'created_at', op: 'after', at: Date.parse('2024-03-05T09:00:00Z') },
    ],
    [
      '{ plan: { gte: 2024-07-01 } }',
      { kind: 'compare', field: 'plan', op: 'gte', value: { instant: Date.parse('2024-06-30T22:00:00Z') } },
    ],
    [
      '{ plan: { between: [2024-01-01, 2024-02-01] } }',
      {
        kind: 'between',
        field: 'plan',
        low: { instant: Date.parse('2023-12-31T23:00:00Z') },
        high: { instant: Date.parse('2024-01-31T23:00:00Z') },
      },
    ],
    [
      '{ created_at: 2024-03-05T10:00 }',
      {
        kind: 'compare',
        field: 'created_at',
        op: 'eq',
        value: { instant: Date.parse('2024-03-05T09:00:00Z') },
      },
    ],
    ['{ plan: 2024-03-05 }', compare('eq', 'plan', '2024-03-05')],
    [
      '{ created_at: { within: 3mo } }',
      { kind: 'age', field: 'created_at', op: 'within', span: { ms: 0, months: 3 } },
    ],
    [
      '{ updated_at: { older_than: 36h } }',
      { kind: 'age', field: 'updated_at', op: 'older_than', span: { ms: 129_600_000, months: 0 } },
    ],
    ['{ 职位: 经理 }', compare('eq', '职位', '经理')],
    ['{ constructor: x }', compare('eq', 'constructor', 'x')],
  ])('reads %s', check);
});

describe('a bad condition', () => {
  it.each([
    // Unfinished.
    ['config/bad-condition', '‹{}›', 'empty'],
    ['config/bad-condition', '{ title: ‹{}› }', 'empty'],
    ['config/bad-condition', '{ title: ‹null› }', 'exists: false'],
    ['config/bad-condition', '{ title: { eq: ‹null› } }', 'exists: false'],
    ['config/bad-condition', '{ title: ‹[]› }', 'a list of values'],
    ['config/bad-condition', '{ title: [a, ‹[b]›] }', 'a text, a number'],
    ['config/bad-condition', '{ all: ‹[]› }', 'a list of conditions'],
    ['config/bad-condition', '{ any: ‹{ title: x }› }', 'a list of conditions'],
    ['config/bad-condition', '{ any: [‹x›] }', 'Expected a condition'],
    ['config/bad-condition', '{ not: ‹[{ title: x }]› }', 'Expected a condition'],
    ['config/bad-condition', '{ ‹gte›: 5 }', 'Write the field first'],
    // Operators and operands.
    ['config/unknown-operator', '{ employees: { ‹gtee›: 5 } }', '"gte"'],
    ['config/unknown-operator', '{ employees: { ‹"<"›: 5 } }', '`lt`'],
    ['config/unknown-operator', '{ employees: { ‹toString›: 5 } }', 'Use one of'],
    ['config/bad-condition', '{ employees: { gte: ‹"50"› } }', 'Remove the quotes'],
    ['config/bad-condition', '{ employees: { gte: ‹many› } }', 'a number or an ISO date'],
    ['config/bad-condition', '{ employees: { between: ‹[1]› } }', '[low, high]'],
    ['config/out-of-range', '{ employees: { between: ‹[9, 1]› } }', 'Swap'],
    ['config/bad-condition', '{ title: { contains: ‹5› } }', 'Put it in quotes'],
    ['config/bad-condition', '{ title: { contains: ‹""› } }', 'an empty text'],
    ['config/bad-condition', '{ title: { exists: ‹"yes"› } }', 'true or false'],
    ['config/bad-condition', '{ created_at: { after: ‹2024› } }', 'an ISO date'],
    ['config/bad-date', '{ created_at: { after: ‹05.03.2024› } }', 'ISO 8601'],
    ['config/bad-date', '{ plan: { lt: ‹2024-02-30› } }', 'ISO 8601'],
    ['config/bad-date', '{ created_at: ‹yesterday› }', 'ISO 8601'],
    ['config/bad-duration', '{ created_at: { within: ‹30 days› } }', '30d'],
    ['config/bad-condition', '{ created_at: { within: ‹30› } }', 'a duration'],
    // Names.
    ['config/unknown-list', '{ company: { in_list: ‹target› } }', '"targets"'],
    ['config/unknown-value', '{ email.kind: ‹busines› }', '"business"'],
    ['config/unknown-value', '{ email.kind: { not_in: [free, ‹private›] } }', '"disposable"'],
    ['config/unknown-field', '{ ‹titel›: x }', '"title"'],
    ['config/unknown-field', '{ ‹plann›: x }', '"plan"'],
    ['config/special-field', '{ ‹segment›: x }', 'depends on the row of the lead alone'],
    ['config/special-field', '{ not: { ‹days_since.last_event›: { gt: 3 } } }', 'depends on the row'],
    ['config/special-field', '{ ‹events›: { type: a.b } }', 'depends on the row'],
    // Regular expressions.
    ['config/bad-pattern', "{ title: { matches: ‹'(vp'› } }", 'can not be compiled'],
    ['config/bad-pattern', "{ title: { matches: ‹'(?=vp)'› } }", 'look-around'],
    ['config/bad-pattern', "{ title: { matches: ‹'(?<!vp)x'› } }", 'look-around'],
    ['config/bad-pattern', "{ title: { matches: ‹'(a)\\1'› } }", 'back-reference'],
    ['config/bad-pattern', "{ title: { matches: ‹'a++'› } }", 'possessive'],
    ['config/bad-pattern', '{ title: { matches: ‹"\\bvp\\b"› } }', 'single quotes'],
  ])('%s: %s', (code, marked, words) => {
    checkBad(inFitRule(marked), code, words);
  });

  it.each([
    ['config/special-field', '{ ‹score›: { gt: 5 } }', 'looks at the event alone'],
    ['config/special-field', '{ ‹email.kind›: free }', 'looks at the event alone'],
    ['config/unknown-field', '{ ‹topics›: x }', '"topic"'],
    ['config/bad-condition', '‹{}›', 'empty'],
  ])('%s in a condition on an event: %s', (code, marked, words) => {
    checkBad(inPainRule(marked), code, words);
  });

  it.each([
    ['config/unknown-segment', '{ segment: ‹costumers› }', '"customers"'],
    ['config/unknown-segment', '{ not: { segment: { in: [customers, ‹x›] } } }', 'no segment'],
    ['config/unknown-field', '{ ‹stge›: x }', '"stage"'],
  ])('%s in a segment: %s', (code, marked, words) => {
    checkBad(inSegment(marked), code, words);
  });

  it('has no pattern of more than 1,000 characters', () => {
    const { diagnostics } = parseConfig(
      inFitRule(`{ title: { matches: '${'a|'.repeat(501)}' } }`),
      'nurture.yaml',
    );
    expect(diagnostics).toMatchObject([{ code: 'config/bad-pattern', at: { line: 6, column: 81 } }]);
    expect(diagnostics[0]?.at).not.toHaveProperty('excerpt');
  });

  it('is checked wherever a condition can stand', () => {
    const { diagnostics } = parseConfig(
      `score: { ready: 1 }
personas: [{ id: p, when: { title: null } }]
stages: [{ id: s, when: { title: null } }, { id: t, event: a.b, where: { url: null } }]
tags: { rules: [{ tag: a, when: { title: null } }, { tag: b, event: a.b, where: { url: null } }] }
segments: [{ id: s, when: { title: null } }]
partitions: [{ id: p, of: [{ id: a, when: { title: null } }] }]
queue: { rules: [{ to: [a], when: { title: null } }] }
campaigns:
  - id: c
    goal: { title: null }
    entry: { title: null }
    exit: [{ title: null }]
    steps: [{ id: s, when: { title: null } }]
`,
      'nurture.yaml',
    );
    const bad = diagnostics.filter(({ code }) => code === 'config/bad-condition');
    expect(bad.map(({ at }) => at?.line)).toEqual([2, 3, 3, 4, 4, 5, 6, 7, 10, 11, 12, 13]);
  });
});

function checkBad(marked: string, code: string, words: string): void {
  const { text, place } = readMarked(marked);
  const found = parseConfig(text, 'nurture.yaml').diagnostics;
  expect(found.map((one) => one.code)).toEqual([code]);
  const [{ message, why, help, at } = { message: '' }] = found;
  expect(at).toEqual(place);
  expect(`${message} ${why} ${help}`).toContain(words);
}
