import { z } from 'zod';
import { diagnosticCodes } from '../../diagnostics/codes.js';
import { quoteText } from '../describe-value.js';
import { adjustableCodes, ruleSeverities } from '../lint/lint-rules.js';
import { suggest } from '../suggestion.js';
import { refuse } from './refuse.js';

/** What can be asked of every mail. */
export const requirable = ['cta', 'stage', 'lever'] as const;

const code = z
  .string()
  .superRefine((written, context) => {
    if (adjustableCodes.some((known) => known === written)) return;
    if (Object.hasOwn(diagnosticCodes, written)) {
      const message = `${written} is an error; its severity can not be chosen.`;
      refuse(context, { code: 'lint/fixed-severity', message });
      return;
    }
    const message = `There is no code ${quoteText(written)}.`;
    const otherwise = 'docs/diagnostics.md lists the codes.';
    refuse(context, {
      code: 'config/unknown-value',
      message,
      ...suggest(written, adjustableCodes, otherwise),
    });
  })
  .meta({ examples: ['lint/no-exit'] });

export const lint = z
  .strictObject({
    rules: z
      .record(code, z.enum(ruleSeverities))
      .prefault({})
      .describe('Code of a warning or advice -> how seriously it is taken; docs/diagnostics.md lists them.'),
    require: z
      .array(z.enum(requirable))
      .prefault([])
      .describe('What every mail has to say: what it asks for, the stage it is for, what persuades.'),
  })
  .prefault({})
  .describe('What `nurture validate` looks at, and how seriously.');
