import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysInStages } from '../../src/fold/stages.js';
import {
  type AudienceFeatures,
  type IllegalTransition,
  interestStates,
} from '../../src/model/audience-features.js';
import { naiveAggregate } from '../oracle/naive-aggregates.js';
import { countedEvents, type NaiveEvent } from '../oracle/naive-events.js';
import { type NaiveInterest, naiveInterests, naiveTop, type Voice } from '../oracle/naive-interests.js';
import { naiveDays, naiveStage, naiveSteps } from '../oracle/naive-stages.js';
import { arrivals } from './arbitrary-arrivals.js';
import { audienceWorlds } from './arbitrary-audience.js';
import { type AudienceWorld, explainAudience, foldDecided, modelOf } from './audience-world.js';

const numRuns = process.env.LONG === undefined ? 2_500 : 50_000;

describe('the fold of the audience agrees with the oracle', () => {
  it('on aggregates (S4.1), interests (S4.3) and stages (S4.4) of random worlds', () => {
    const seen = { values: 0, moved: 0, refused: 0, topics: 0, declaredTops: 0, declined: 0, ambiguous: 0 };
    fc.assert(
      fc.property(audienceWorlds(), arrivals, (world, arrival) => {
        const { audience, byText } = foldDecided(world, arrival);
        const refused: IllegalTransition[] = [];
        let rows = 0;
        for (let lead = 0; lead < world.leads; lead++) {
          const explained = explainAudience(world, lead);
          const aggregates = naiveAggregates(world, lead);
          expect(aggregatesOf(audience, lead)).toEqual(aggregates);
          expect(aggregatesOf(explained.features, lead)).toEqual(aggregates);
          const steps = naiveHistory(world, lead);
          expect(stageOf(audience, lead)).toEqual(standing(steps));
          expect(stageOf(explained.features, lead)).toEqual(standing(steps));
          compareHistory(world, explained, steps);
          refused.push(
            ...steps.flatMap(({ from, to, at, legal }) => (legal ? [] : [{ lead, from, to, at }])),
          );
          const interests = naiveInterestsOf(world, lead);
          compareInterests(audience, lead, interests);
          compareInterests(explained.features, lead, interests);
          rows += interests.length;
          seen.values += aggregates.filter((value) => value !== 0 && !Number.isNaN(value)).length;
          seen.moved += steps.filter(({ legal }) => legal).length;
          seen.declaredTops += Number(naiveTop(interests)?.state === 'declared');
          seen.declined += interests.filter(({ state }) => state === 'declined').length;
        }
        expect(audience.interests.rows.count).toBe(rows);
        compareExamples(audience, refused);
        seen.refused += refused.length;
        seen.topics += rows;
        seen.ambiguous += Number(byText);
      }),
      { numRuns, seed: 44 },
    );
    expect(seen.values).toBeGreaterThan(numRuns);
    expect(seen.moved).toBeGreaterThan(numRuns / 2);
    expect(seen.refused).toBeGreaterThan(numRuns / 2);
    expect(seen.topics).toBeGreaterThan(numRuns);
    expect(seen.declaredTops).toBeGreaterThan(numRuns / 4);
    expect(seen.declined).toBeGreaterThan(numRuns / 4);
    expect(seen.ambiguous).toBeGreaterThan(numRuns / 20);
    expect(seen.ambiguous).toBeLessThan(numRuns / 2);
  });
});

type Explained = ReturnType<typeof explainAudience>;
type Steps = ReturnType<typeof naiveHistory>;

function compareHistory(world: AudienceWorld, { stageHistory, rows }: Explained, steps: Steps): void {
  expect(stageHistory.map(({ event, ...step }) => ({ ...step, event: rows[event]?.id }))).toEqual(
    steps.map(({ event, ...step }) => ({ ...step, event: event.id })),
  );
  const count = world.config.audience.stages.stages.length;
  const since = world.asOf - 40 * 3_600_000;
  const days = naiveDays(count, steps, since, world.asOf);
  for (const [stage, got] of daysInStages(count, stageHistory, since, world.asOf).entries()) {
    expect(got).toBeCloseTo(days[stage] ?? Number.NaN, 9);
  }
}

