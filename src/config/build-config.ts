import type { Condition } from '../model/condition.js';
import type { BonusTier, Config, FitConfig, PainConfig, PainRule } from '../model/config.js';
import { pathKey } from './conditions/find-conditions.js';
import type { Path } from './problem.js';
import type { ShapedConfig } from './schema/config-schema.js';

type ShapedScore = ShapedConfig['score'];

/** What is written in the config, by path. */
type Conditions = ReadonlyMap<string, Condition>;

/** The config the program works with, from one that has been found free of errors. */
export function buildConfig(
  shaped: ShapedConfig,
  conditions: Conditions,
  unbuilt: readonly string[],
): Config {
  const { name, timezone, sources, score } = shaped;
  return {
    name,
    timezone,
    sources: { leads: sources.leads, events: sources.events, lists: sources.lists },
    score: {
      ready: score.ready,
      slaMs: score.sla,
      fit: buildFit(score, conditions),
      pain: buildPain(score, conditions),
      velocity: { windowMs: score.velocity.window, bonus: score.velocity.bonus.map(buildTier) },
    },
    unbuilt,
  };
}

function buildFit({ fit, ready }: ShapedScore, conditions: Conditions): FitConfig {
  const rules = fit.rules.map((rule, index) => ({
    ...rule,
    when: conditionAt(conditions, ['score', 'fit', 'rules', index, 'when']),
  }));
  return { ...fit, good: fit.good ?? ready / 2, rules };
}

function buildPain({ pain, ready }: ShapedScore, conditions: Conditions): PainConfig {
  const { half_life, ...rest } = pain;
  return {
    ...rest,
    good: pain.good ?? ready / 2,
    rules: pain.rules.map((rule, index) => buildPainRule(pain, rule, index, conditions)),
  };
}

function buildPainRule(
  pain: ShapedScore['pain'],
  { event, where, half_life, within, ...rest }: ShapedScore['pain']['rules'][number],
  index: number,
  conditions: Conditions,
): PainRule {
  const halfLifeMs = half_life ?? pain.half_life ?? Number.POSITIVE_INFINITY;
  return {
    ...rest,
    events: event,
    ...(where === undefined
      ? {}
      : { where: conditionAt(conditions, ['score', 'pain', 'rules', index, 'where']) }),
    ...(Number.isFinite(halfLifeMs) ? { halfLifeMs } : {}),
    ...(within === undefined ? {} : { withinMs: within }),
  };
}

function buildTier(tier: ShapedScore['velocity']['bonus'][number]): BonusTier {
  return 'per_day' in tier
    ? { by: 'velocity', at: tier.per_day, points: tier.points }
    : { by: 'momentum', at: tier.momentum, points: tier.points };
}

function conditionAt(conditions: Conditions, path: Path): Condition {
  const condition = conditions.get(pathKey(path));
  if (condition === undefined) throw new Error(`The condition at ${path.join('.')} has not been read.`);
  return condition;
}
