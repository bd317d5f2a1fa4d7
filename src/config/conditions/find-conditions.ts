import type { Condition } from '../../model/condition.js';
import { type Entry, entriesAt, isMapping, type Outline, textAt } from '../outline.js';
import type { Path, Problem } from '../problem.js';
import { isZone } from '../zones.js';
import { parseCondition } from './parse-condition.js';
import { audienceScope, eventScope, fitScope, type Scope } from './scopes.js';

/** The conditions of the score rules by path (`pathKey`), and what is wrong with any condition of the config. */
export interface FoundConditions {
  readonly conditions: ReadonlyMap<string, Condition>;
  readonly problems: readonly Problem[];
}

export function findConditions(outline: Outline): FoundConditions {
  const problems: Problem[] = [];
  const conditions = new Map<string, Condition>();
  const scopes = scopesOf(outline);
  const written = textAt(outline.root, 'timezone');
  const surroundings = {
    eventScope: scopes.event,
    zone: written !== undefined && isZone(written) ? written : 'UTC',
    listIds: outline.listIds,
    segmentIds: outline.segments.flatMap((segment) => textAt(segment, 'id') ?? []),
    report: (problem: Problem) => {
      problems.push(problem);
    },
  };
  for (const { scope, raw, path } of places(outline, scopes)) {
    // Anything but a mapping is reported by the schema.
    if (isMapping(raw)) conditions.set(pathKey(path), parseCondition({ ...surroundings, scope }, raw, path));
  }
  return { conditions, problems };
}

/** A path as the key of a map. */
export function pathKey(path: Path): string {
  return JSON.stringify(path);
}

interface Place {
  readonly scope: Scope;
  readonly raw: unknown;
  readonly path: Path;
}

interface Scopes {
  readonly fit: Scope;
  readonly event: Scope;
  readonly audience: Scope;
}

function scopesOf({ leadSources, eventSources }: Outline): Scopes {
  const leadColumns = leadSources.flatMap(columnsOf);
  return {
    fit: fitScope(leadColumns),
    event: eventScope(eventSources.flatMap(columnsOf)),
    audience: audienceScope(leadColumns),
  };
}

/** Every place of the config that holds a condition. */
function places(outline: Outline, { fit, event, audience }: Scopes): readonly Place[] {
  const { fitRules, painRules, personas, stages, segments, campaigns } = outline;
  const steps = campaigns.flatMap((campaign) => entriesAt(campaign, 'steps'));
  return [
    ...fitRules.map((rule) => placeAt(fit, rule, 'when')),
    ...painRules.map((rule) => placeAt(event, rule, 'where')),
    ...[...personas, ...stages, ...segments, ...steps].map((entry) => placeAt(audience, entry, 'when')),
    ...campaigns.flatMap((campaign) => [
      placeAt(audience, campaign, 'goal'),
      placeAt(audience, campaign, 'entry'),
      ...entriesAt(campaign, 'exit').map(({ value, path }) => ({ scope: audience, raw: value, path })),
    ]),
  ];
}

function placeAt(scope: Scope, entry: Entry, key: string): Place {
  return { scope, raw: entry.value[key], path: [...entry.path, key] };
}

function columnsOf(source: Entry): readonly string[] {
  return isMapping(source.value.columns) ? Object.keys(source.value.columns) : [];
}