/** Of transitions refused at one instant any may be among the first: they are examples. */
function compareExamples({ stages }: AudienceFeatures, refused: readonly IllegalTransition[]): void {
  expect(stages.illegalExamples).toHaveLength(Math.min(10, refused.length));
  const inOrder = (all: readonly IllegalTransition[]) =>
    all.toSorted((a, b) => a.lead - b.lead || a.at - b.at || a.to - b.to);
  if (refused.length <= 10) expect(inOrder(stages.illegalExamples)).toEqual(inOrder(refused));
}

/** Sums of the same numbers in another order differ by their last bits, which may decide between equals. */
function compareInterests(
  features: AudienceFeatures,
  lead: number,
  expected: readonly NaiveInterest[],
): void {
  const { topTopic, topWeight } = features.interests;
  const got = rowsOf(features).filter((row) => row.lead === lead);
  expect(got.map(({ topic, state }) => ({ topic, state }))).toEqual(
    expected.map(({ topic, state }) => ({ topic, state })),
  );
  for (const [index, { weight }] of expected.entries()) expect(got[index]?.weight).toBeCloseTo(weight, 9);
  const top = naiveTop(expected);
  const rival = expected.find(({ topic }) => topic === topTopic[lead]);
  expect(rival?.state).toBe(top?.state);
  expect(rival?.weight ?? -1).toBeCloseTo(top?.weight ?? -1, 9);
  expect(topWeight[lead]).toBeCloseTo(top?.weight ?? 0, 9);
}

function counted(world: AudienceWorld, lead: number) {
  return countedEvents(
    world.rows.filter((row) => row.lead === lead),
    world.asOf,
  );
}

function naiveAggregates(world: AudienceWorld, lead: number): readonly number[] {
  const { matchers } = modelOf(world);
  const properties = [...new Set(world.config.audience.aggregates.flatMap(({ property }) => property ?? []))];
  return world.config.audience.aggregates.map((aggregate, index) => {
    const matching = counted(world, lead).filter((event) =>
      event.matchers.includes(matchers.aggregates.from + index),
    );
    return naiveAggregate(aggregate, matching, properties.indexOf(aggregate.property ?? ''), world.asOf);
  });
}

function naiveHistory(world: AudienceWorld, lead: number) {
  const { stages } = modelOf(world).matchers;
  return naiveSteps(world.config.audience.stages.stages, counted(world, lead), (event) =>
    stages.filter(({ matcher }) => event.matchers.includes(matcher)).map(({ stage }) => stage),
  );
}

function standing(steps: Steps) {
  return {
    stage: naiveStage(steps),
    enteredAt: steps.findLast(({ legal }) => legal)?.at ?? Number.NaN,
    illegal: steps.filter(({ legal }) => !legal).length,
  };
}

function aggregatesOf({ aggregates }: AudienceFeatures, lead: number) {
  return aggregates.map((column) => column[lead]);
}

function stageOf({ stages }: AudienceFeatures, lead: number) {
  return { stage: stages.stage[lead], enteredAt: stages.enteredAt[lead], illegal: stages.illegal[lead] };
}

function naiveInterestsOf(world: AudienceWorld, lead: number) {
  const { interests: matchers } = modelOf(world).matchers;
  const voiceOf = ({ matchers: matched, values }: NaiveEvent): Voice | undefined => {
    const topic = values.at(-1) ?? Number.NaN;
    if (matchers === undefined || Number.isNaN(topic)) return undefined;
    if (matched.includes(matchers.declined)) return { topic, declined: true };
    if (matched.includes(matchers.declared)) return { topic, declined: false };
    const weights = matchers.weights.filter(({ matcher }) => matched.includes(matcher));
    return { topic, weight: weights.at(-1)?.weight ?? 1 };
  };
  const ofRow = matchers === undefined ? [] : world.declared.filter((row) => row.lead === lead);
  const { halfLifeMs } = world.config.audience.interests ?? {};
  return naiveInterests(counted(world, lead), voiceOf, ofRow, halfLifeMs, world.asOf);
}

function rowsOf({ interests: { rows } }: AudienceFeatures) {
  return Array.from({ length: rows.count }, (_, row) => ({
    lead: rows.lead[row],
    topic: rows.topic[row],
    weight: rows.weight[row],
    state: Object.entries(interestStates).find(([, code]) => code === rows.state[row])?.[0],
  }));
}
