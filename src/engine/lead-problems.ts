import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Audience } from '../model/audience.js';
import { isClassified } from '../model/classified-fields.js';
import { type Condition, fieldsOf } from '../model/condition.js';
import { unknownColumn } from './ingest-leads.js';
import { isDerived } from './lead-fields.js';
import type { MappedFile } from './source.js';

/** Fields of leads that conditions of the audience read and no file has; such a condition holds for nobody. */
export function leadProblems(audience: Audience, files: readonly MappedFile[]): readonly Diagnostic[] {
  const isMissing = (field: string) => {
    const header = isDerived(field) ? 'email' : field;
    return !isClassified(field) && files.every(({ mapping }) => mapping.column(header) === undefined);
  };
  return readersOf(audience).flatMap(({ reader, when }) =>
    fieldsOf(when)
      .filter(isMissing)
      .map((field) => unknownColumn(reader, field, files)),
  );
}

function readersOf(audience: Audience): readonly { readonly reader: string; readonly when: Condition }[] {
  const { personas, tags, stages, segments, partitions, queue } = audience;
  return [
    ...personas.map(({ id, when }) => ({ reader: `Persona ${id}`, when })),
    ...tags.rules.map(({ tag, when }) => ({ reader: `A rule for the tag ${tag}`, when })),
    ...stages.stages.flatMap(({ id, when }) => (when === undefined ? [] : [{ reader: `Stage ${id}`, when }])),
    ...segments.map(({ id, when }) => ({ reader: `Segment ${id}`, when })),
    ...partitions.flatMap(({ id, members }) =>
      members.map(({ when }) => ({ reader: `Partition ${id}`, when })),
    ),
    ...queue.rules.map(({ when }) => ({ reader: 'A rule of the queue', when })),
  ];
}
