import { describe, expect, it } from 'vitest';
import { summarize } from '../../src/fold/summary.js';
import { build, day, event, hour, lead, start } from '../oracle/build-world.js';
import type { RawScore, TextRow, World } from '../oracle/world.js';
import { explainOrdinal, foldRows, readFoldWorld } from './fold-world.js';

describe('A7 industry points', () => {
  it('are 5 for automotive and 10 for food, and nothing for what is not known', () => {
    const rules = [
      { id: 'automotive', when: { industry: 'automotive' }, points: 5 },
      { id: 'food', when: { industry: 'food' }, points: 10 },
    ];
    const leads = ['Automotive', 'food', 'mining', ''].map((industry) =>
      lead({ lead_id: industry || 'none', industry }),
    );
    const scores = scoresOf(build({ ready: 100, fit: { rules } }, [], start, { leads }));
    expect(scores).toEqual({ Automotive: 5, food: 10, mining: 0, none: 0 });
  });
});

describe('B1 the score is fit + pain + bonus', () => {
  const score: RawScore = {
    ready: 100,
    fit: { rules: [{ id: 'head', when: { title: { contains: 'head' } }, points: 20 }] },
    pain: { rules: [{ id: 'trial', event: 'trial.started', points: 30 }] },
    velocity: { bonus: [{ per_day: 10, points: 7 }] },
  };

  it('in separate columns', () => {
    const leads = [lead({ title: 'Head of IT' })];
    const one = build(score, [event(start, 'trial.started')], start + 4 * day, { leads });
    // Velocity (20 + 30) / 4 d = 12.5 a day reaches 10, so the bonus is 7: 20 + 30 + 7 = 57.
    expect(foldOne(one)).toMatchObject({ fit: 20, pain: 30, bonus: 7, score: 57, velocity: 12.5 });
  });

  it('and 0 where there is nothing', () => {
    expect(foldOne(build(score, [], start))).toMatchObject({
      fit: 0,
      pain: 0,
      bonus: 0,
      score: 0,
      velocity: 0,
    });
  });
});

describe('B2 fit is static', () => {
  it('and does not change when events are added', () => {
    const score: RawScore = {
      ready: 100,
      fit: { rules: [{ id: 'budget', when: { budget: { gte: 10000 } }, points: 25 }] },
      pain: { half_life: '7d', rules: [{ id: 'view', event: 'page.viewed', points: 10 }] },
    };
    const leads = [lead({ budget: '12,000' })];
    const events = [0, 1, 2].map((days) => event(start + days * day, 'page.viewed'));
    for (const count of [0, 1, 2, 3]) {
      expect(foldOne(build(score, events.slice(0, count), start + 3 * day, { leads })).fit).toBe(25);
    }
  });
});

describe('B3 weights differ by company', () => {
  it('and changing one changes only the leads that have the trait', () => {
    const leads = [
      lead({ lead_id: 'head', title: 'Head of IT', country: 'DE' }),
      lead({ lead_id: 'german', title: 'Clerk', country: 'DE' }),
      lead({ lead_id: 'other', title: 'Clerk', country: 'CN' }),
    ];
    const weighted = (points: number) => {
      const rules = [
        { id: 'head', when: { title: { contains: 'head' } }, points },
        { id: 'german', when: { country: 'DE' }, points: 15 },
      ];
      return scoresOf(build({ ready: 100, fit: { rules } }, [], start, { leads }));
    };
    expect(weighted(20)).toEqual({ head: 35, german: 15, other: 0 });
    expect(weighted(30)).toEqual({ head: 45, german: 15, other: 0 });
  });
});

describe('B4 ready by profile alone', () => {
  it('a VP at a target account is ready with no pain, since it was created, and its share is counted', () => {
    const score: RawScore = {
      ready: 100,
      fit: {
        rules: [
          { id: 'vp', when: { title: { starts_with: 'vp' } }, points: 40 },
          { id: 'target', when: { company: { in_list: 'targets' } }, points: 60 },
        ],
      },
      pain: { rules: [{ id: 'trial', event: 'trial.started', points: 100 }] },
    };
    const created_at = new Date(start).toISOString();
    const leads = [
      lead({ lead_id: 'perfect', title: 'VP Sales', company: 'ACME', created_at }),
      ...Array.from({ length: 19 }, (_, index) => lead({ lead_id: `vp-${index}`, title: 'VP', created_at })),
    ];
    const events = [event(start + day, 'trial.started', { lead: 'vp-0' })];
    const one = build(score, events, start + 5 * day, { leads, lists: { targets: ['acme'] } });
    const found = foldOne(one, 'perfect');
    expect(found).toMatchObject({ fit: 100, pain: 0, score: 100, ready: true, readyAt: start });
    // 40 + 100 of the first other VP is ready, too, but not by profile: 1 of 20 leads, 5 %.
    const world = readFoldWorld(one);
    const summary = summarize(foldRows(world, 'identity').features, 100, world.asOf);
    expect(summary).toMatchObject({ leads: 20, ready: 2, readyByProfile: 1, withEvents: 1 });
  });
});

