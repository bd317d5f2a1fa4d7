import { describe, expect, it } from 'vitest';
import { daysInStages } from '../../src/fold/stages.js';
import type { Stage } from '../../src/model/audience.js';
import type { Condition } from '../../src/model/condition.js';
import { stage } from './audience-config.js';
import { asOf, audienceOf, day, type Told } from './audience-of.js';
import { explainAudience, foldAudience, foldDecided } from './audience-world.js';

const ready: Condition = { kind: 'compare', field: 'ready', op: 'eq', value: true };

/** Inquiry -> MQL (by condition) -> SAL -> SQL -> won | lost. */
const funnel: readonly Stage[] = [
  stage('inquiry'),
  stage('mql', { from: [0], when: ready }),
  stage('sal', { from: [0, 1], event: ['sal'] }),
  stage('sql', { from: [0, 1, 2], event: ['sql'] }),
  stage('won', { from: [0, 1, 2, 3], event: ['won'], final: true }),
  stage('lost', { from: [0, 1, 2, 3], event: ['lost'], final: true }),
];

const told = (...steps: readonly (readonly [type: string, daysAgo: number])[]): readonly Told[] =>
  steps.map(([type, daysAgo]) => ({ type, at: asOf - daysAgo * day }));

describe('E12 stages by events (S4.4)', () => {
  it.each<[string, readonly Told[], stage: number, daysAgo: number, illegal: number]>([
    ['nothing leaves a lead in the first', [], 0, Number.NaN, 0],
    ['one event', told(['sal', 5]), 2, 5, 0],
    ['each in turn', told(['sal', 5], ['sql', 4], ['won', 1]), 4, 1, 0],
    ['the same again changes nothing', told(['sal', 5], ['sal', 4]), 2, 5, 0],
    ['back is not legal', told(['sql', 5], ['sal', 4]), 3, 5, 1],
    ['nothing follows a final one', told(['lost', 5], ['won', 4], ['sal', 3]), 5, 5, 2],
    ['what is illegal does not stop the rest', told(['sql', 5], ['sal', 4], ['won', 3]), 4, 3, 1],
    ['after as-of nothing happens', told(['sal', 5], ['won', -1]), 2, 5, 0],
  ])('%s', (_, events, index, daysAgo, illegal) => {
    const { stages } = foldAudience(audienceOf({ stages: funnel }, events), 'identity').audience;
    expect(stages.stage[0]).toBe(index);
    expect(stages.enteredAt[0]).toBe(asOf - daysAgo * day);
    expect(stages.illegal[0]).toBe(illegal);
  });

  it('keep the first illegal ones as examples', () => {
    const backwards = told(['sql', 5], ['sal', 4]).flatMap((event) =>
      Array.from({ length: 12 }, (_, lead) => ({ ...event, lead })),
    );
    const world = audienceOf({ stages: funnel }, backwards, { leads: 12 });
    const { stages } = foldAudience(world, 'identity').audience;
    expect(stages.illegal).toEqual(new Int32Array(12).fill(1));
    expect(stages.illegalExamples).toEqual(
      Array.from({ length: 10 }, (_, lead) => ({ lead, from: 3, to: 2, at: asOf - 4 * day })),
    );
  });

  it('list every step of one lead', () => {
    const world = audienceOf(
      { stages: funnel },
      told(['sal', 5], ['sal', 4], ['sql', 3], ['sal', 2], ['won', 1]),
    );
    expect(explainAudience(world, 0).stageHistory).toEqual([
      { from: 0, to: 2, at: asOf - 5 * day, event: 0, legal: true },
      { from: 2, to: 3, at: asOf - 3 * day, event: 2, legal: true },
      { from: 3, to: 2, at: asOf - 2 * day, event: 3, legal: false },
      { from: 3, to: 4, at: asOf - day, event: 4, legal: true },
    ]);
  });

  it('may have passed a stage that only a condition shows', () => {
    const strict = (when: Partial<Stage>) => [
      stage('inquiry'),
      stage('mql', { from: [0], ...when }),
      stage('sal', { from: [1], event: ['sal'] }),
    ];
    const stageAfter = (stages: readonly Stage[]) =>
      foldAudience(audienceOf({ stages }, told(['sal', 1])), 'identity').audience.stages.stage[0];
    expect(stageAfter(strict({ when: ready }))).toBe(2);
    expect(stageAfter(strict({ event: ['mql'] }))).toBe(0);
  });

  it('enter several stages by one event in their order', () => {
    const stages = [
      stage('a'),
      stage('b', { from: [0], event: ['x'] }),
      stage('c', { from: [1], event: ['x'] }),
    ];
    const world = audienceOf({ stages }, told(['x', 1]));
    expect(foldAudience(world, 'identity')).toMatchObject({ ambiguous: false });
    expect(explainAudience(world, 0).stageHistory.map(({ to, legal }) => [to, legal])).toEqual([
      [1, true],
      [2, true],
    ]);
  });
});

describe('S2.5 stages entered at one instant', () => {
  const at = asOf - day;
  const tie = (sal: Partial<Told>, sql: Partial<Told>, earlier: readonly Told[] = []) =>
    audienceOf({ stages: funnel }, [...earlier, { type: 'sal', at, ...sal }, { type: 'sql', at, ...sql }]);

  it('are ordered by the text of their ids, for which the rows are read again', () => {
    const forwards = tie({ id: 'a' }, { id: 'b' });
    const backwards = tie({ id: 'b' }, { id: 'a' });
    for (const world of [forwards, backwards]) expect(foldAudience(world, 'identity').ambiguous).toBe(true);
    expect(foldDecided(forwards).audience.stages).toMatchObject({
      stage: Int32Array.of(3),
      illegal: Int32Array.of(0),
    });
    expect(foldDecided(backwards).audience.stages).toMatchObject({
      stage: Int32Array.of(3),
      illegal: Int32Array.of(1),
    });
  });

  it('need no text when their ranks differ, or when neither moves the lead', () => {
    expect(foldAudience(tie({ rank: 5 }, { rank: 6 }), 'identity').ambiguous).toBe(false);
    expect(foldAudience(tie({}, {}, told(['won', 9])), 'identity').ambiguous).toBe(false);
    expect(foldAudience(tie({}, { type: 'sal' }), 'identity').ambiguous).toBe(false);
  });
});

describe('days in each stage', () => {
  const history = explainAudience(
    audienceOf({ stages: funnel }, told(['sal', 6], ['sql', 4], ['sal', 3], ['won', 0.5])),
    0,
  ).stageHistory;

  it('run from one legal entry to the next, and to as-of', () => {
    expect([...daysInStages(6, history, asOf - 10 * day, asOf)]).toEqual([4, 0, 2, 3.5, 0.5, 0]);
    expect([...daysInStages(6, [], asOf - 10 * day, asOf)]).toEqual([10, 0, 0, 0, 0, 0]);
  });

  it('are not known of the first stage when nobody knows since when', () => {
    expect([...daysInStages(6, history, Number.NaN, asOf)]).toEqual([0, 0, 2, 3.5, 0.5, 0]);
    expect([...daysInStages(6, [], Number.NaN, asOf)]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
