import fc from 'fast-check';
import { eventCondition, leadCondition } from './arbitrary-conditions.js';
import type { RawBonus, RawBounds, RawFitRule, RawPainRule, RawScore } from './world.js';

/** Types whose rank in S2.5 is beyond doubt, some without any rule. */
export const eventTypes = [
  'trial.started',
  'document.created',
  'page.viewed',
  'purchase.completed',
  'email.clicked',
  'email.opened',
  'email.sent',
  'email.delivered',
  'email.unsubscribed',
  'consent.granted',
  'sales.touched',
] as const;

export interface ScoreOptions {
  /** Bonus tiers may be there. */
  readonly bonus: boolean;
  /**
   * A sum of points may meet the threshold or a tier exactly. Where decayed values meet it, the last bit of a
   * rounding decides, so that two right implementations may differ; without ties they may not.
   */
  readonly exactTies: boolean;
}

/** Whole and half points, odd half-lives, and thresholds that a few events reach. */
export function rawScore({ bonus, exactTies }: ScoreOptions): fc.Arbitrary<RawScore> {
  const shift = exactTies ? 0 : 0.0137;
  return fc
    .record({
      ready: fc.constantFrom(5, 10, 12.5, 15, 20, 25, 30, 40, 60, 100).map((ready) => ready + shift),
      sla: optional(fc.constantFrom('48h', '90m', '1w')),
      fit: fitSection,
      pain: painSection,
      velocity: fc.record({
        window: optional(fc.constantFrom('7d', '1d', '3d', '12h')),
        bonus: bonus
          ? fc.oneof(fc.constant([]), fc.array(bonusTier(shift), { maxLength: 3 }))
          : fc.constant([]),
      }),
    })
    .map((score) => ({ ...present(score), velocity: present(score.velocity) }) as RawScore);
}

const points = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(1, 2, 5, 7.5, 10, 15, 20, 25, 30) },
  { weight: 1, arbitrary: fc.constantFrom(-1, -2.5, -5, -10, -20) },
);

function bonusTier(shift: number): fc.Arbitrary<RawBonus> {
  const reward = fc.constantFrom(1, 5, 10, 20);
  const perDay = fc.constantFrom(0.5, 1, 5, 10, 20, 50).map((at) => at + shift);
  const momentum = fc.constantFrom(1, 5, 10, 25).map((at) => at + shift);
  return fc.oneof(fc.record({ per_day: perDay, points: reward }), fc.record({ momentum, points: reward }));
}

const bounds: fc.Arbitrary<RawBounds> = fc
  .record({
    min: optional(fc.constantFrom(0, -5, -12.5), 3),
    max: optional(fc.constantFrom(5, 10, 12.5, 20, 30, 60), 2),
  })
  .map((both) => present(both));

const fitGroups = ['person', 'firm'] as const;

const fitSection = fc
  .record({
    bounds,
    groups: fc.record({ person: bounds, firm: bounds }),
    rules: fc.array(
      fc.record({
        when: fc.oneof({ maxDepth: 2 }, leadCondition(), leadCondition()),
        points,
        group: optional(fc.constantFrom(...fitGroups)),
        disqualify: fc.integer({ min: 0, max: 19 }).map((draw) => draw === 7),
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ bounds, groups, rules }) => ({
    ...bounds,
    groups,
    rules: rules.map(
      ({ disqualify, ...rule }, index): RawFitRule =>
        ({ id: `fit-${index}`, ...present(rule), ...(disqualify ? { disqualify } : {}) }) as RawFitRule,
    ),
  }));

/** A group belongs to one class, because a group across classes has no place under the bound of a class. */
const painGroups = { learning: 'content', usage: 'product' } as const;

const halfLife = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('1d', '7d', '30d') },
  { weight: 1, arbitrary: fc.integer({ min: 6, max: 2000 }).map((hours) => `${hours}h`) },
);

const painRule = fc.record({
  event: fc.oneof(
    fc.constantFrom(...eventTypes.slice(0, 6)),
    fc.uniqueArray(fc.constantFrom(...eventTypes.slice(0, 6)), { minLength: 1, maxLength: 3 }),
  ),
  points: fc.oneof(
    { weight: 5, arbitrary: points },
    { weight: 1, arbitrary: fc.constantFrom(0.5, 1, -1).map((factor) => ({ property: 'value', factor })) },
    { weight: 1, arbitrary: fc.constant({ property: 'value' }) },
  ),
  place: optional(fc.constantFrom('learning', 'usage', 'product', 'content', 'email')),
  where: optional(eventCondition(), 2),
  half_life: optional(fc.oneof(fc.constant('none'), halfLife), 2),
  within: optional(fc.constantFrom('1h', '1d', '3d', '2w'), 2),
  daily: optional(fc.constantFrom(1, 2, 3), 2),
  bounds,
});

const painSection = fc
  .record({
    bounds: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: bounds }),
    half_life: optional(halfLife),
    groups: fc.record({ learning: bounds, usage: bounds }),
    classes: fc.oneof(
      fc.constant({}),
      fc.record({ product: bounds, content: bounds, email: bounds }, { requiredKeys: [] }),
    ),
    rules: fc.oneof(
      { weight: 30, arbitrary: fc.array(painRule, { minLength: 1, maxLength: 8 }) },
      { weight: 1, arbitrary: fc.array(painRule, { minLength: 32, maxLength: 40, size: 'max' }) },
    ),
  })
  .map(({ bounds, half_life, groups, classes, rules }) => ({
    ...bounds,
    ...present({ half_life }),
    groups,
    classes,
    rules: rules.map(
      ({ place, bounds, ...rule }, index): RawPainRule =>
        ({ id: `pain-${index}`, ...present(rule), ...bounds, ...placed(place) }) as RawPainRule,
    ),
  }));

function placed(place: string | undefined) {
  if (place === undefined) return {};
  if (place !== 'learning' && place !== 'usage') return { class: place };
  return { group: place, class: painGroups[place] };
}

function optional<T>(arbitrary: fc.Arbitrary<T>, freq = 1): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: freq, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

/** Without the keys that have no value: a key of YAML is there or not. */
function present<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const pairs = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(pairs) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
