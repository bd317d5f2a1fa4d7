import { z } from 'zod';
import { buyingRoles, noPersona } from '../../model/audience.js';
import { type Seniority, seniorities } from '../../model/seniority.js';
import { fixedDuration } from './durations.js';
import { refuse } from './refuse.js';
import { condition, count, id, name, text, textOrList } from './scalars.js';

const words = textOrList.exactOptional();

const seniorityNames: Readonly<Record<Seniority, string>> = {
  c_level: 'who runs or owns the company',
  vp: 'vice presidents and partners',
  director: 'who answers for a division, a plant or a country',
  head: 'who answers for a department',
  manager: 'who leads people',
  senior: 'who leads by experience alone',
  staff: 'everybody else with a job',
  junior: 'who has just begun',
  student: 'students, interns and apprentices',
};

export const titles = z
  .strictObject({
    seniority: z
      .strictObject(keyed(seniorities, (level) => words.describe(`Words for ${seniorityNames[level]}.`)))
      .prefault({})
      .describe('Words in job titles that tell how senior somebody is.'),
    roles: z
      .strictObject(
        keyed(buyingRoles, (role) =>
          words.describe(`Words for people who are ${role.replace('_', ' ')}s in a buying decision.`),
        ),
      )
      .prefault({})
      .describe('Words in job titles that tell the role in a buying decision.'),
  })
  .prefault({})
  .describe('Words in job titles besides those that are known. One that is known means what stands here.');

const persona = z
  .strictObject({
    id: id
      .superRefine((written, context) => {
        if (written !== noPersona) return;
        const message = `"${noPersona}" stands for leads without a persona.`;
        refuse(context, { code: 'config/bad-id', message, help: 'Choose another name.' });
      })
      .describe('Name of the persona; unique.'),
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
  .prefault([])
  .describe('Buyer personas; the first whose condition holds is the persona of a lead.');

const tagByCondition = z.strictObject({
  tag: name.describe('The tag.'),
  when: condition.describe('Condition a lead with this tag fulfils.'),
});

const tagByEvents = z.strictObject({
  tag: name.describe('The tag.'),
  event: textOrList.describe('Event type, or a list of types; a lead with such an event has the tag.'),
  where: condition.exactOptional().describe('Condition on the event.'),
  within: fixedDuration.exactOptional().describe('The tag is lost this long after the last such event.'),
});

export const tags = z
  .strictObject({
    column: text.prefault('tags').describe('Field of the leads that holds tags, separated by ";" or ",".'),
    rules: z
      .array(z.union([tagByCondition, tagByEvents]).describe('What gives leads a tag.'))
      .prefault([])
      .describe('Tags by condition or by event; a lead may have several.'),
  })
  .prefault({})
  .describe('Tags of the leads.');

const segment = z
  .strictObject({
    id: id.describe('Name of the segment; unique.'),
    when: condition.describe('Condition the members fulfil.'),
    description: text.exactOptional().describe('Who the members are.'),
    min_size: count
      .exactOptional()
      .describe('Fewer members are warned about; that of `audience` when left out.'),
  })
  .describe('A group of leads.');

export const segments = z.array(segment).prefault([]).describe('Groups of leads by conditions.');

const part = z
  .strictObject({
    id: id.describe('Name of the part; unique in the partition.'),
    when: condition.describe('Condition the members fulfil, unless an earlier part has them.'),
  })
  .describe('A part of the partition.');

const partition = z
  .strictObject({
    id: id.describe('Name of the partition; unique. Conditions read it as partition.<id>.'),
    of: z.array(part).min(1).describe('The parts; the first whose condition holds has the lead.'),
    else: id.prefault('other').describe('Name of the part of all other leads.'),
  })
  .describe('A division of all leads into parts; each lead is in exactly one.');

export const partitions = z.array(partition).prefault([]).describe('Divisions of all leads into parts.');

function keyed<Key extends string, Value>(keys: readonly Key[], schemaOf: (key: Key) => Value) {
  return Object.fromEntries(keys.map((key) => [key, schemaOf(key)])) as Readonly<Record<Key, Value>>;
}
