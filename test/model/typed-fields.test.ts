import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import { typedFields } from '../../src/model/typed-fields.js';

const typed = (more: string) => {
  const { config } = parseConfig(`score: { ready: 1 }\naudience: { channels: {} }\n${more}`, 'nurture.yaml');
  if (config === undefined) throw new Error('The config has errors.');
  return typedFields(config);
};

describe('S2.2 fields that are read as a value', () => {
  it('are those of the tool when the config asks for none', () => {
    expect(typed('')).toEqual({
      leads: { instants: ['created_at', 'updated_at'], numbers: [] },
      events: { instants: ['at'], numbers: [] },
    });
  });

  it('are dates by which campaigns go, and what their conditions compare', () => {
    const { leads, events } = typed(`policy: { ladder: rung }
campaigns:
  - id: c
    goal: { event: purchase.completed, where: { value: { gte: 100 }, shipped_at: { before: 2025-01-01 } } }
    entry: { date: renewal_date, before: 60d, when: { seats: { gt: 5 } } }
    while: { churned_at: { older_than: 1y } }
    steps:
      - { id: one, before: contract_end 30d, rung: 2 }
      - { id: two, when: { case: clicked, budget: 5 }, wait_for: { event: a.b, where: { minutes: 3 } } }`);
    expect(leads).toEqual({
      instants: ['created_at', 'updated_at', 'consent_at', 'renewal_date', 'contract_end', 'churned_at'],
      numbers: ['seats', 'rung', 'budget'],
    });
    expect(events).toEqual({ instants: ['at', 'shipped_at'], numbers: ['value', 'minutes'] });
  });

  it.each([
    ['policy: { consent: { column: double_opt_in } }', ['double_opt_in']],
    ['policy: { consent: { required: false, column: double_opt_in } }', []],
  ])('S6.3 are the consent that is asked for: %s', (policy, consents) => {
    const campaign = '{ id: c, goal: { event: a.b }, entry: { event: c.d }, steps: [{ id: s }] }';
    const { leads } = typed(`${policy}\ncampaigns: [${campaign}]`);
    expect(leads.instants).toEqual(['created_at', 'updated_at', ...consents]);
    expect(typed(policy).leads.instants).toEqual(['created_at', 'updated_at']);
  });
});
