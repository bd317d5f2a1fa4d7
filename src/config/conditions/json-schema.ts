import { canonicalEventFields, canonicalLeadFields, emailKinds } from '../../model/fields.js';
import { type Operator, operators } from './operators.js';

type Schema = Readonly<Record<string, unknown>>;

/** The definitions that describe conditions to editors; parseCondition reads the same form. */
export function conditionJsonSchemas(): Readonly<Record<string, Schema>> {
  return {
    condition: {
      type: 'object',
      description: 'A mapping is an AND of its keys: fields with what is asked of them, or all, any and not.',
      minProperties: 1,
      properties: {
        all: { ...conditions, description: 'Every one of these conditions holds.' },
        any: { ...conditions, description: 'At least one of these conditions holds.' },
        not: { ...reference('condition'), description: 'The condition does not hold.' },
        events: {
          ...reference('eventsTest'),
          description: 'Asks for events of the lead, in segments and campaigns.',
        },
        'email.kind': {
          ...reference('fieldTest'),
          description: `Kind of the e-mail address: ${emailKinds.join(', ')}.`,
        },
        'email.domain': { ...reference('fieldTest'), description: 'Domain of the e-mail address.' },
        ...fieldSchemas(),
      },
      additionalProperties: reference('fieldTest'),
    },
    fieldTest: {
      description: 'A value (equal), a list of values (one of them), or operators (all of them).',
      anyOf: [scalar, { ...scalars, minItems: 1 }, operatorsSchema()],
    },
    eventsTest: {
      type: 'object',
      description: 'How many events of a lead there are.',
      properties: {
        type: { anyOf: [{ type: 'string' }, texts], description: 'Event type, or a list of types.' },
        within: { type: 'string', description: 'How long ago they happened at most, e.g. 30d.' },
        count: { anyOf: [{ type: 'number' }, operatorsSchema()], description: 'How many there are.' },
        where: { ...reference('condition'), description: 'Condition on the events.' },
      },
      additionalProperties: false,
    },
  };
}

const scalar: Schema = { type: ['string', 'number', 'boolean'] };
const scalars: Schema = { type: 'array', items: scalar };
const texts: Schema = { type: 'array', items: { type: 'string' }, minItems: 1 };
const quantity: Schema = { type: ['number', 'string'] };
const text: Schema = { type: 'string' };
const conditions: Schema = { type: 'array', minItems: 1, items: reference('condition') };

function reference(name: string): Schema {
  // Draft-07 ignores what stands beside a $ref, so a description needs the detour.
  return { allOf: [{ $ref: `#/definitions/${name}` }] };
}

function fieldSchemas(): Readonly<Record<string, Schema>> {
  const ofLead = canonicalLeadFields.map((field) => [field, fieldSchema(`The field ${field} of the lead.`)]);
  const ofEvent = canonicalEventFields.map((field) => [
    field,
    fieldSchema(`The field ${field} of the event.`),
  ]);
  return Object.fromEntries([...ofEvent, ...ofLead]);
}

function fieldSchema(description: string): Schema {
  return { ...reference('fieldTest'), description };
}

const operands: Readonly<Record<Operator, Schema>> = {
  eq: { ...scalar, description: 'Equal; text is compared without regard to case.' },
  ne: { ...scalar, description: 'Not equal, or missing.' },
  in: { ...scalars, minItems: 1, description: 'One of these values.' },
  not_in: { ...scalars, minItems: 1, description: 'None of these values, or missing.' },
  lt: { ...quantity, description: 'Less than this number, or before this date.' },
  lte: { ...quantity, description: 'At most this number or date.' },
  gt: { ...quantity, description: 'Greater than this number, or after this date.' },
  gte: { ...quantity, description: 'At least this number or date.' },
  between: {
    type: 'array',
    items: quantity,
    minItems: 2,
    maxItems: 2,
    description: 'From the first to the second number or date, both included.',
  },
  contains: { ...text, description: 'Text that holds this text.' },
  starts_with: { ...text, description: 'Text that begins with this text.' },
  ends_with: { ...text, description: 'Text that ends with this text.' },
  matches: { ...text, description: 'Text that matches this regular expression (RE2), anywhere in it.' },
  exists: { type: 'boolean', description: 'Whether there is a value at all.' },
  in_list: { ...text, description: 'One of the values of this list of sources.lists.' },
  before: { ...text, description: 'Before this ISO date.' },
  after: { ...text, description: 'After this ISO date.' },
  within: { ...text, description: 'At most this long ago, e.g. 30d.' },
  older_than: { ...text, description: 'At least this long ago, e.g. 3mo.' },
};

function operatorsSchema(): Schema {
  return {
    type: 'object',
    minProperties: 1,
    properties: Object.fromEntries(operators.map((operator) => [operator, operands[operator]])),
    additionalProperties: false,
  };
}
