import { describe, expect, it } from 'vitest';
import type { Interests } from '../../src/model/audience.js';
import { interestStates } from '../../src/model/audience-features.js';
import { interestsIn } from './audience-config.js';
import { asOf, audienceOf, day, type Told } from './audience-of.js';
import { type AudienceWorld, foldAudience } from './audience-world.js';

const { observed, declared, declined } = interestStates;

const about = (topic: number, daysAgo: number, type = 'page.viewed', more: Partial<Told> = {}): Told => ({
  type,
  at: asOf - daysAgo * day,
  values: [topic],
  ...more,
});

describe('S4.3 observed interest', () => {
  it('is a weight per topic that halves with every half-life', () => {
    const events = [about(1, 0), about(1, 30), about(1, 60), about(2, 30), about(2, 30)];
    // 1 + 1/2 + 1/4, and 2 x 1/2.
    expect(interests(events, { halfLifeMs: 30 * day })).toEqual([
      [1, 1.75, observed],
      [2, 1, observed],
    ]);
    expect(top(events, { halfLifeMs: 30 * day })).toEqual([1, 1.75]);
  });

  it('keeps its weight without a half-life', () => {
    expect(interests([about(1, 0), about(1, 3000)])).toEqual([[1, 2, observed]]);
  });

  it('weighs events by type, 1 when the config does not say', () => {
    const weights = [
      { event: 'form.submitted', weight: 5 },
      { event: 'email.opened', weight: 0 },
    ];
    const events = [about(1, 1), about(1, 2), about(2, 1, 'form.submitted'), about(3, 1, 'email.opened')];
    expect(interests(events, { weights })).toEqual([
      [1, 2, observed],
      [2, 5, observed],
    ]);
  });

  it('knows nothing of events without a topic, of machines, repeated or after as-of', () => {
    const events = [
      about(Number.NaN, 1),
      about(1, 1, 'page.viewed', { machine: true }),
      about(2, 3, 'page.viewed', { id: 'a' }),
      about(2, 2, 'page.viewed', { id: 'a' }),
      about(3, -1),
    ];
    expect(interests(events)).toEqual([[2, 1, observed]]);
  });

  it('prefers the first topic by name on equal weights', () => {
    expect(top([about(7, 1), about(4, 1), about(9, 1)])).toEqual([4, 1]);
    expect(top([])).toEqual([-1, 0]);
  });

  it('keeps the topics of leads apart, however many there are', () => {
    const topics = Array.from({ length: 300 }, (_, index) => (index * 7) % 300);
    const ofBoth = [0, 2].flatMap((lead) => topics.map((topic) => about(topic, 1, 'page.viewed', { lead })));
    const world = audienceOf({ interests: interestsIn() }, ofBoth, { leads: 3 });
    const { rows, topTopic } = foldAudience(world, 'identity').audience.interests;
    expect(rows.count).toBe(600);
    expect([...rows.topic.subarray(0, 300)]).toEqual(Array.from({ length: 300 }, (_, topic) => topic));
    expect([...rows.lead.subarray(300, 600)]).toEqual(Array.from({ length: 300 }, () => 2));
    expect([...rows.weight.subarray(0, 600)]).toEqual(Array.from({ length: 600 }, () => 1));
    expect([...topTopic]).toEqual([0, -1, 0]);
  });
});

describe('A11 declared preferences', () => {
  const declares = (topic: number, daysAgo: number) => about(topic, daysAgo, 'preference.declared');
  const declines = (topic: number, daysAgo: number) => about(topic, daysAgo, 'preference.declined');

  it('beat what was observed, and are no observation themselves', () => {
    const events = [about(1, 1), about(1, 2), declares(2, 9), declares(3, 9), about(3, 1)];
    expect(interests(events)).toEqual([
      [1, 2, observed],
      [2, 0, declared],
      [3, 1, declared],
    ]);
    expect(top(events)).toEqual([3, 1]);
    expect(top([about(1, 1), declares(2, 9)])).toEqual([2, 0]);
  });

  it('are never used when declined', () => {
    const events = [about(1, 1), about(1, 2), about(2, 1), declines(1, 9)];
    expect(interests(events)).toEqual([
      [1, 2, declined],
      [2, 1, observed],
    ]);
    expect(top(events)).toEqual([2, 1]);
    expect(top([about(1, 1), declines(1, 9)])).toEqual([-1, 0]);
  });

  it('can be changed: the latest word counts', () => {
    expect(interests([declines(1, 9), declares(1, 8)])).toEqual([[1, 0, declared]]);
    expect(interests([declares(1, 9), declines(1, 8)])).toEqual([[1, 0, declined]]);
  });

  it('are declined when both are said at one instant, in whatever order', () => {
    for (const events of [
      [declares(1, 5), declines(1, 5)],
      [declines(1, 5), declares(1, 5)],
    ]) {
      expect(interests(events)).toEqual([[1, 0, declined]]);
      expect(foldAudience(audienceOf({ interests: interestsIn() }, events), 'identity').ambiguous).toBe(
        false,
      );
    }
  });

  it('may come from the row of the lead, as of when it says', () => {
    const row = (topic: number, at: number, isDeclined: boolean) => ({
      lead: 0,
      topic,
      at,
      declined: isDeclined,
    });
    const beginning = Number.NEGATIVE_INFINITY;
    expect(interests([], {}, [row(1, beginning, false), row(2, beginning, true)])).toEqual([
      [1, 0, declared],
      [2, 0, declined],
    ]);
    expect(interests([declines(1, 9)], {}, [row(1, asOf - 10 * day, false)])).toEqual([[1, 0, declined]]);
    expect(interests([declines(1, 9)], {}, [row(1, asOf - 8 * day, false)])).toEqual([[1, 0, declared]]);
  });
});

function foldOne(events: readonly Told[], more: Partial<Interests>, rows: AudienceWorld['declared']) {
  const world = audienceOf({ interests: interestsIn(more) }, events, { declared: rows });
  return foldAudience(world, 'identity').audience.interests;
}

/** Topic, weight and state of every interest of the lead. */
function interests(
  events: readonly Told[],
  more: Partial<Interests> = {},
  ofRow: AudienceWorld['declared'] = [],
) {
  const { rows } = foldOne(events, more, ofRow);
  return Array.from({ length: rows.count }, (_, row) => [rows.topic[row], rows.weight[row], rows.state[row]]);
}

function top(events: readonly Told[], more: Partial<Interests> = {}) {
  const { topTopic, topWeight } = foldOne(events, more, []);
  return [topTopic[0], topWeight[0]];
}
