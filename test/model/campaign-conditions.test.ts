import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import { type EngagementCase, engagementCases } from '../../src/model/campaign.js';
import {
  dateFieldsOf,
  eventsOf,
  leadConditionsOf,
  readsCase,
  withCase,
} from '../../src/model/campaign-conditions.js';
import type { Condition } from '../../src/model/condition.js';

const always: Condition = { kind: 'all', of: [] };
const never: Condition = { kind: 'any', of: [] };
const ofLead: Condition = { kind: 'compare', field: 'country', op: 'eq', value: 'DE' };
const is = (op: 'eq' | 'ne', value: EngagementCase): Condition => ({
  kind: 'compare',
  field: 'case',
  op,
  value,
});
const oneOf = (values: readonly EngagementCase[], negated: boolean): Condition => ({
  kind: 'in',
  field: 'case',
  values,
  negated,
});
const exists = (wanted: boolean): Condition => ({ kind: 'exists', field: 'case', exists: wanted });

describe('S5.5 the case in conditions', () => {
  it.each<[string, Condition, EngagementCase | undefined, Condition]>([
    ['is it', is('eq', 'clicked'), 'clicked', always],
    ['is another', is('eq', 'clicked'), 'opened', never],
    ['is none yet', is('eq', 'clicked'), undefined, never],
    ['is not it', is('ne', 'clicked'), 'clicked', never],
    ['is not another', is('ne', 'clicked'), 'ignored', always],
    ['is not, without a mail', is('ne', 'clicked'), undefined, always],
    ['is one of several', oneOf(['clicked', 'opened'], false), 'opened', always],
    ['is none of several', oneOf(['clicked', 'opened'], false), 'ignored', never],
    ['is one of several, without a mail', oneOf(['clicked', 'opened'], false), undefined, never],
    ['is not one of several', oneOf(['clicked', 'opened'], true), 'opened', never],
    ['is not one of several, without a mail', oneOf(['clicked', 'opened'], true), undefined, always],
    ['exists', exists(true), 'ignored', always],
    ['exists, without a mail', exists(true), undefined, never],
    ['does not exist', exists(false), 'ignored', never],
    ['does not exist, without a mail', exists(false), undefined, always],
  ])('%s', (_, condition, value, settled) => {
    expect(withCase(condition, value)).toEqual(settled);
  });

  it('is settled inside of all, any and not, and nothing else is', () => {
    const condition: Condition = {
      kind: 'all',
      of: [ofLead, { kind: 'any', of: [is('eq', 'opened'), { kind: 'not', of: is('eq', 'opened') }] }],
    };
    expect(readsCase(condition)).toBe(true);
    expect(withCase(condition, 'opened')).toEqual({
      kind: 'all',
      of: [ofLead, { kind: 'any', of: [always, { kind: 'not', of: always }] }],
    });
  });

  it('leaves a condition that reads no case as it is', () => {
    const condition: Condition = { kind: 'not', of: ofLead };
    expect(readsCase(condition)).toBe(false);
    expect(withCase(condition, 'opened')).toBe(condition);
  });

  it('is read no more afterwards, and exactly one case fits each test for equality', () => {
    const value = fc.constantFrom(undefined, ...engagementCases);
    fc.assert(
      fc.property(value, (known) => {
        const equal = engagementCases.map((one) => withCase(is('eq', one), known));
        expect(equal.some(readsCase)).toBe(false);
        expect(equal.filter((one) => one.kind === 'all')).toHaveLength(known === undefined ? 0 : 1);
      }),
    );
  });
});

describe('what a campaign asks for', () => {
  const { config } = parseConfig(
    `score: { ready: 1 }
campaigns:
  - id: c
    goal: { event: a.goal }
    entry: { date: renewal_date, before: 60d, when: { country: DE } }
    exit: [{ event: a.exit, where: { topic: x } }, { title: exit }]
    while: { title: while }
    steps:
      - { id: one, before: contract_end 30d, when: { title: one } }
      - { id: two, wait_for: { event: a.wait } }
  - { id: d, goal: { title: goal }, entry: { event: a.entry, when: { title: entry } }, steps: [{ id: s }] }
  - { id: e, goal: { title: goal }, entry: { title: entry }, steps: [{ id: s }] }`,
    'nurture.yaml',
  );
  const [c, d, e] = config?.campaigns ?? [];

  it('of single events, of the lead, and which dates it goes by', () => {
    if (c === undefined || d === undefined || e === undefined) throw new Error('The config has errors.');
    expect(eventsOf(c).map(({ events }) => events.join())).toEqual(['a.goal', 'a.exit', 'a.wait']);
    expect(eventsOf(d).map(({ events }) => events.join())).toEqual(['a.entry']);
    const values = [c, d, e].map((campaign) =>
      leadConditionsOf(campaign).map((one) => (one.kind === 'compare' ? one.value : one.kind)),
    );
    expect(values).toEqual([
      ['exit', 'DE', 'while', 'one'],
      ['goal', 'entry'],
      ['goal', 'entry'],
    ]);
    expect([c, d, e].map(dateFieldsOf)).toEqual([['renewal_date', 'contract_end'], [], []]);
  });
});
