import { describe, expect, it } from 'vitest';
import { build, day, event, lead, only, start } from './build-world.js';
import { oracle } from './score.js';
import type { RawScore } from './world.js';

describe('inputs', () => {
  const score: RawScore = { ready: 100, pain: { rules: [{ id: 'view', event: 'page.viewed', points: 1 }] } };

  it('puts every row into one place', () => {
    const events = [
      event(start, 'page.viewed', { event_id: 'x' }),
      event(start + 1, 'page.viewed', { event_id: 'x' }),
      event(start, 'page.viewed'),
      event(start, 'page.viewed'),
      event(start, 'page.viewed', { is_machine: 'ja' }),
      event(start, 'page.viewed', { lead: 'nobody' }),
      event(start + 9 * day, 'page.viewed'),
      event(start, ' '),
      event(start, 'page.viewed', { lead: '' }),
      event(start, 'page.viewed', { at: '2024-02-30' }),
    ];
    const leads = [
      lead(),
      lead({ updated_at: '2024-01-01' }),
      lead({ lead_id: ' ' }),
      lead({ lead_id: 'later', created_at: '2030-01-01' }),
    ];
    const { counts, leads: found } = oracle(build(score, events, start + day, { leads }));
    expect(counts.leads).toEqual({
      read: 4,
      used: 1,
      joined: 0,
      quarantined: 1,
      duplicates: 1,
      afterAsOf: 1,
    });
    // Used: x once, the one without id once, the machine, the orphan.
    expect(counts.events).toEqual({
      read: 10,
      used: 4,
      quarantined: 3,
      duplicates: 2,
      afterAsOf: 1,
      orphans: 1,
      machine: 1,
    });
    expect(found[0]?.statement.map(({ eventIndex }) => eventIndex)).toEqual([2, 0]);
  });

  it('keeps the lead row that was updated last, of equals the last', () => {
    const rows = (...updates: string[]) =>
      updates.map((updated_at, index) => lead({ updated_at, email: `${index}@corp.example` }));
    const winner = (...updates: string[]) => only(build(score, [], start, { leads: rows(...updates) })).email;
    expect(winner('2024-01-02', '2024-01-01', '')).toBe('0@corp.example');
    expect(winner('2024-01-01', '2024-01-01')).toBe('1@corp.example');
    expect(winner('', '')).toBe('1@corp.example');
  });

  it('finds the lead of an event by key, else by e-mail however it is written', () => {
    const leads = [lead({ email: 'Anna@Müller.example' })];
    const by = (email: string, key = '') =>
      oracle(build(score, [event(start, 'page.viewed', { lead: key, email })], start, { leads })).counts
        .events.orphans;
    expect(by(' anna@MÜLLER.example ')).toBe(0);
    expect(by('anna@xn--mller-kva.example', 'unknown')).toBe(0);
    expect(by('ａnna@müller.example')).toBe(0);
    expect(by('ana@müller.example')).toBe(1);
  });

  it('takes the same id for two leads as two events', () => {
    const leads = [lead(), lead({ lead_id: 'b' })];
    const events = ['a', 'b'].map((key) => event(start, 'page.viewed', { event_id: 'x', lead: key }));
    expect(oracle(build(score, events, start, { leads })).leads.map(({ pain }) => pain)).toEqual([1, 1]);
  });
});
