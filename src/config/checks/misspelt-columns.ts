import { nearest } from '../../diagnostics/nearest.js';
import { canonicalEventFields, canonicalLeadFields } from '../../model/fields.js';
import { type Entry, entryAt, type Outline } from '../outline.js';
import { keyProblem, type Problem } from '../problem.js';

/** A mapped column with nearly the name of a field that has a meaning loses that meaning. */
export function misspeltColumns(outline: Outline): readonly Problem[] {
  return [
    ...outline.leadSources.flatMap((source) => misspelt(source, canonicalLeadFields)),
    ...outline.eventSources.flatMap((source) => misspelt(source, canonicalEventFields)),
  ];
}

function misspelt(source: Entry, fields: readonly string[]): readonly Problem[] {
  const columns = entryAt(source, 'columns');
  const names = Object.keys(columns.value);
  // A column beside the field it resembles was given its name on purpose: `lead` and `lead2`.
  const candidates = fields.filter((field) => !names.includes(field));
  return names.flatMap((name) => {
    const meant = fields.includes(name) ? undefined : nearest(name, candidates, 2);
    if (meant === undefined) return [];
    const message = `The field "${name}" is not known, and looks like "${meant}".`;
    const help = `Did you mean "${meant}"? If it is a field of your own, a name that differs more is easier to read.`;
    return [keyProblem('config/unknown-field', [...columns.path, name], message, { help })];
  });
}
