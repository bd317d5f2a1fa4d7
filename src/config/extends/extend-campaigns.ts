import { pathKey } from '../conditions/find-conditions.js';
import { excludedBy } from '../exclusive-keys.js';
import { isMapping, type PlacedText, textsIn } from '../outline.js';
import { type Path, type Problem, valueProblem } from '../problem.js';
import { mostCampaigns } from '../schema/campaigns.js';
import { mostSteps } from '../schema/steps.js';
import { suggest } from '../suggestion.js';
import { findBases } from './find-bases.js';
import {
  asMapping,
  hasKey,
  merge,
  plainCampaign,
  type Traced,
  type TracedCampaign,
  textOf,
  traceCampaign,
  without,
} from './traced.js';
import type { Origin, WrittenPlaces } from './written-places.js';

/** A config with every `extends` followed. */
export interface Extended {
  /** A campaign keeps `extends` only where it could not be followed; what it lacks may be there. */
  readonly value: unknown;
  readonly places: WrittenPlaces;
  readonly problems: readonly Problem[];
}

/**
 * Puts what campaigns inherit into them (S5.9), before anything else is read, so that everything else sees whole campaigns. What
 * does not have the right form is left as it is, and reported by the schema.
 */
export function extendCampaigns(root: unknown): Extended {
  const written = asMapping(root).campaigns;
  // A list that is too long is reported; following it would take time for nothing.
  if (!isMapping(root) || !Array.isArray(written) || written.length > mostCampaigns) {
    return { value: root, places: new Map(), problems: [] };
  }
  const own = written.map((raw: unknown, index) => traceCampaign(raw, ['campaigns', index]));
  const bases = findBases(own);
  const whole = [...own];
  const independent = own.filter((campaign) => !hasKey(campaign, 'extends'));
  const problems = [...bases.problems, ...independent.flatMap((campaign) => unknownSteps(campaign, []))];
  for (const { index, base } of bases.order) {
    const campaign = own[index];
    const inherited = 'preset' in base ? base.preset : whole[base.index];
    if (campaign === undefined || inherited === undefined || !canBeInherited(inherited)) continue;
    whole[index] = extend(inherited, campaign);
    problems.push(...unknownSteps(campaign, inherited.steps ?? []));
  }
  return {
    value: { ...root, campaigns: whole.map(plainCampaign) },
    places: new Map(whole.flatMap(placesOf)),
    problems,
  };
}

/** What could not be followed itself, or is longer than a campaign can be, is not passed on. */
function canBeInherited(campaign: TracedCampaign): boolean {
  return (
    isMapping(campaign.value) && !hasKey(campaign, 'extends') && (campaign.steps ?? []).length <= mostSteps
  );
}

/** Keys that say something about the one campaign that has them. */
const ownKeys = ['id', 'extends', 'abstract', 'without', 'moved'];

function extend(base: TracedCampaign, own: TracedCampaign): TracedCampaign {
  const merged = merge(without(base, ownKeys), without(own, ['extends']));
  if (hasKey(own, 'steps') && own.steps === undefined) return merged;
  const left = leftOut(own).map(({ text }) => text);
  const inherited = (base.steps ?? []).filter((step) => !left.includes(textOf(step, 'id') ?? ''));
  return { ...merged, steps: mergeSteps(inherited, own.steps ?? []) };
}

/** Steps with the id of an inherited one change it, others come behind. */
function mergeSteps(inherited: readonly Traced[], own: readonly Traced[]): readonly Traced[] {
  const changes = new Map<Traced, Traced>();
  const further = own.filter((step) => {
    const id = textOf(step, 'id');
    const changed = inherited.find((one) => id !== undefined && textOf(one, 'id') === id);
    // Of two with one id the second is a step too many, which is reported.
    if (changed === undefined || changes.has(changed)) return true;
    changes.set(changed, step);
    return false;
  });
  const changed = inherited.map((step) => {
    const change = changes.get(step);
    if (change === undefined) return step;
    return merge(without(step, [...change.origins.keys()].flatMap(excludedBy)), change);
  });
  return [...changed, ...further];
}

/** Names in `without` that what is inherited has no step for. */
function unknownSteps(campaign: TracedCampaign, inherited: readonly Traced[]): readonly Problem[] {
  const ids = inherited.flatMap((step) => textOf(step, 'id') ?? []);
  return leftOut(campaign).flatMap(({ text, path }) => {
    if (ids.includes(text)) return [];
    const message = `There is no step "${text}" in what is inherited.`;
    const known = ids.length === 0 ? undefined : `Its steps are ${ids.join(', ')}.`;
    return [valueProblem('config/unknown-inherited-step', path, message, suggest(text, ids, known))];
  });
}

function leftOut({ value, at }: TracedCampaign): readonly PlacedText[] {
  return textsIn(asMapping(value).without, [...at.path, 'without']);
}

/** Where the values of a campaign stand that do not stand where they are seen. */
function placesOf({ origins, steps = [] }: TracedCampaign, index: number): readonly Place[] {
  const path = ['campaigns', index];
  return [
    ...moved(origins, path),
    ...steps.flatMap((step, place) => {
      const seen = [...path, 'steps', place];
      return [...ifMoved(step.at, seen), ...moved(step.origins, seen)];
    }),
  ];
}

type Place = readonly [string, Origin];

function moved(origins: ReadonlyMap<string, Origin>, parent: Path): readonly Place[] {
  return [...origins].flatMap(([key, origin]) => ifMoved(origin, [...parent, key]));
}

function ifMoved(origin: Origin, seen: Path): readonly Place[] {
  return pathKey(origin.path) === pathKey(seen) ? [] : [[pathKey(seen), origin]];
}
