import { nearest } from '../../../diagnostics/nearest.js';
import { canonicalLeadFields } from '../../../model/fields.js';
import { type Problem, valueProblem } from '../../problem.js';
import { templateTexts } from '../../templates.js';
import type { Advise } from './review.js';

/**
 * Fields in texts of mails that are nearly, but not quite, known ones. Any column of a file can be named without being mapped, so that
 * only `--data` can tell about the others.
 */
export const unknownMergeFields: Advise = ({ config, outline, fieldsOf }): readonly Problem[] => {
  if (fieldsOf === undefined) return [];
  const mapped = config.sources.leads.flatMap(({ columns }) => Object.keys(columns));
  const known: readonly string[] = [...new Set([...canonicalLeadFields, ...mapped])];
  return templateTexts(outline).flatMap(({ text, path }) =>
    fieldsOf(text).flatMap((field) => {
      const meant = known.includes(field) ? undefined : nearest(field, known, 2);
      if (meant === undefined) return [];
      const message = `The text reads the field "${field}", which looks like "${meant}".`;
      const help = `Did you mean "${meant}"? If it is a column of your own, map it under sources.leads.`;
      return [valueProblem('lint/unknown-merge-field', path, message, { help })];
    }),
  );
};
