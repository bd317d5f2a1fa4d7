import { pathKey } from '../conditions/find-conditions.js';
import type { Path, Problem } from '../problem.js';

/** Where a value has been written. */
export interface Origin {
  readonly path: Path;
  /** The value comes from a preset, so that everything in it stands where the preset is named. */
  readonly isPreset: boolean;
}

/** Where a value inside of another one has been written. */
export function inside({ path, isPreset }: Origin, key: string | number): Origin {
  return isPreset ? { path, isPreset } : { path: [...path, key], isPreset };
}

/** Places of what was inherited: paths as the checks know them, and where these values stand in the text. */
export type WrittenPlaces = ReadonlyMap<string, Origin>;

/** The longest path with an origin of its own: a key of a step of a campaign. */
const DEEPEST = 5;

/**
 * Problems with the paths of the text. What several campaigns have from one place is told once; those who inherit
 * it can not do anything about it.
 */
export function placeProblems(problems: readonly Problem[], places: WrittenPlaces): readonly Problem[] {
  if (places.size === 0) return problems;
  const moved = problems.map((problem) => ({ problem, origin: originOf(problem.path, places) }));
  const own = moved.flatMap(({ problem, origin }) => (origin === undefined ? [problem] : []));
  const seen = new Set(own.map(identityOf));
  const inherited = moved.flatMap(({ problem, origin }) => {
    if (origin === undefined) return [];
    const placed = { ...problem, path: origin.path, on: origin.isPreset ? ('value' as const) : problem.on };
    const identity = identityOf(placed);
    const isTold = seen.has(identity);
    seen.add(identity);
    return isTold ? [] : [placed];
  });
  return [...own, ...inherited];
}

/** Where a path has been written; undefined for one that stands where it is. */
function originOf(path: Path, places: WrittenPlaces): Origin | undefined {
  for (let length = Math.min(path.length, DEEPEST); length > 0; length--) {
    const origin = places.get(pathKey(path.slice(0, length)));
    if (origin !== undefined) return path.slice(length).reduce(inside, origin);
  }
  return undefined;
}

function identityOf({ code, message, path, on }: Problem): string {
  return JSON.stringify([code, message, path, on]);
}
