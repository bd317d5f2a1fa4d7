import { z } from 'zod';
import { condition, halfLife, id, text, textOrList } from './scalars.js';

const persona = z
  .strictObject({
    id: id.describe('Name of the persona; unique.'),
    when: condition.describe('Condition a lead of this persona fulfils.'),
    role: text.exactOptional().describe('Role in the buying process.'),
    job: text.exactOptional().describe('What the person does.'),
    goals: textOrList.exactOptional().describe('What the person wants to reach.'),
    fears: textOrList.exactOptional().describe('What the person is afraid of.'),
    buying_process: textOrList.exactOptional().describe('How the person buys.'),
    obstacles: textOrList.exactOptional().describe('What keeps the person from buying.'),
    product_knowledge: text.exactOptional().describe('What the person knows about the product.'),
  })
  .describe('A kind of buyer.');

export const personas = z
  .array(persona)
  .exactOptional()
  .describe('Buyer personas; the first that fits counts. Checked, not used by this version.');

export const interests = z
  .strictObject({
    property: text.describe('Field of the events that names what they are about.'),
    half_life: halfLife.exactOptional().describe('Time after which an interest has half its weight.'),
  })
  .exactOptional()
  .describe('What leads are interested in. Checked, not used by this version.');

const stage = z
  .strictObject({
    id: id.describe('Name of the stage; unique.'),
    when: condition.exactOptional().describe('Condition a lead of this stage fulfils.'),
    description: text.exactOptional().describe('What the stage means.'),
  })
  .describe('A stage of the funnel.');

export const stages = z
  .array(stage)
  .min(1)
  .exactOptional()
  .describe(
    'Stages of the funnel in order; a default funnel when left out. Checked, not used by this version.',
  );

const segment = z
  .strictObject({
    id: id.describe('Name of the segment; unique.'),
    when: condition.describe('Condition the members fulfil.'),
    description: text.exactOptional().describe('Who the members are.'),
  })
  .describe('A group of leads.');

export const segments = z
  .array(segment)
  .exactOptional()
  .describe('Groups of leads by conditions. Checked, not used by this version.');
