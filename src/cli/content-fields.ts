import { neededFields, usedFields } from '../content/template-fields.js';
import type { Config } from '../model/config.js';
import { contentForms } from '../model/content-forms.js';

export { neededFields, usedFields };

/** Fields of leads that the texts of mails read, and those that salutations are made of (S6.11). */
export function contentFields({ campaigns }: Pick<Config, 'campaigns'>): readonly string[] {
  const texts = campaigns.flatMap(({ steps }) =>
    steps.flatMap((step) =>
      contentForms(step).flatMap(({ content: { subject, variables } }) => [
        ...(subject === undefined ? [] : [subject]),
        ...Object.values(variables),
      ]),
    ),
  );
  return [...new Set([...usedFields(texts), ...salutationFields])];
}

/** Fields that salutations are made of. */
export const salutationFields = ['language', 'salutation', 'title', 'first_name', 'last_name'] as const;