describe('B5 misleading audiences', () => {
  const score = (min?: number): RawScore => ({
    ready: 50,
    fit: {
      ...(min === undefined ? {} : { min }),
      rules: [
        { id: 'german', when: { country: 'DE' }, points: 60 },
        { id: 'student', when: { title: 'student' }, points: -20 },
        { id: 'rival', when: { company: 'Rival' }, points: 0, disqualify: true },
      ],
    },
    pain: { rules: [{ id: 'trial', event: 'trial.started', points: 70 }] },
  });
  const events = [event(start, 'trial.started')];

  it('lose points', () => {
    const leads = [lead({ country: 'DE', title: 'Student' })];
    expect(foldOne(build(score(), [], start, { leads }))).toMatchObject({ fit: 40, ready: false });
  });

  it('S3.2 are at the floor of fit when disqualified, and never ready', () => {
    const leads = [lead({ country: 'DE', company: 'Rival' })];
    const none = { ready: false, disqualified: true, readyAt: Number.NaN, firstReadyAt: Number.NaN };
    expect(foldOne(build(score(), events, start, { leads }))).toMatchObject({
      fit: 0,
      pain: 70,
      score: 70,
      ...none,
    });
    expect(foldOne(build(score(-10), events, start, { leads }))).toMatchObject({
      fit: -10,
      score: 60,
      ...none,
    });
  });
});

describe('C1 behaviour is re-scored', () => {
  it('a new event changes pain on the next run', () => {
    const rules = [{ id: 'trial', event: 'trial.started', points: 40 }];
    const score: RawScore = { ready: 100, pain: { half_life: '7d', rules } };
    const events = [event(start, 'trial.started'), event(start + 7 * day, 'trial.started')];
    const painAt = (at: number) => foldOne(build(score, events, at)).pain;
    // 40; a millisecond before the second event nearly 20; with it 40 / 2 + 40; a week later half of that.
    expect(painAt(start)).toBe(40);
    expect(painAt(start + 7 * day - 1)).toBeCloseTo(20, 6);
    expect(painAt(start + 7 * day)).toBe(60);
    expect(painAt(start + 14 * day)).toBe(30);
  });
});

describe('C6 a numeric score without end', () => {
  const scored = (more: { readonly max?: number }): RawScore => ({
    ready: 100,
    pain: { rules: [{ id: 'view', event: 'page.viewed', points: 0.25, ...more }] },
  });
  const events = Array.from({ length: 1000 }, (_, minute) => event(start + minute * 60_000, 'page.viewed'));

  it('adds micro-conversions up without a ceiling: 1000 x 0.25 = 250', () => {
    expect(foldOne(build(scored({}), events, start + day)).score).toBe(250);
  });

  it('unless one is asked for', () => {
    expect(foldOne(build(scored({ max: 30 }), events, start + day)).score).toBe(30);
  });
});

describe('C7 velocity', () => {
  const score: RawScore = {
    ready: 100,
    pain: { rules: [{ id: 'doc', event: 'document.created', points: 25 }] },
  };
  const spread = (key: string, days: number) =>
    [0, 1, 2, 3].map((step) => event(start + (step / 3) * days * day, 'document.created', { lead: key }));
  const fast = lead({ lead_id: 'fast' });
  const slow = lead({ lead_id: 'slow' });
  const events = [...spread('slow', 14), ...spread('fast', 1)];

  it('ranks a lead that took one day before a lead that took two weeks for the same points', () => {
    const one = build(score, events, start + 20 * day, { leads: [slow, fast] });
    // Both reach 4 x 25 = 100 with their last event: 100 / 1 d and 100 / 14 d = 7.142857...; S3.9 orders by it.
    expect(foldOne(one, 'fast')).toMatchObject({ score: 100, velocity: 100, readyAt: start + day });
    expect(foldOne(one, 'slow')).toMatchObject({ score: 100, readyAt: start + 14 * day });
    expect(foldOne(one, 'slow').velocity).toBeCloseTo(100 / 14, 12);
  });

  it('is a number of one lead; how fast leads come in (lead velocity rate) is another thing', () => {
    const alone = foldOne(build(score, events, start + 20 * day, { leads: [fast] }), 'fast');
    expect(foldOne(build(score, events, start + 20 * day, { leads: [slow, fast] }), 'fast')).toEqual(alone);
  });
});

