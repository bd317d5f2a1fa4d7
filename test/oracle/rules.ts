import type { Condition } from '../../src/model/condition.js';
import { readCondition, readDuration } from './raw-conditions.js';
import type { RawBonus, RawBounds, RawClass, RawPainRule, RawScore, World } from './world.js';

/** The score section with durations in milliseconds and every default filled in. */
export interface Rules {
  readonly ready: number;
  readonly slaMs: number;
  readonly fit: RawBounds & { readonly groups: Groups; readonly rules: readonly FitRule[] };
  readonly pain: RawBounds & {
    readonly groups: Groups;
    readonly classes: Readonly<Partial<Record<RawClass, RawBounds>>>;
    readonly rules: readonly PainRule[];
  };
  readonly windowMs: number;
  readonly bonus: readonly RawBonus[];
}

export type Groups = Readonly<Record<string, RawBounds>>;

export interface FitRule {
  readonly when: Condition;
  readonly points: number;
  readonly group: string | undefined;
  readonly disqualify: boolean;
}

export interface PainRule extends RawBounds {
  readonly id: string;
  readonly events: readonly string[];
  readonly where: Condition | undefined;
  readonly points: { readonly fixed: number } | { readonly property: string; readonly factor: number };
  readonly class: RawClass;
  readonly group: string | undefined;
  /** Infinite when the points do not decay. */
  readonly halfLifeMs: number;
  /** Infinite when the points do not expire. */
  readonly withinMs: number;
  /** Infinite when a day has no limit. */
  readonly daily: number;
}

export function readRules(config: World['config']): Rules {
  const { fit = {}, pain = {}, velocity = {}, ready, sla = '48h' }: RawScore = config.score;
  return {
    ready,
    slaMs: readDuration(sla).ms,
    fit: {
      ...fit,
      groups: fit.groups ?? {},
      rules: (fit.rules ?? []).map(({ when, points, group, disqualify = false }) => ({
        when: readCondition(when, config.timezone),
        points,
        group,
        disqualify,
      })),
    },
    pain: {
      ...pain,
      groups: pain.groups ?? {},
      classes: pain.classes ?? {},
      rules: (pain.rules ?? []).map((rule) => readPainRule(rule, pain.half_life ?? 'none', config.timezone)),
    },
    windowMs: readDuration(velocity.window ?? '7d').ms,
    bonus: velocity.bonus ?? [],
  };
}

function readPainRule(raw: RawPainRule, halfLife: string, timezone: string): PainRule {
  const own = raw.half_life ?? halfLife;
  return {
    ...(raw.min === undefined ? {} : { min: raw.min }),
    ...(raw.max === undefined ? {} : { max: raw.max }),
    id: raw.id,
    events: typeof raw.event === 'string' ? [raw.event] : raw.event,
    where: raw.where && readCondition(raw.where, timezone),
    points:
      typeof raw.points === 'number'
        ? { fixed: raw.points }
        : { property: raw.points.property, factor: raw.points.factor ?? 1 },
    class: raw.class ?? 'content',
    group: raw.group,
    halfLifeMs: own === 'none' ? Number.POSITIVE_INFINITY : readDuration(own).ms,
    withinMs: raw.within === undefined ? Number.POSITIVE_INFINITY : readDuration(raw.within).ms,
    daily: raw.daily ?? Number.POSITIVE_INFINITY,
  };
}
