import { isMapping } from '../outline.js';
import type { Path } from '../problem.js';
import { inside, type Origin } from './written-places.js';

/** A mapping and where each of its values has been written; any other value as it is. */
export interface Traced {
  readonly value: unknown;
  readonly at: Origin;
  readonly origins: ReadonlyMap<string, Origin>;
}

export interface TracedCampaign extends Traced {
  /** Undefined where there is no list of them. */
  readonly steps?: readonly Traced[];
}

export function traceCampaign(value: unknown, path: Path, isPreset = false): TracedCampaign {
  const traced = trace(value, { path, isPreset });
  const steps: unknown = asMapping(value).steps;
  if (!Array.isArray(steps)) return traced;
  const at = inside(traced.at, 'steps');
  return { ...traced, steps: steps.map((step: unknown, index) => trace(step, inside(at, index))) };
}

function trace(value: unknown, at: Origin): Traced {
  const keys = Object.keys(asMapping(value));
  return { value, at, origins: new Map(keys.map((key) => [key, inside(at, key)])) };
}

/** The campaign as plain data. */
export function plainCampaign({ value, steps }: TracedCampaign): unknown {
  return steps === undefined ? value : { ...asMapping(value), steps: steps.map((step) => step.value) };
}

/** The values of both; where both have one, the own. */
export function merge(base: Traced, own: Traced): Traced {
  return {
    value: { ...asMapping(base.value), ...asMapping(own.value) },
    at: own.at,
    origins: new Map([...base.origins, ...own.origins]),
  };
}

export function without({ value, at, origins }: Traced, keys: readonly string[]): Traced {
  const isKept = ([key]: readonly [string, unknown]) => !keys.includes(key);
  return {
    value: Object.fromEntries(Object.entries(asMapping(value)).filter(isKept)),
    at,
    origins: new Map([...origins].filter(isKept)),
  };
}

/** The text under a key, or undefined when there is none. */
export function textOf({ value }: Traced, key: string): string | undefined {
  const found = asMapping(value)[key];
  return typeof found === 'string' ? found : undefined;
}

export function hasKey({ value }: Traced, key: string): boolean {
  return Object.hasOwn(asMapping(value), key);
}

export function asMapping(value: unknown): Readonly<Record<string, unknown>> {
  return isMapping(value) ? value : {};
}
