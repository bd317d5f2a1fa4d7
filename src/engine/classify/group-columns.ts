import { noPersona, qualifications, temperatures, unknownLevel } from '../../model/audience.js';
import { letters } from '../../model/labels.js';
import { join, raw, type Sql, sql } from '../../sql/sql.js';
import { isKnown, joinedNames } from './belonging-columns.js';
import type { ProfilePlan } from './profile-plan.js';

/** The first persona whose rule holds, else none (S4.2). */
export function personaOf(plan: ProfilePlan): Sql {
  return plan.layers.column('persona', () =>
    firstOf(
      plan.audience.personas.map(({ id, when }) => ({ name: id, holds: plan.holds(when) })),
      noPersona,
    ),
  );
}

/** The first level whose fields are all known (A9). */
export function levelOf(plan: ProfilePlan): Sql {
  const isReached = (fields: readonly string[]) =>
    join(
      fields.map((field) => isKnown(plan, field)),
      ' AND ',
    );
  return plan.layers.column('audience level', () =>
    firstOf(
      plan.audience.levels.map(({ id, fields }) => ({ name: id, holds: isReached(fields) })),
      unknownLevel,
    ),
  );
}

export function segmentHolds(plan: ProfilePlan, id: string): Sql {
  const segment = plan.audience.segments.find((one) => one.id === id);
  if (segment === undefined) return raw('FALSE');
  return plan.layers.column(`segment ${id}`, () => plan.holds(segment.when));
}

/** The segments of a lead in the order of `audience.segments`. */
export function segmentsOf(plan: ProfilePlan): Sql {
  return joinedNames(plan.audience.segments.map(({ id }) => ({ name: id, holds: segmentHolds(plan, id) })));
}

/** The first part of a partition that holds, else the rest (S4.1). */
export function partOf(plan: ProfilePlan, id: string): Sql {
  const partition = plan.audience.partitions.find((one) => one.id === id);
  if (partition === undefined) return raw('CAST(NULL AS VARCHAR)');
  return plan.layers.column(`partition ${id}`, () =>
    firstOf(
      partition.members.map(({ id: name, when }) => ({ name, holds: plan.holds(when) })),
      partition.otherwise,
    ),
  );
}

const labels = { qualification: qualifications, temperature: temperatures, letter: letters };

/** A label that the fold's side has worked out as a number (S4.5, S4.6). */
export function labelOf(plan: ProfilePlan, label: keyof typeof labels): Sql {
  return plan.layers.column(label, () => wordAt(labels[label], plan.number(label)));
}

/** The word at an index, from 0. */
export function wordAt(words: readonly string[], index: Sql): Sql {
  const list = join(
    words.map((word) => sql`${word}`),
    ', ',
  );
  return sql`[${list}][${index} + 1]`;
}

function firstOf(parts: readonly { readonly name: string; readonly holds: Sql }[], otherwise: string): Sql {
  if (parts.length === 0) return sql`${otherwise}`;
  const cases = parts.map(({ name, holds }) => sql`WHEN ${holds} THEN ${name}`);
  return sql`CASE ${join(cases, ' ')} ELSE ${otherwise} END`;
}
