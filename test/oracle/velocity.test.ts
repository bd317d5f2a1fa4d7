import { describe, expect, it } from 'vitest';
import { build, day, event, hour, lead, only, start } from './build-world.js';
import { oracle } from './score.js';
import type { RawScore } from './world.js';

describe('C7 velocity', () => {
  const score: RawScore = {
    ready: 100,
    pain: { rules: [{ id: 'view', event: 'document.created', points: 25 }] },
  };
  const spread = (key: string, days: number) =>
    [0, 1, 2, 3].map((step) => event(start + (step / 3) * days * day, 'document.created', { lead: key }));

  it('ranks the lead of one day before the lead of two weeks', () => {
    const leads = [lead({ lead_id: 'slow' }), lead({ lead_id: 'swift' })];
    const events = [...spread('slow', 14), ...spread('swift', 1)];
    const found = oracle(build(score, events, start + 15 * day, { leads })).leads;
    // Both reach 4 x 25 = 100 with their last event: 100 / 1 d and 100 / 14 d.
    expect(found.map(({ key, score }) => [key, score])).toEqual([
      ['swift', 100],
      ['slow', 100],
    ]);
    expect(found[0]?.velocity).toBeCloseTo(100, 10);
    expect(found[1]?.velocity).toBeCloseTo(7.142857142857143, 10);
  });

  it('divides by the days until as-of while the lead is not ready, and by one hour at least', () => {
    const events = [event(start, 'document.created')];
    expect(only(build(score, events, start + 5 * day)).velocity).toBe(5);
    expect(only(build(score, events, start + 60_000)).velocity).toBe(600);
  });

  it('momentum is what the window has brought', () => {
    const events = [event(start, 'document.created'), event(start + 8 * day, 'document.created')];
    // 50 at day 9 minus 25 at day 2; at day 3 it is 25 minus nothing, because day -4 is before the first touch.
    expect(only(build(score, events, start + 9 * day)).momentum).toBe(25);
    expect(only(build(score, events, start + 3 * day)).momentum).toBe(25);
    expect(only(build(score, events, start + 20 * day)).momentum).toBe(0);
  });

  it('gives the largest bonus of the tiers reached, and the bonus does not feed itself', () => {
    const tiers = [
      { per_day: 10, points: 20 },
      { per_day: 5, points: 10 },
      { per_day: 30, points: 1000 },
    ];
    const fast: RawScore = { ...score, ready: 60, velocity: { bonus: tiers } };
    const events = [event(start, 'document.created'), event(start + day, 'document.created')];
    const found = only(build(fast, events, start + 2 * day));
    // 50 points in two days: 25 a day reaches 10 and 5. With the bonus it would be 35 a day and reach 30, too.
    expect(found).toMatchObject({ velocity: 25, bonus: 20, score: 70, pain: 50, momentum: 50 });
    // At the start 25 points in the least time of one hour are 600 a day, which reaches 30: 25 + 1000. With t days,
    // 25 / t >= 30 holds until t = 25 / 30 d = 20 h. Then 25 + 20 is not enough until the second event: 50 / 1 d.
    // That makes 50 + 1000, until 50 / t < 30 at t = 5 / 3 d, then 70, and from 5 d on 60, until 50 / t < 5 at 10 d.
    expect(found.spells).toEqual([{ from: start, to: start + 20 * hour + 1 }, { from: start + day }]);
    expect(only(build(fast, events, start + 12 * day)).spells).toEqual([
      { from: start, to: start + 20 * hour + 1 },
      { from: start + day, to: start + 10 * day + 1 },
    ]);
  });
});
