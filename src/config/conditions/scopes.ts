import { canonicalEventFields, canonicalLeadFields, derivedLeadFields } from '../../model/fields.js';
import { type Step, specialFields } from './special-fields.js';

/** What a condition can look at. */
export interface Scope {
  /** For messages: `a fit rule`. */
  readonly name: string;
  /** Fields that are known by name. Other names are accepted as columns of the export. */
  readonly fields: readonly string[];
  /** What facts that nurture works out itself can be used: those known before this step, or none because of this. */
  readonly special: { readonly step: Step } | { readonly whyNot: string };
}

export function fitScope(columns: readonly string[]): Scope {
  return {
    name: 'a fit rule',
    fields: [...canonicalLeadFields, ...derivedLeadFields, ...columns],
    special: {
      whyNot: 'FIT depends on the row of the lead alone (semantics S3.2), so that events never change it.',
    },
  };
}

export function eventScope(columns: readonly string[]): Scope {
  return {
    name: 'the condition on an event',
    fields: [...canonicalEventFields, ...columns],
    special: {
      whyNot: 'A `where` looks at the event alone (semantics S3.3), not at the lead or its score.',
    },
  };
}

/** What the conditions on leads can look at that are evaluated at this step. */
export function leadScope(step: LeadStep, columns: readonly string[]): Scope {
  return {
    name: names[step],
    fields: [...canonicalLeadFields, ...derivedLeadFields, ...specialFields, ...columns],
    special: { step },
  };
}

export type LeadStep = Exclude<Step, 'start' | 'qualification'>;

const names: Readonly<Record<LeadStep, string>> = {
  persona: 'a persona',
  tag: 'a rule for a tag',
  stage: 'a stage',
  segment: 'a segment',
  queue: 'a rule of the queue',
  campaign: 'a campaign',
};
