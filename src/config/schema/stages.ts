import { z } from 'zod';
import { type StageModelName, stageModelNames } from '../../model/stage-models.js';
import { quoteAll, quoteText } from '../describe-value.js';
import { mostStages } from '../stage-order.js';
import { suggest } from '../suggestion.js';
import { refuse } from './refuse.js';
import { condition, id, text, textOrList } from './scalars.js';

const stage = z
  .strictObject({
    id: id.describe('Name of the stage; unique.'),
    event: textOrList
      .exactOptional()
      .describe('Event type, or a list of types, that takes a lead into the stage.'),
    where: condition.exactOptional().describe('Condition on the event.'),
    when: condition.exactOptional().describe('Condition that takes a lead into the stage.'),
    from: textOrList
      .exactOptional()
      .describe('Stages it can follow; every earlier stage that is not final when left out.'),
    final: z.boolean().prefault(false).describe('Nothing follows the stage.'),
    description: text.exactOptional().describe('What the stage means.'),
  })
  .describe('A stage of the funnel.');

const model = z
  .string()
  .superRefine((written, context) => {
    if (stageModelNames.includes(written as StageModelName)) return;
    refuse(context, {
      code: 'config/unknown-stage-model',
      message: `There is no stage model ${quoteText(written)}.`,
      ...suggest(written, stageModelNames, `Use one of ${quoteAll(stageModelNames)}.`),
    });
  })
  .transform((written) => written as StageModelName)
  .meta({ enum: [...stageModelNames] });

export const stages = z
  .union([z.array(stage).min(1).max(mostStages), model])
  .prefault('default')
  .describe('Stages of the funnel in order, or the name of a model. Every lead begins in the first stage.');
