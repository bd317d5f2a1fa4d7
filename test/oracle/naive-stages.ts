import type { Stage } from '../../src/model/audience.js';
import type { NaiveEvent } from './naive-events.js';

export interface NaiveStep<E> {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly event: E;
  readonly legal: boolean;
}

type Rules = readonly Pick<Stage, 'from' | 'when'>[];

/** Every transition that the counted events of a lead ask for, in order (S4.4). `entered` are the stages an event enters, ascending. */
export function naiveSteps<E extends NaiveEvent>(
  stages: Rules,
  events: readonly E[],
  entered: (event: E) => readonly number[],
): readonly NaiveStep<E>[] {
  const steps: NaiveStep<E>[] = [];
  for (const event of events) {
    for (const to of entered(event)) {
      const from = naiveStage(steps);
      if (to === from) continue;
      steps.push({ from, to, at: event.at, event, legal: mayFollow(stages, from, to, []) });
    }
  }
  return steps;
}

/** Where the steps have brought a lead. */
export function naiveStage(steps: readonly NaiveStep<unknown>[]): number {
  return steps.findLast(({ legal }) => legal)?.to ?? 0;
}

/** Directly, or by stages that are entered by a condition and so leave no event. */
function mayFollow(stages: Rules, from: number, to: number, passed: readonly number[]): boolean {
  const predecessors = stages[to]?.from ?? [];
  if (predecessors.includes(from)) return true;
  return predecessors.some(
    (between) =>
      stages[between]?.when !== undefined &&
      !passed.includes(between) &&
      mayFollow(stages, from, between, [...passed, between]),
  );
}

/** Days in each stage, counted millisecond by millisecond in effect: what lies between one entry and the next. */
export function naiveDays(
  stages: number,
  steps: readonly NaiveStep<unknown>[],
  since: number,
  asOf: number,
): readonly number[] {
  const entries = [{ to: 0, at: since }, ...steps.filter(({ legal }) => legal)];
  return Array.from({ length: stages }, (_, stage) =>
    entries
      .map(({ to, at }, place) => (to === stage ? (entries[place + 1]?.at ?? asOf) - at : 0))
      .reduce((sum, length) => sum + length / 86_400_000, 0),
  );
}
