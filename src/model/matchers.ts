import type { Interests } from './audience.js';
import type { Config } from './config.js';
import type { EventMatcher } from './event-matcher.js';
import { compileJourney, type JourneyMatchers } from './journey-model.js';

/**
 * Everything the config asks of single events, in one list. The index in it is the bit of an event that matches:
 * pain rules first, so that their indexes are those of the config, then event aggregates, stages, interests and campaigns.
 * (Tags given by events are conditions on aggregates.)
 */
export interface Matchers {
  readonly matchers: readonly EventMatcher[];
  /** The pain rules are the matchers from 0 up to this number. */
  readonly pain: number;
  /** `audience.aggregates[n]` is the matcher `from + n`, up to `to` exclusive. */
  readonly aggregates: MatcherRange;
  /** Matchers that enter a stage, in the order of the stages. */
  readonly stages: readonly { readonly stage: number; readonly matcher: number }[];
  /** Undefined when the config asks for no interests. */
  readonly interests?: InterestMatchers;
  /** What campaigns look at: its matchers are those from `from` on. Undefined without campaigns. */
  readonly journey?: JourneyMatchers & { readonly from: number };
}

export interface MatcherRange {
  readonly from: number;
  readonly to: number;
}

export interface InterestMatchers {
  /** Weights of events by matcher. An event with a topic that matches none of them has weight 1. */
  readonly weights: readonly { readonly matcher: number; readonly weight: number }[];
  readonly declared: number;
  readonly declined: number;
}

export function compileMatchers({ score, audience, campaigns }: Config): Matchers {
  const matchers: EventMatcher[] = [...score.pain.rules, ...audience.aggregates];
  const add = (matcher: EventMatcher) => matchers.push(matcher) - 1;
  const pain = score.pain.rules.length;
  const aggregates = { from: pain, to: matchers.length };
  const stages = audience.stages.stages.flatMap(({ event, where }, stage) =>
    event === undefined
      ? []
      : [{ stage, matcher: add({ events: event, ...(where === undefined ? {} : { where }) }) }],
  );
  const interests = audience.interests && addInterests(audience.interests, add);
  const journey =
    campaigns.length === 0 ? undefined : { ...compileJourney(campaigns), from: matchers.length };
  if (journey !== undefined) matchers.push(...journey.matchers);
  return {
    ...{ matchers, pain, aggregates, stages },
    ...(interests && { interests }),
    ...(journey && { journey }),
  };
}

function addInterests(
  { weights, declaredEvents, declinedEvents }: Interests,
  add: (matcher: EventMatcher) => number,
): InterestMatchers {
  return {
    weights: weights.map(({ event, weight }) => ({ matcher: add({ events: [event] }), weight })),
    declared: add({ events: declaredEvents }),
    declined: add({ events: declinedEvents }),
  };
}
