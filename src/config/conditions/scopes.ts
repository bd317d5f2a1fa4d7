import { canonicalEventFields, canonicalLeadFields, derivedLeadFields } from '../../model/fields.js';

/** What a condition can look at. */
export interface Scope {
  /** For messages: `a fit rule`. */
  readonly name: string;
  /** Fields that are known by name. Other names are accepted as columns of the export. */
  readonly fields: readonly string[];
  /** Why facts that nurture works out itself can not be used here; undefined where they can. */
  readonly noSpecialFields?: string;
}

/** Facts about a lead that are worked out from scores, events and segments. */
export const specialFields = [
  'segment',
  'persona',
  'stage',
  'ready',
  'score',
  'fit',
  'pain',
  'velocity',
  'momentum',
  'interest',
  'case',
  'tag',
  'event',
  'events',
] as const;

export function isSpecialField(field: string): boolean {
  return specialFields.some((special) => special === field) || field.startsWith('days_since.');
}

export function fitScope(columns: readonly string[]): Scope {
  return {
    name: 'a fit rule',
    fields: [...canonicalLeadFields, ...derivedLeadFields, ...columns],
    noSpecialFields:
      'FIT depends on the row of the lead alone (semantics S3.2), so that events never change it.',
  };
}

export function eventScope(columns: readonly string[]): Scope {
  return {
    name: 'the condition on an event',
    fields: [...canonicalEventFields, ...columns],
    noSpecialFields: 'A `where` looks at the event alone (semantics S3.3), not at the lead or its score.',
  };
}

export function audienceScope(columns: readonly string[]): Scope {
  return {
    name: 'a condition on leads',
    fields: [...canonicalLeadFields, ...derivedLeadFields, ...specialFields, ...columns],
  };
}
