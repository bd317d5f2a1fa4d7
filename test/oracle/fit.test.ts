import { describe, expect, it } from 'vitest';
import { build, day, event, lead, only, start } from './build-world.js';
import { oracle } from './score.js';
import type { RawScore } from './world.js';

const trial = { id: 'trial', event: 'trial.started', points: 100 } as const;

describe('FIT', () => {
  it('A3 business e-mail beats personal e-mail', () => {
    const score: RawScore = {
      ready: 100,
      fit: { rules: [{ id: 'business', when: { 'email.kind': 'business' }, points: 10 }] },
    };
    const leads = [
      lead({ lead_id: 'a', email: 'a@gmail.com' }),
      lead({ lead_id: 'b', email: 'b@corp.example' }),
      lead({ lead_id: 'c', email: 'info@corp.example' }),
      lead({ lead_id: 'd', email: 'd@mailinator.com' }),
      lead({ lead_id: 'e', email: 'nonsense' }),
    ];
    const fits = oracle(build(score, [], start, { leads })).leads.map(({ key, fit }) => [key, fit]);
    expect(fits).toEqual([
      ['b', 10],
      ['a', 0],
      ['c', 0],
      ['d', 0],
      ['e', 0],
    ]);
  });

  it('A7 automotive 5, food 10', () => {
    const score: RawScore = {
      ready: 100,
      fit: {
        rules: [
          { id: 'automotive', when: { industry: 'Automotive' }, points: 5 },
          { id: 'food', when: { industry: 'Food' }, points: 10 },
        ],
      },
    };
    const leads = [
      lead({ lead_id: 'car', industry: ' AUTOMOTIVE ' }),
      lead({ lead_id: 'bread', industry: 'food' }),
      lead({ lead_id: 'other', industry: '' }),
    ];
    const fits = oracle(build(score, [], start, { leads })).leads.map(({ key, fit }) => [key, fit]);
    expect(fits).toEqual([
      ['bread', 10],
      ['car', 5],
      ['other', 0],
    ]);
  });

  it('clamps each group, then the sum', () => {
    const yes = { lead_id: { exists: true } };
    const score: RawScore = {
      ready: 100,
      fit: {
        max: 18,
        groups: { firm: { max: 12 } },
        rules: [
          { id: 'a', when: yes, points: 10, group: 'firm' },
          { id: 'b', when: yes, points: 5, group: 'firm' },
          { id: 'c', when: yes, points: 7 },
        ],
      },
    };
    // firm: 10 + 5 = 15, at most 12; 12 + 7 = 19, at most 18.
    expect(only(build(score, [], start)).fit).toBe(18);
  });

  it('B5 a disqualified lead has FIT at its floor and is never ready', () => {
    const score: RawScore = {
      ready: 50,
      fit: {
        min: -40,
        rules: [
          { id: 'country', when: { country: 'DE' }, points: 30 },
          { id: 'student', when: { title: { contains: 'student' } }, points: -5, disqualify: true },
        ],
      },
      pain: { rules: [trial] },
    };
    const leads = [lead({ title: 'Student', country: 'DE' })];
    const found = only(build(score, [event(start, 'trial.started')], start + day, { leads }));
    // -40 + 100 = 60 is above 50, and yet.
    expect(found).toMatchObject({
      fit: -40,
      score: 60,
      disqualified: true,
      ready: false,
      distance: 0,
      spells: [],
    });
  });

  it('B4 is ready by FIT alone since creation', () => {
    const score: RawScore = {
      ready: 30,
      sla: '48h',
      fit: { rules: [{ id: 'vp', when: { title: { matches: '\\bvp\\b' } }, points: 30 }] },
    };
    const leads = [lead({ title: 'VP Sales', created_at: '2024-03-01' })];
    const found = only(build(score, [], start + 10 * day, { leads }));
    expect(found).toMatchObject({
      ready: true,
      pain: 0,
      readyAt: start,
      firstReadyAt: start,
      dueAt: start + 2 * day,
    });
    expect(found.spells).toEqual([{ from: start }]);
    // The spell began with the first touch, which counts as one hour: 30 points / (1/24) day.
    expect(found.velocity).toBe(720);
  });

  it('is ready since as-of without creation date and without events', () => {
    const score: RawScore = {
      ready: 30,
      fit: { rules: [{ id: 'all', when: { lead_id: { exists: true } }, points: 30 }] },
    };
    expect(only(build(score, [], start))).toMatchObject({
      readyAt: start,
      velocity: 0,
      momentum: 0,
      score: 30,
    });
  });
});
