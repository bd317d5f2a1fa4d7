import type { EventAggregate, Stage } from './audience.js';
import type { Config } from './config.js';
import { compileMatchers, type Matchers } from './matchers.js';
import { pointProperties } from './score-model.js';

/**
 * What the fold does with matches that earn no points (S4), as numbers alone. Matchers are addressed by their index
 * in the list of `compileMatchers`, pain rules first.
 */
export interface AudienceModel {
  /** Number of all matchers, which says how many mask words an event has. */
  readonly matchers: number;
  readonly aggregates: AggregatesModel;
  readonly funnel: FunnelModel;
  /** Undefined when the config asks for no interests. */
  readonly interests?: InterestModel;
}

export interface AggregatesModel {
  readonly count: number;
  /** Matcher of the first; that of aggregate n is `from + n`. */
  readonly from: number;
  readonly measures: readonly EventAggregate['measure'][];
  /** Column of the summed property among the value columns, -1 when nothing is summed. */
  readonly valueColumn: Int32Array;
  /** Length of the window that ends with as-of in ms, Infinity for all of the past. */
  readonly within: Float64Array;
}

/** Stages by index. Every lead begins in the first. */
export interface FunnelModel {
  readonly count: number;
  /** Stage that a matcher enters, -1 for all others. */
  readonly stageOf: Int32Array;
  /** 1 at `from * count + to` where an event may lead from the one to the other. */
  readonly legal: Uint8Array;
}

export interface InterestModel {
  /** Value column with the id of the event's topic. */
  readonly topicColumn: number;
  /** 0 for weights that do not fade. */
  readonly halfLifeMs: number;
  /** Weight of an event by matcher, NaN for matchers that are no weights. */
  readonly weightOf: Float64Array;
  readonly declared: number;
  readonly declined: number;
}

/** Compiles what the fold must know of the audience of a config. */
export function compileAudienceModel(
  config: Config,
  matchers: Matchers = compileMatchers(config),
): AudienceModel {
  const { aggregates, interests, stages } = config.audience;
  const properties = numericProperties(config);
  const count = matchers.matchers.length;
  const stageOf = new Int32Array(count).fill(-1);
  for (const { stage, matcher } of matchers.stages) stageOf[matcher] = stage;
  return {
    matchers: count,
    aggregates: {
      count: aggregates.length,
      from: matchers.aggregates.from,
      measures: aggregates.map(({ measure }) => measure),
      valueColumn: Int32Array.from(aggregates, ({ property }) =>
        property === undefined ? -1 : properties.indexOf(property),
      ),
      within: Float64Array.from(aggregates, ({ withinMs }) => withinMs ?? Number.POSITIVE_INFINITY),
    },
    funnel: { count: stages.stages.length, stageOf, legal: legalTransitions(stages.stages) },
    ...(interests === undefined || matchers.interests === undefined
      ? {}
      : {
          interests: {
            topicColumn: properties.length,
            halfLifeMs: interests.halfLifeMs ?? 0,
            weightOf: weightsByMatcher(matchers.interests.weights, count),
            declared: matchers.interests.declared,
            declined: matchers.interests.declined,
          },
        }),
  };
}

/**
 * Properties of events that are read as numbers, each once: those that rules take points from, then those that are
 * summed. They are the value columns of an event batch, in this order; the topic, when there are interests, comes last.
 */
export function numericProperties(config: Config): readonly string[] {
  const summed = config.audience.aggregates.flatMap(({ property }) =>
    property === undefined ? [] : [property],
  );
  return [...new Set([...pointProperties(config), ...summed])];
}

/** Value columns of an event batch: the numeric properties and the topic. */
export function valueColumns(config: Config): number {
  return numericProperties(config).length + (config.audience.interests === undefined ? 0 : 1);
}

function weightsByMatcher(
  weights: readonly { readonly matcher: number; readonly weight: number }[],
  matchers: number,
): Float64Array {
  const weightOf = new Float64Array(matchers).fill(Number.NaN);
  for (const { matcher, weight } of weights) weightOf[matcher] = weight;
  return weightOf;
}

/**
 * Legal transitions by events. A stage that a condition enters may have been passed without any event to show for it,
 * so what can follow such a stage can also follow what comes before it: with `sal: { from: [mql] }` and an mql that is
 * "ready", the event of sal is legal for a lead whose events have left it an inquiry.
 */
function legalTransitions(stages: readonly Stage[]): Uint8Array {
  const count = stages.length;
  const legal = new Uint8Array(count * count);
  for (const [to, stage] of stages.entries()) {
    for (const from of stage.from) legal[from * count + to] = 1;
  }
  for (const [unseen, stage] of stages.entries()) {
    if (stage.when === undefined) continue;
    for (let from = 0; from < count; from++) {
      if (legal[from * count + unseen] !== 1) continue;
      for (let to = 0; to < count; to++) {
        if (legal[unseen * count + to] === 1) legal[from * count + to] = 1;
      }
    }
  }
  return legal;
}
