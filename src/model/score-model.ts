import type { Bounds, Config, RuleClass } from './config.js';

/**
 * The scoring part of a config as numbers alone: what the fold works on. Rules are addressed by their
 * index in the config; a bound that is not set is an infinity, a half-life that is not set is 0 (no decay).
 */
export interface ScoreModel {
  readonly ready: number;
  readonly slaMs: number;
  readonly fit: FitModel;
  readonly pain: PainModel;
  readonly momentumWindowMs: number;
  readonly bonus: readonly { readonly byMomentum: boolean; readonly at: number; readonly points: number }[];
}

export interface FitModel {
  readonly points: Float64Array;
  readonly disqualifies: Uint8Array;
  /** Index of the rule's group, -1 for none. */
  readonly group: Int32Array;
  readonly groupMin: Float64Array;
  readonly groupMax: Float64Array;
  readonly min: number;
  readonly max: number;
  /** FIT of a disqualified lead (S3.2). */
  readonly floor: number;
}

export interface PainModel {
  readonly count: number;
  /** Fixed points; NaN where the points come from a property of the event. */
  readonly points: Float64Array;
  /** Column of the property's value among the value columns, -1 for fixed points. */
  readonly valueColumn: Int32Array;
  readonly factor: Float64Array;
  /** Index into `halfLives` of the rule, so that rules with one half-life share one power. */
  readonly decay: Int32Array;
  /** Distinct half-lives in ms; 0 stands for no decay. */
  readonly halfLives: Float64Array;
  readonly within: Float64Array;
  /** 0 for no daily limit. */
  readonly daily: Int32Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Where the clamped rule is added: a group, or its class when it is in none. */
  readonly group: Int32Array;
  readonly groupMin: Float64Array;
  readonly groupMax: Float64Array;
  readonly groupClass: Int32Array;
  readonly ruleClass: Int32Array;
  readonly classMin: Float64Array;
  readonly classMax: Float64Array;
  readonly totalMin: number;
  readonly totalMax: number;
}

const ruleClasses: readonly RuleClass[] = ['product', 'content', 'email'];

/** Compiles the scoring part of a config into numbers (S3). */
export function compileScoreModel(config: Config): ScoreModel {
  const { fit, velocity, ready, slaMs } = config.score;
  const fitGroups = Object.keys(fit.groups);
  return {
    ready,
    slaMs,
    fit: {
      points: Float64Array.from(fit.rules, (rule) => rule.points),
      disqualifies: Uint8Array.from(fit.rules, (rule) => (rule.disqualify ? 1 : 0)),
      group: Int32Array.from(fit.rules, (rule) =>
        rule.group === undefined ? -1 : fitGroups.indexOf(rule.group),
      ),
      ...boundsOf('group', Object.values(fit.groups)),
      min: fit.min ?? Number.NEGATIVE_INFINITY,
      max: fit.max ?? Number.POSITIVE_INFINITY,
      floor: fit.min ?? 0,
    },
    pain: compilePain(config),
    momentumWindowMs: velocity.windowMs,
    bonus: velocity.bonus.map((tier) => ({
      byMomentum: tier.by === 'momentum',
      at: tier.at,
      points: tier.points,
    })),
  };
}

function compilePain(config: Config): PainModel {
  const { pain } = config.score;
  const { rules } = pain;
  const groups = Object.keys(pain.groups);
  const halfLives = [...new Set(rules.map((rule) => rule.halfLifeMs ?? 0))];
  const properties = pointProperties(config);
  const classOf = (name: RuleClass) => ruleClasses.indexOf(name);
  const groupClass = groups.map((group) => rules.find((rule) => rule.group === group)?.class ?? 'content');
  return {
    count: rules.length,
    points: Float64Array.from(rules, ({ points }) => (typeof points === 'number' ? points : Number.NaN)),
    valueColumn: Int32Array.from(rules, ({ points }) =>
      typeof points === 'number' ? -1 : properties.indexOf(points.property),
    ),
    factor: Float64Array.from(rules, ({ points }) => (typeof points === 'number' ? 1 : points.factor)),
    decay: Int32Array.from(rules, (rule) => halfLives.indexOf(rule.halfLifeMs ?? 0)),
    halfLives: Float64Array.from(halfLives),
    within: Float64Array.from(rules, (rule) => rule.withinMs ?? Number.POSITIVE_INFINITY),
    daily: Int32Array.from(rules, (rule) => rule.daily ?? 0),
    min: Float64Array.from(rules, (rule) => rule.min ?? Number.NEGATIVE_INFINITY),
    max: Float64Array.from(rules, (rule) => rule.max ?? Number.POSITIVE_INFINITY),
    group: Int32Array.from(rules, (rule) => (rule.group === undefined ? -1 : groups.indexOf(rule.group))),
    ...boundsOf('group', Object.values(pain.groups)),
    groupClass: Int32Array.from(groupClass, classOf),
    ruleClass: Int32Array.from(rules, (rule) => classOf(rule.class)),
    ...boundsOf(
      'class',
      ruleClasses.map((name) => pain.classes[name] ?? {}),
    ),
    totalMin: pain.min ?? Number.NEGATIVE_INFINITY,
    totalMax: pain.max ?? Number.POSITIVE_INFINITY,
  };
}

/** Event properties that rules take points from, each once: the order of the value columns of an event. */
export function pointProperties(config: Config): readonly string[] {
  const properties = new Set<string>();
  for (const { points } of config.score.pain.rules) {
    if (typeof points !== 'number') properties.add(points.property);
  }
  return [...properties];
}

type BoundArrays<Prefix extends string> = { [K in `${Prefix}Min` | `${Prefix}Max`]: Float64Array };

function boundsOf<Prefix extends string>(prefix: Prefix, bounds: readonly Bounds[]): BoundArrays<Prefix> {
  return {
    [`${prefix}Min`]: Float64Array.from(bounds, ({ min }) => min ?? Number.NEGATIVE_INFINITY),
    [`${prefix}Max`]: Float64Array.from(bounds, ({ max }) => max ?? Number.POSITIVE_INFINITY),
  } as BoundArrays<Prefix>;
}
