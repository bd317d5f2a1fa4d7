import { describe, expect, it } from 'vitest';
import { build, day, event, hour, only, start } from './build-world.js';
import type { RawScore } from './world.js';

const trial = { id: 'trial', event: 'trial.started', points: 100 } as const;

describe('PAIN', () => {
  it('halves after each half-life', () => {
    const score: RawScore = { ready: 500, pain: { half_life: '30d', rules: [trial] } };
    const events = [event(start, 'trial.started')];
    expect(only(build(score, events, start)).pain).toBe(100);
    expect(only(build(score, events, start + 30 * day)).pain).toBe(50);
    expect(only(build(score, events, start + 90 * day)).pain).toBe(12.5);
  });

  it('keeps the points of a rule without half-life', () => {
    const score: RawScore = {
      ready: 500,
      pain: { half_life: '1d', rules: [{ ...trial, half_life: 'none' }] },
    };
    expect(only(build(score, [event(start, 'trial.started')], start + 90 * day)).pain).toBe(100);
  });

  it('counts an event until before the end of within', () => {
    const score: RawScore = { ready: 500, pain: { rules: [{ ...trial, within: '2d' }] } };
    const events = [event(start, 'trial.started')];
    expect(only(build(score, events, start + 2 * day - 1)).pain).toBe(100);
    const gone = only(build(score, events, start + 2 * day));
    expect(gone.pain).toBe(0);
    expect(gone.statement).toEqual([]);
  });

  it('takes the first of a day before within: an expired event has used up its day', () => {
    const score: RawScore = {
      ready: 500,
      pain: { rules: [{ id: 'view', event: 'page.viewed', points: 5, daily: 1, within: '6h' }] },
    };
    const events = [event(start + 1 * hour, 'page.viewed'), event(start + 5 * hour, 'page.viewed')];
    // At 08:00 the view of 01:00 has expired (7 h >= 6 h), and that of 05:00 was the second of its day.
    expect(only(build(score, events, start + 8 * hour)).pain).toBe(0);
    expect(only(build(score, events, start + 6 * hour)).pain).toBe(5);
  });

  it('counts days in the zone of the project', () => {
    const score: RawScore = {
      ready: 500,
      pain: { rules: [{ id: 'view', event: 'page.viewed', points: 5, daily: 1 }] },
    };
    const events = [event(start - 90 * 60_000, 'page.viewed'), event(start - 30 * 60_000, 'page.viewed')];
    // 22:30 and 23:30 UTC of one day are 23:30 and 00:30 in Berlin.
    expect(only(build(score, events, start)).pain).toBe(5);
    const berlin = { config: { timezone: 'Europe/Berlin', score } };
    expect(only(build(score, events, start, berlin)).pain).toBe(10);
  });

  it('takes points from a property, and an unreadable one does not use up the day', () => {
    const score: RawScore = {
      ready: 500,
      pain: {
        rules: [
          { id: 'amount', event: 'purchase.completed', points: { property: 'value', factor: 0.1 }, daily: 1 },
        ],
      },
    };
    const events = [
      event(start, 'purchase.completed', { value: 'n/a' }),
      event(start + hour, 'purchase.completed', { value: '1,250' }),
      event(start + 2 * hour, 'purchase.completed', { value: '9' }),
    ];
    expect(only(build(score, events, start + day)).pain).toBe(125);
  });

  it('clamps rule, group, class and whole, and the balance of the statement ends at PAIN', () => {
    const score: RawScore = {
      ready: 500,
      pain: {
        max: 50,
        groups: { learning: { max: 20 } },
        classes: { content: { max: 25 }, email: { min: -4 } },
        rules: [
          { id: 'docs', event: 'page.viewed', points: 8, max: 14, group: 'learning' },
          { id: 'paper', event: 'form.submitted', points: 10, group: 'learning' },
          { id: 'news', event: 'email.clicked', points: 9 },
          { id: 'away', event: 'email.unsubscribed', points: -10, class: 'email' },
          { id: 'trial', event: 'trial.started', points: 40, class: 'product' },
        ],
      },
    };
    const at = (hours: number, type: string) => event(start + hours * hour, type);
    const events = [
      at(0, 'page.viewed'),
      at(1, 'page.viewed'),
      at(2, 'form.submitted'),
      at(3, 'email.clicked'),
      at(4, 'email.unsubscribed'),
      at(5, 'trial.started'),
    ];
    const found = only(build(score, events, start + day));
    // docs 8, then 16 capped at 14; + paper 10 = 24, learning capped at 20; + news 9 = 29, content capped at 25;
    // email -10, at least -4: 21; + product 40 = 61, whole capped at 50.
    expect(
      found.statement.map(({ ruleId, now, counted, balance }) => [ruleId, now, counted, balance]),
    ).toEqual([
      ['docs', 8, 8, 8],
      ['docs', 8, 6, 14],
      ['paper', 10, 6, 20],
      ['news', 9, 5, 25],
      ['away', -10, -4, 21],
      ['trial', 40, 29, 50],
    ]);
    expect(found.pain).toBe(50);
  });
});
