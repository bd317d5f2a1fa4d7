import type { Condition } from '../../model/condition.js';
import { type Entry, entriesAt, isMapping, type Outline, textAt } from '../outline.js';
import type { Path, Problem } from '../problem.js';
import { isZone } from '../zones.js';
import { AggregateList } from './aggregate-list.js';
import { conditionsOfCampaign } from './conditions-of-campaign.js';
import { knownNamesOf } from './known-names.js';
import { parseCondition } from './parse-condition.js';
import { eventScope, fitScope, type LeadStep, leadScope, type Scope } from './scopes.js';

/** What is written in the config, by path (`pathKey`). */
export type Conditions = ReadonlyMap<string, Condition>;

/** The conditions of a config, what they ask of the events of a lead, and what is wrong with any of them. */
export interface FoundConditions {
  readonly conditions: Conditions;
  readonly aggregates: AggregateList;
  readonly problems: readonly Problem[];
}

export function findConditions(outline: Outline): FoundConditions {
  const problems: Problem[] = [];
  const conditions = new Map<string, Condition>();
  const aggregates = new AggregateList();
  // Nobody is ever in an abstract campaign, so nobody needs what it asks of events.
  const aside = new AggregateList();
  const scopes = scopesOf(outline);
  const written = textAt(outline.root, 'timezone');
  const surroundings = {
    eventScope: scopes.event,
    zone: written !== undefined && isZone(written) ? written : 'UTC',
    listIds: outline.listIds,
    names: knownNamesOf(outline),
    report: (problem: Problem) => {
      problems.push(problem);
    },
  };
  for (const { scope, raw, path, isAside = false } of places(outline, scopes)) {
    // Anything but a mapping is reported by the schema.
    if (!isMapping(raw)) continue;
    const { fieldOf } = isAside ? aside : aggregates;
    const context = { ...surroundings, scope, fieldOfAggregate: fieldOf };
    conditions.set(pathKey(path), parseCondition(context, raw, path));
  }
  return { conditions, aggregates, problems };
}

/** A path as the key of a map. */
export function pathKey(path: Path): string {
  return JSON.stringify(path);
}

/** The condition at a path where the config is known to have one. */
export function conditionAt(conditions: Conditions, path: Path): Condition {
  const condition = conditions.get(pathKey(path));
  if (condition === undefined) throw new Error(`The condition at ${path.join('.')} has not been read.`);
  return condition;
}

interface Place {
  readonly scope: Scope;
  readonly raw: unknown;
  readonly path: Path;
  /** Checked, and never evaluated. */
  readonly isAside?: boolean;
}

interface Scopes {
  readonly fit: Scope;
  readonly event: Scope;
  readonly lead: (step: LeadStep) => Scope;
}

function scopesOf({ leadSources, eventSources }: Outline): Scopes {
  const leadColumns = leadSources.flatMap(columnsOf);
  const made = new Map<LeadStep, Scope>();
  return {
    fit: fitScope(leadColumns),
    event: eventScope(eventSources.flatMap(columnsOf)),
    lead: (step) => {
      const scope = made.get(step) ?? leadScope(step, leadColumns);
      made.set(step, scope);
      return scope;
    },
  };
}

/** Every place of the config that holds a condition. */
function places(outline: Outline, { fit, event, lead }: Scopes): readonly Place[] {
  const { fitRules, painRules, personas, tagRules, stages, segments, partitions, queueRules, campaigns } =
    outline;
  const at = (scope: Scope, key: string, entries: readonly Entry[]) =>
    entries.map((entry): Place => ({ scope, raw: entry.value[key], path: [...entry.path, key] }));
  const parts = partitions.flatMap((partition) => entriesAt(partition, 'of'));
  return [
    ...at(fit, 'when', fitRules),
    ...at(event, 'where', [...painRules, ...tagRules, ...stages]),
    ...at(lead('persona'), 'when', personas),
    ...at(lead('tag'), 'when', tagRules),
    ...at(lead('stage'), 'when', stages),
    ...at(lead('segment'), 'when', [...segments, ...parts]),
    ...at(lead('queue'), 'when', queueRules),
    ...campaigns.flatMap((campaign) =>
      conditionsOfCampaign(campaign).map(({ isOnEvent, raw, path }): Place => {
        const scope = isOnEvent ? event : lead('campaign');
        return { scope, raw, path, isAside: campaign.value.abstract === true };
      }),
    ),
  ];
}

function columnsOf(source: Entry): readonly string[] {
  return isMapping(source.value.columns) ? Object.keys(source.value.columns) : [];
}
