import type { Condition } from './condition.js';

/** A stage of a built-in model. It can follow every earlier stage that is not final. */
export interface BuiltInStage {
  readonly id: string;
  readonly event?: readonly string[];
  readonly when?: Condition;
  readonly final?: true;
}

const ready: Condition = { kind: 'compare', field: 'ready', op: 'eq', value: true };
const customer = { event: ['deal.won', 'purchase.completed'] } as const;

/** The funnels that can be chosen by name. `default` is that of a config without `stages`. */
export const stageModels = {
  /** Marketing hands over to sales: qualified, accepted, opportunity (E12). */
  default: [
    { id: 'inquiry' },
    { id: 'mql', when: ready },
    { id: 'sal', event: ['sal.accepted', 'sales.touched'] },
    { id: 'sql', event: ['sql.created', 'opportunity.created'] },
    { id: 'won', event: ['deal.won'], final: true },
    { id: 'lost', event: ['deal.lost'], final: true },
  ],
  'four-stage': [
    { id: 'awareness' },
    { id: 'consideration', event: ['form.submitted', 'webinar.attended', 'trial.started'] },
    { id: 'decision', when: ready, event: ['sales.touched', 'opportunity.created'] },
    { id: 'customer', ...customer, final: true },
  ],
  aida: [
    { id: 'attention' },
    { id: 'interest', event: ['page.viewed', 'email.clicked'] },
    { id: 'desire', event: ['form.submitted', 'webinar.attended', 'trial.started'], when: ready },
    { id: 'action', ...customer, final: true },
  ],
  champion: [
    { id: 'explorer' },
    { id: 'gatherer', event: ['form.submitted', 'webinar.attended', 'trial.started'] },
    { id: 'decider', when: ready, event: ['sales.touched', 'opportunity.created'] },
    { id: 'customer', ...customer },
    { id: 'champion', event: ['referral.made', 'review.written'], final: true },
  ],
} as const satisfies Readonly<Record<string, readonly BuiltInStage[]>>;

export type StageModelName = keyof typeof stageModels;

export const stageModelNames = Object.keys(stageModels) as readonly StageModelName[];
