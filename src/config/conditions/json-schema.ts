import { canonicalEventFields, canonicalLeadFields, emailKinds } from '../../model/fields.js';
import { numberOperators, type Operator, operators, timeOperators } from './operators.js';
import { specialFieldMeanings } from './special-fields.js';

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
          description: 'Asks for events of the lead, in conditions on leads.',
        },
        'email.kind': {
          ...reference('fieldTest'),
          description: `Kind of the e-mail address: ${emailKinds.join(', ')}.`,
        },
        'email.domain': { ...reference('fieldTest'), description: 'Domain of the e-mail address.' },
        ...specialSchemas(),
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
      description: 'What events of a lead there are; at least one when it says no more than which.',
      minProperties: 1,
      properties: {
        type: {
          anyOf: [{ type: 'string' }, texts],
          description: 'Event type, or a list of types; whatever the lead does itself when left out.',
        },
        where: { ...reference('condition'), description: 'Condition on the events.' },
        within: { type: 'string', description: 'How long ago they happened at most, e.g. 30d.' },
        count: {
          anyOf: [{ type: 'number' }, operatorsSchema(numberOperators)],
          description: 'How many there are.',
        },
        sum: {
          ...operatorsSchema(numberOperators, {
            property: { type: 'string', description: 'Field of the events that holds a number.' },
          }),
          required: ['property'],
          description: 'What the numbers in a field of the events add up to.',
        },
        first: { ...operatorsSchema(timeOperators), description: 'When the first of them happened.' },
        last: { ...operatorsSchema(timeOperators), description: 'When the last of them happened.' },
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

/** Facts that are worked out; `events` has a form of its own, and what the campaigns read comes with them. */
function specialSchemas(): Readonly<Record<string, Schema>> {
  return Object.fromEntries(
    Object.entries(specialFieldMeanings).map(([field, meaning]) => [field, fieldSchema(meaning)]),
  );
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

function operatorsSchema(
  names: readonly Operator[] = operators,
  more: Readonly<Record<string, Schema>> = {},
): Schema {
  return {
    type: 'object',
    minProperties: 1 + Object.keys(more).length,
    properties: {
      ...more,
      ...Object.fromEntries(names.map((operator) => [operator, operands[operator]])),
    },
    additionalProperties: false,
  };
}
