import { z } from 'zod';
import { condition, name, positiveAmount, text } from './scalars.js';

const person = z.union([
  name.transform((written) => ({ id: written, weight: 1 })),
  z.strictObject({
    id: name.describe('Who it is.'),
    weight: positiveAmount.prefault(1).describe('Share in proportion to the others.'),
  }),
]);

const assignment = {
  to: z.array(person.describe('A person in sales.')).min(1).describe('Who the leads are shared among.'),
  method: z
    .enum(['round_robin', 'weighted'])
    .prefault('round_robin')
    .describe('Everyone the same share, or in proportion to the weights.'),
};

export const queue = z
  .strictObject({
    rules: z
      .array(
        z
          .strictObject({ when: condition.describe('Condition the leads fulfil.'), ...assignment })
          .describe('Who gets which ready leads.'),
      )
      .prefault([])
      .describe('The first rule whose condition holds decides.'),
    default: z.strictObject(assignment).exactOptional().describe('Who gets all other ready leads.'),
    owner_column: text
      .prefault('owner')
      .describe('Field of a lead that names its owner; a lead that has one keeps it.'),
  })
  .prefault({})
  .describe('Who in sales gets which of the ready leads.');
