import type { Stage, StageModel } from '../model/audience.js';
import { type BuiltInStage, type StageModelName, stageModels } from '../model/stage-models.js';
import { type Conditions, conditionAt } from './conditions/find-conditions.js';
import type { ShapedConfig } from './schema/config-schema.js';
import { predecessorsOf } from './stage-order.js';

/** The funnel: a named model, or the stages of the config with their legal predecessors as indexes. */
export function buildStages(stages: ShapedConfig['stages'], conditions: Conditions): StageModel {
  if (typeof stages === 'string') return builtIn(stages);
  const predecessors = predecessorsOf(stages);
  return {
    initial: 0,
    stages: stages.map(({ id, event, where, when, final }, index): Stage => {
      const at = (key: 'when' | 'where') => conditionAt(conditions, ['stages', index, key]);
      return {
        id,
        ...(event === undefined ? {} : { event }),
        ...(where === undefined ? {} : { where: at('where') }),
        ...(when === undefined ? {} : { when: at('when') }),
        from: predecessors[index] ?? [],
        final,
      };
    }),
  };
}

function builtIn(name: StageModelName): StageModel {
  const stages: readonly BuiltInStage[] = stageModels[name];
  const predecessors = predecessorsOf(stages);
  return {
    model: name,
    initial: 0,
    stages: stages.map((stage, index) => ({
      ...stage,
      from: predecessors[index] ?? [],
      final: stage.final ?? false,
    })),
  };
}
