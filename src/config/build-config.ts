import type { AccountConfig } from '../model/audience.js';
import type {
  BonusTier,
  Config,
  Expectations,
  FitConfig,
  PainConfig,
  PainRule,
  Sources,
} from '../model/config.js';
import { buildAudience, type ReadConditions } from './build-audience.js';
import { buildCampaigns } from './build-campaigns.js';
import { buildPolicy } from './build-policy.js';
import { buildSendLists } from './build-send-lists.js';
import { type Conditions, conditionAt } from './conditions/find-conditions.js';
import type { ShapedConfig } from './schema/config-schema.js';

type ShapedScore = ShapedConfig['score'];
type ShapedSources = ShapedConfig['sources'];
type ShapedExpectations = ShapedSources['lists'][string]['expect'];

/** The config the program works with, from one that has been found free of errors. */
export function buildConfig(shaped: ShapedConfig, read: ReadConditions, unbuilt: readonly string[]): Config {
  const { name, timezone, sources, score } = shaped;
  const { conditions } = read;
  return {
    name,
    timezone,
    sources: buildSources(sources),
    score: {
      ready: score.ready,
      slaMs: score.sla,
      ...(score.sales_cycle === undefined ? {} : { salesCycleMs: score.sales_cycle }),
      fit: buildFit(score, conditions),
      pain: buildPain(score, conditions),
      velocity: { windowMs: score.velocity.window, bonus: score.velocity.bonus.map(buildTier) },
      account: buildAccount(score.account),
    },
    audience: buildAudience(shaped, read),
    policy: buildPolicy(shaped),
    campaigns: buildCampaigns(shaped, conditions),
    sendLists: buildSendLists(shaped.outputs),
    unbuilt,
  };
}

function buildSources({ leads, events, lists, suppressions }: ShapedSources): Sources {
  return {
    leads: leads.map(withExpectations),
    events: events.map(withExpectations),
    suppressions: suppressions.map(withExpectations),
    lists: Object.fromEntries(Object.entries(lists).map(([id, list]) => [id, withExpectations(list)])),
  };
}

function withExpectations<S extends { readonly expect: ShapedExpectations }>(
  source: S,
): Omit<S, 'expect'> & { readonly expect: Expectations } {
  return { ...source, expect: buildExpectations(source.expect) };
}

function buildExpectations(expect: ShapedExpectations): Expectations {
  const { columns, max_age, min_rows, max_drop, max_type_drop, max_quarantined } = expect;
  return {
    columns,
    ...(max_age === undefined ? {} : { maxAgeMs: max_age }),
    ...(min_rows === undefined ? {} : { minRows: min_rows }),
    ...(max_drop === undefined ? {} : { maxDrop: max_drop }),
    ...(max_type_drop === undefined ? {} : { maxTypeDrop: max_type_drop }),
    maxQuarantined: max_quarantined,
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

function buildAccount({ by, method, roles }: ShapedScore['account']): AccountConfig {
  return { by: by === 'domain' ? by : { field: by }, method, roles: [...new Set(roles)] };
}