describe('E1 ready or not', () => {
  const score: RawScore = {
    ready: 100,
    pain: {
      rules: [
        { id: 'trial', event: 'trial.started', points: 60 },
        { id: 'doc', event: 'document.created', points: 20 },
        { id: 'view', event: 'page.viewed', points: 30, max: 35 },
      ],
    },
  };
  const events = [event(start, 'trial.started'), event(start, 'page.viewed')];

  it('and the distance says by what: 100 - (60 + 30) = 10', () => {
    const found = foldOne(build(score, events, start + day));
    expect(found).toMatchObject({ score: 90, ready: false });
    const { prospects } = explainOrdinal(readFoldWorld(build(score, events, start + day)), 0);
    // Rules 0 and 1 bring 60 and 20, of which one is enough; of 30 more for rule 2 its cap leaves 5, for ever.
    expect(prospects).toEqual([
      { rule: 0, adds: 60, events: 1 },
      { rule: 1, adds: 20, events: 1 },
      { rule: 2, adds: 5 },
    ]);
  });

  it('and what it says comes true', () => {
    const enough = [...events, event(start + day, 'document.created')];
    expect(foldOne(build(score, enough, start + day))).toMatchObject({
      score: 110,
      ready: true,
      readyAt: start + day,
    });
    const { prospects } = explainOrdinal(readFoldWorld(build(score, enough, start + day)), 0);
    expect(prospects).toEqual([]);
  });
});

describe('E4 the follow-up rule', () => {
  const score: RawScore = {
    ready: 100,
    sla: '48h',
    pain: { rules: [{ id: 'trial', event: 'trial.started', points: 100 }] },
  };
  const ready = event(start, 'trial.started');
  const overdueAt = (asOf: number, ...more: readonly TextRow[]) => {
    const world = readFoldWorld(build(score, [ready, ...more], asOf));
    return summarize(foldRows(world, 'identity').features, 100, asOf).overdue;
  };

  it('makes a lead due 48 hours after it became ready, and overdue when that is past', () => {
    expect(foldOne(build(score, [ready], start + hour)).dueAt).toBe(start + 48 * hour);
    expect(overdueAt(start + 48 * hour)).toBe(0);
    expect(overdueAt(start + 48 * hour + 1)).toBe(1);
  });

  it('is fulfilled by a touch of sales since then, not by an earlier one', () => {
    const asOf = start + 5 * day;
    expect(overdueAt(asOf, event(start - 1, 'sales.touched'))).toBe(1);
    expect(overdueAt(asOf, event(start, 'sales.touched'))).toBe(0);
    expect(overdueAt(asOf, event(start + 4 * day, 'sales.touched'))).toBe(0);
  });

  it('begins anew with a new spell', () => {
    const expiring: RawScore = {
      ...score,
      pain: { rules: [{ id: 'trial', event: 'trial.started', points: 100, within: '1d' }] },
    };
    const again = [ready, event(start + hour, 'sales.touched'), event(start + 3 * day, 'trial.started')];
    const found = foldOne(build(expiring, again, start + 3 * day + hour));
    expect(found).toMatchObject({ firstReadyAt: start, readyAt: start + 3 * day, dueAt: start + 5 * day });
  });
});

/** The features of one lead by name. */
function foldOne(one: World, key = 'a') {
  const world = readFoldWorld(one);
  const { features } = foldRows(world, 'identity');
  const ordinal = world.leads.findIndex((lead) => lead.key === key);
  const at = (column: ArrayLike<number>) => column[ordinal] ?? Number.NaN;
  return {
    fit: at(features.fit),
    pain: at(features.pain),
    bonus: at(features.bonus),
    score: at(features.score),
    velocity: at(features.velocity),
    momentum: at(features.momentum),
    ready: at(features.ready) === 1,
    disqualified: at(features.disqualified) === 1,
    readyAt: at(features.readyAt),
    firstReadyAt: at(features.firstReadyAt),
    dueAt: at(features.dueAt),
  };
}

function scoresOf(one: World): Readonly<Record<string, number>> {
  const world = readFoldWorld(one);
  const { features } = foldRows(world, 'identity');
  return Object.fromEntries(
    world.leads.map(({ key }, ordinal) => [key, features.score[ordinal] ?? Number.NaN]),
  );
}
