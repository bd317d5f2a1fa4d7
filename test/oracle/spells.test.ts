import { describe, expect, it } from 'vitest';
import { build, day, event, only, start } from './build-world.js';
import type { RawScore, TextRow } from './world.js';

const trial = { id: 'trial', event: 'trial.started', points: 100 } as const;

describe('spells', () => {
  it('ends at the exact millisecond at which decay goes below the threshold', () => {
    const score: RawScore = { ready: 60, pain: { half_life: '7d', rules: [trial] } };
    const found = only(build(score, [event(start, 'trial.started')], start + 30 * day));
    // 100 * 2^(-t / 7 d) = 60 at t = 7 d * log2(100 / 60) = 445,721,113.6... ms; the next whole one is the first below.
    const end = start + Math.ceil(7 * day * Math.log2(100 / 60));
    expect(found.spells).toEqual([{ from: start, to: end }]);
    expect(found).toMatchObject({ ready: false, firstReadyAt: start });
    expect(found.readyAt).toBeUndefined();
    const before = only(build(score, [event(start, 'trial.started')], end - 1));
    expect(before).toMatchObject({ ready: true, readyAt: start });
  });

  it('ends at an expiry, begins again at an event, and ends at a negative one', () => {
    const score: RawScore = {
      ready: 100,
      pain: {
        rules: [
          { ...trial, within: '3d' },
          { id: 'away', event: 'email.unsubscribed', points: -1, class: 'email' },
        ],
      },
    };
    const events = [
      event(start, 'trial.started'),
      event(start + 5 * day, 'trial.started'),
      event(start + 6 * day, 'email.unsubscribed'),
    ];
    expect(only(build(score, events, start + 20 * day)).spells).toEqual([
      { from: start, to: start + 3 * day },
      { from: start + 5 * day, to: start + 6 * day },
    ]);
  });

  it('begins between events when negative points decay', () => {
    const score: RawScore = {
      ready: 90,
      pain: {
        rules: [trial, { id: 'away', event: 'email.unsubscribed', points: -20, half_life: '1d' }],
      },
    };
    const events = [event(start, 'trial.started'), event(start, 'email.unsubscribed')];
    // 100 - 20 * 2^(-t / 1 d) = 90 at exactly one day.
    expect(only(build(score, events, start + 4 * day)).spells).toEqual([{ from: start + day }]);
  });

  it('finds a threshold that is touched throughout, when two rules cancel each other', () => {
    const score: RawScore = {
      ready: 100,
      fit: { rules: [{ id: 'all', when: { lead_id: 'a' }, points: 100 }] },
      pain: {
        half_life: '30d',
        rules: [
          { id: 'plus', event: 'page.viewed', points: 10 },
          { id: 'minus', event: 'page.viewed', points: -10 },
        ],
      },
    };
    const found = only(build(score, [event(start, 'page.viewed')], start + 40 * day));
    expect(found.spells).toEqual([{ from: start }]);
  });

  it('E4 is due after the sla, unless sales has touched the lead since it became ready', () => {
    const score: RawScore = { ready: 100, sla: '48h', pain: { rules: [trial] } };
    const ready = event(start, 'trial.started');
    const due = (...more: TextRow[]) => only(build(score, [ready, ...more], start + 5 * day)).dueAt;
    expect(due()).toBe(start + 2 * day);
    expect(due(event(start - 1, 'sales.touched'))).toBe(start + 2 * day);
    expect(due(event(start, 'sales.touched'))).toBeUndefined();
  });
});
