import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { fieldsOf } from '../model/condition.js';
import type { Config } from '../model/config.js';
import type { EventMatcher } from '../model/event-matcher.js';
import { unknownColumn } from './ingest-leads.js';
import type { MappedFile } from './source.js';

/** Fields of events that the config reads and no event file has. */
export function eventProblems(config: Config, files: readonly MappedFile[]): readonly Diagnostic[] {
  if (files.length === 0) return [];
  const isMissing = (field: string) => files.every(({ mapping }) => mapping.column(field) === undefined);
  const { interests, aggregates, stages } = config.audience;
  const ofRules = [...fieldsOfRules(config)]
    .filter(([field]) => isMissing(field))
    .map(([field, ids]) =>
      unknownColumn(ids.length === 1 ? `Rule ${ids[0]}` : `Rules ${ids.join(', ')}`, field, files),
    );
  const ofOthers = new Set([
    ...aggregates.flatMap((aggregate) => [
      ...fieldsRead(aggregate),
      ...(aggregate.property === undefined ? [] : [aggregate.property]),
    ]),
    ...stages.stages.flatMap(({ where }) => (where === undefined ? [] : fieldsOf(where))),
  ]);
  const read = [...ofOthers]
    .filter(isMissing)
    .map((field) => unknownColumn('A condition on events', field, files));
  const topic =
    interests === undefined || !isMissing(interests.property)
      ? []
      : [unknownColumn('What interests leads', interests.property, files)];
  return [...ofRules, ...read, ...topic];
}

/** Event fields that rules read, with the rules. */
function fieldsOfRules({ score }: Config): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  for (const rule of score.pain.rules) {
    const read = [...fieldsRead(rule), ...(typeof rule.points === 'number' ? [] : [rule.points.property])];
    for (const field of read) fields.set(field, [...(fields.get(field) ?? []), rule.id]);
  }
  return fields;
}

function fieldsRead({ where }: EventMatcher): readonly string[] {
  return where === undefined ? [] : fieldsOf(where);
}
