import fc from 'fast-check';
import { caseWindow, expiry, rawPolicy, window } from './naive-plan/arbitrary-policy.js';
import { eventType, onLead, rawStep } from './naive-plan/arbitrary-steps.js';
import { rarely, sometimes } from './naive-plan/optional.js';
import type { RawScore } from './world.js';

/** Sections of a config that decide about a plan, as they would stand in nurture.yaml. */
export interface RawPlan {
  readonly segments: readonly unknown[];
  readonly labels: unknown;
  readonly policy: unknown;
  readonly campaigns: readonly RawCampaign[];
}

export interface RawCampaign {
  readonly id: string;
  readonly steps: readonly RawStep[];
  readonly moved?: Readonly<Record<string, string>>;
}

export interface RawStep {
  readonly id: string;
  readonly on?: Readonly<Record<string, unknown>>;
}

/** A score that makes leads cold, warm and hot by what the random timelines hold. */
export const planScore: RawScore = {
  ready: 20.01,
  fit: { rules: [{ id: 'home', when: { country: 'DE' }, points: 5 }] },
  pain: { half_life: 'none', rules: [{ id: 'views', event: 'page.viewed', points: 5, max: 30 }] },
};

/** Campaigns of every kind of entry, exit, step and reaction, and a policy under which they compete. */
export const rawPlan: fc.Arbitrary<RawPlan> = fc
  .integer({ min: 2, max: 4 })
  .chain((count) => {
    const ids = Array.from({ length: count }, (_, index) => `c${index}`);
    return fc.record({
      segments: fc.constant([
        { id: 's0', when: { country: ['DE', 'US'] }, min_size: 1 },
        { id: 's1', when: { events: { type: 'page.viewed', within: '3d', count: { gte: 1 } } }, min_size: 1 },
      ]),
      labels: fc.constant({ temperature: { hot: 20, warm: 8 } }),
      policy: rawPolicy,
      campaigns: fc.tuple(...ids.map((id) => rawCampaign(id, ids))),
    });
  })
  .map(withoutBlanks);

const goalEvent = fc.constantFrom<unknown>(
  { event: 'document.created' },
  { event: ['document.created', 'purchase.completed'] },
  { event: 'purchase.completed', where: { value: { gte: 10 } } },
);

const entry = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      event: fc.uniqueArray(eventType, { minLength: 1, maxLength: 2 }),
      where: rarely(fc.constant({ value: { exists: false } })),
      when: sometimes(onLead),
    }),
  },
  { weight: 3, arbitrary: onLead },
  {
    weight: 3,
    arbitrary: fc
      .record({
        date: fc.constantFrom('renewal_date', 'birthday'),
        offset: fc.constantFrom({}, { before: '3d' }, { after: '1d' }, { before: '1mo' }, { after: '1w' }),
        yearly: fc.boolean(),
        when: rarely(onLead),
      })
      .map(({ offset, ...rest }) => ({ ...rest, ...offset })),
  },
);

const trigger = fc.oneof(
  fc.constantFrom<unknown>({ event: 'deal.lost' }, { event: 'cart.abandoned' }),
  fc.constantFrom<unknown>({ score: { gte: 30 } }, { case: 'clicked' }, { country: 'AT' }),
);

function rawCampaign(id: string, ids: readonly string[]): fc.Arbitrary<RawCampaign> {
  return fc
    .integer({ min: 1, max: 4 })
    .chain((count) => {
      const steps = Array.from({ length: count }, (_, index) => `m${index}`);
      return fc.record({
        id: fc.constant(id),
        kind: fc.constantFrom('welcome', 'nurture', 'custom', 'custom', 'reminder'),
        priority: fc.constantFrom(undefined, 50, 50, 10),
        purpose: fc.constantFrom(undefined, undefined, 'product'),
        transactional: rarely(fc.constant(true)),
        paused: rarely(fc.constant(true)),
        allow_cold_offers: fc.boolean(),
        goal: fc.oneof(
          { weight: 5, arbitrary: goalEvent },
          { weight: 1, arbitrary: fc.constant({ score: { gte: 25 } }) },
        ),
        entry,
        exit: fc.oneof(fc.constant([]), fc.array(trigger, { maxLength: 2 })),
        while: rarely(onLead),
        reentry: fc.constantFrom(undefined, 'never', 'always', 'always', '1d', '2d'),
        max_age: rarely(fc.constantFrom('3d', '30d')),
        holdout: rarely(fc.constant('40%')),
        throttle: rarely(fc.integer({ min: 1, max: 3 })),
        smooth_over: rarely(fc.constantFrom('2d', '3d')),
        window: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, window, fc.constant('any')),
        expires_after: sometimes(expiry),
        case_window: sometimes(caseWindow),
        steps: fc.tuple(...steps.map((step) => rawStep(id, step, steps, ids))),
      });
    })
    .map((campaign) => campaign as RawCampaign);
}

/** What is left out is not written. */
function withoutBlanks<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
