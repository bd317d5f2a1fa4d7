import { type Entry, type Outline, textAt, textsAt } from '../outline.js';
import { keyProblem, type Problem, valueProblem } from '../problem.js';
import { mostStages, predecessorsOf, type WrittenStage } from '../stage-order.js';
import { suggest } from '../suggestion.js';

/** Stages that name what they can not follow, and stages no lead can come to. */
export function stageOrder({ stages }: Outline): readonly Problem[] {
  // Longer lists are reported by the schema.
  if (stages.length > mostStages) return [];
  const written = stages.map(writtenStage);
  const predecessors = predecessorsOf(written);
  const illegal = stages.flatMap((stage) => illegalPredecessors(stage, written));
  // What can be reached is only known once every predecessor is one.
  const reached = illegal.length > 0 ? new Set(stages.keys()) : reachable(stages, predecessors);
  return [
    ...illegal,
    ...stages.flatMap(conditionOfNothing),
    ...stages.flatMap((stage, index) =>
      reached.has(index) ? [] : [unreachable(stage, predecessors[index] ?? [])],
    ),
  ];
}

function writtenStage(stage: Entry): WrittenStage {
  const from = stage.value.from === undefined ? undefined : textsAt(stage, 'from').map(({ text }) => text);
  return { id: textAt(stage, 'id') ?? '', from, final: stage.value.final === true };
}

function illegalPredecessors(stage: Entry, stages: readonly WrittenStage[]): readonly Problem[] {
  const ids = stages.map(({ id }) => id);
  return textsAt(stage, 'from').flatMap(({ text, path }) => {
    const before = stages.find(({ id }) => id === text);
    if (before === undefined) {
      return [valueProblem('config/unknown-stage', path, `There is no stage "${text}".`, suggest(text, ids))];
    }
    const isItself = text === textAt(stage, 'id');
    if (!isItself && before.final !== true) return [];
    const message = isItself
      ? 'A stage can not follow itself.'
      : `Nothing follows "${text}", which is final.`;
    return [valueProblem('config/illegal-predecessor', path, message)];
  });
}

function conditionOfNothing({ value, path }: Entry): readonly Problem[] {
  if (value.where === undefined || value.event !== undefined) return [];
  const message = 'The key "event" is missing beside "where".';
  return [
    keyProblem('config/missing-key', [...path, 'where'], message, {
      help: 'Name the events, or write `when`.',
    }),
  ];
}

/** Stages that a lead can come to from the first one, over stages with something that enters them. */
function reachable(
  stages: readonly Entry[],
  predecessors: readonly (readonly number[])[],
): ReadonlySet<number> {
  const reached = new Set([0]);
  const isReached = (index: number) =>
    hasEntry(stages[index]) && (predecessors[index] ?? []).some((before) => reached.has(before));
  // A stage may follow a later one, so one walk in order is not enough.
  for (let size = 0; size < reached.size; ) {
    size = reached.size;
    for (const index of stages.keys()) if (!reached.has(index) && isReached(index)) reached.add(index);
  }
  return reached;
}

function hasEntry(stage: Entry | undefined): boolean {
  return stage?.value.event !== undefined || stage?.value.when !== undefined;
}

function unreachable(stage: Entry, predecessors: readonly number[]): Problem {
  const id = textAt(stage, 'id') ?? '';
  const why = !hasEntry(stage)
    ? 'It has no event and no condition that enters it.'
    : predecessors.length === 0
      ? 'There is no stage it can follow.'
      : 'None of the stages it can follow is ever reached.';
  return valueProblem(
    'config/unreachable-stage',
    [...stage.path, 'id'],
    `No lead comes to the stage "${id}".`,
    {
      why,
    },
  );
}
