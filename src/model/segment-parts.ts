import type { Segment } from './audience.js';
import type { Condition } from './condition.js';
import type { Config } from './config.js';

/** A config that also knows of each part of the conditions of its segments who fulfils it. */
export interface SplitSegments {
  readonly config: Config;
  /** Index of the part among `config.audience.segments`. */
  readonly placeOf: ReadonlyMap<Condition, number>;
}

/**
 * Makes a segment of each part that a condition asks for together with others, so that the same code that decides about the
 * segment decides about its parts. They come last, when everything they read is known.
 */
export function splitSegments(config: Config): SplitSegments {
  const { audience } = config;
  const { segments } = audience;
  const parts = [...new Set(segments.flatMap(({ when }) => partsOf(when)))];
  const added = parts.map((when, index): Segment => ({ id: `part/${index}`, when, minSize: 0 }));
  const groups = added.map((_, index) => ({ kind: 'segment' as const, index: segments.length + index }));
  return {
    config: {
      ...config,
      audience: {
        ...audience,
        segments: [...segments, ...added],
        groups: [...audience.groups, ...groups],
      },
    },
    placeOf: new Map(parts.map((part, index) => [part, segments.length + index])),
  };
}

/** The innermost part that does not hold of a condition that does not; the whole where no single part is to blame. */
export function failingPart(condition: Condition, holds: (part: Condition) => boolean): Condition {
  if (condition.kind === 'all') {
    const failing = condition.of.find((part) => !holds(part));
    if (failing !== undefined) return failingPart(failing, holds);
  }
  return condition;
}

function partsOf(condition: Condition): readonly Condition[] {
  return condition.kind === 'all' ? condition.of.flatMap((part) => [part, ...partsOf(part)]) : [];
}
