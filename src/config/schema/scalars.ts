import { z } from 'zod';
import { quoteText } from '../describe-value.js';
import { DAY_MINUTES, parseTimeOfDay } from '../times-of-day.js';
import { cureOfZone, isZone, nearestZone } from '../zones.js';
import { expectations } from './expectations.js';
import { refuse } from './refuse.js';

/** Larger amounts are typing mistakes, and sums of them would lose digits. */
const LARGEST_AMOUNT = 1_000_000_000;

/** A name, path or other text that has to say something. */
export const text = z.string().min(1);

/** A name of the user's own that stands in lists joined by ";": a tag, a person. */
export const name = text.superRefine((written, context) => {
  if (!/[;,\n]/.test(written) && written.trim() === written) return;
  const message = `${quoteText(written)} is not a usable name.`;
  const help = 'Leave out ";", "," and blanks at the ends.';
  refuse(context, { code: 'config/bad-id', message, help });
});

/** A text, or a list of texts; always a list once read. */
export const textOrList = z.union([text, z.array(text).min(1)]).transform((one) => [one].flat());

/** A name that can stand in files, lists joined by ";" and on the command line. */
export const id = z
  .string()
  .superRefine((name, context) => {
    if (/^[\p{L}\p{N}][\p{L}\p{N}\p{M}_.-]{0,63}$/u.test(name)) return;
    refuse(context, { code: 'config/bad-id', message: `${quoteText(name)} is not a usable id.` });
  })
  // Not every editor knows \p{L}, so the pattern for editors says less.
  .meta({ pattern: '^[^\\s;,/]{1,64}$' });

export const amount = z.number().min(-LARGEST_AMOUNT).max(LARGEST_AMOUNT);

export const positiveAmount = z.number().gt(0).max(LARGEST_AMOUNT);

export const count = z.int().min(1).max(LARGEST_AMOUNT);

export const zone = z
  .string()
  .superRefine((name, context) => {
    if (isZone(name)) return;
    const suggestion = nearestZone(name);
    refuse(context, {
      code: 'config/bad-zone',
      message: `${quoteText(name)} is not a time zone.`,
      ...(suggestion === undefined ? {} : { help: `Did you mean "${suggestion}"?` }),
      cure: cureOfZone(name),
    });
  })
  .register(expectations, { expects: 'a time zone such as Europe/Berlin' })
  .meta({ examples: ['Europe/Berlin'] });

export const percentage = z
  .string()
  .superRefine((written, context) => {
    const match = /^(\d{1,3}(?:\.\d+)?) ?%$/.exec(written);
    if (match !== null && Number(match[1]) <= 100) return;
    refuse(context, { code: 'config/bad-percentage', message: `${quoteText(written)} is not a percentage.` });
  })
  .register(expectations, { expects: 'a percentage such as 5%' })
  .meta({ examples: ['5%'] });

/** A percentage that is computed with; a number from 0 to 1 once read. */
export const share = percentage.transform((written) => Number.parseFloat(written) / 100);

/** A time of day up to 24:00; minutes of the day once read. */
export const timeOfDay = z
  .string()
  .meta({ examples: ['09:00'] })
  .transform(readTimeOfDay)
  .register(expectations, { expects: 'a time of day such as "09:00"' });

/** A time that a day has; 24:00 belongs to the next one. */
export const clockTime = z
  .string()
  .meta({ examples: ['09:00'] })
  .transform((written, context) => {
    const minute = readTimeOfDay(written, context);
    if (minute < DAY_MINUTES) return minute;
    const message = `${quoteText(written)} is the beginning of the next day.`;
    refuse(context, { code: 'config/bad-time-of-day', message, help: 'Write "00:00" to "23:59".' });
    return 0;
  })
  .register(expectations, { expects: 'a time of day such as "09:00"' });

/**
 * A condition. Its inner form is checked by findConditions, which knows the fields, lists and the zone; editors get
 * the form from conditionJsonSchemas, under the same id.
 */
export const condition = z
  .record(z.string(), z.unknown())
  .meta({ id: 'condition' })
  .register(expectations, { expects: 'a condition such as { country: DE }' });

/** Bounds of a sum; that they lie on both sides of zero is checked by badBounds. */
export const bounds = {
  min: amount
    .exactOptional()
    .describe('Least value of the sum, 0 or less. Without it the sum has no lower bound.'),
  max: amount
    .exactOptional()
    .describe('Greatest value of the sum, 0 or more. Without it the sum has no upper bound.'),
};

function readTimeOfDay(written: string, context: z.core.$RefinementCtx): number {
  const minute = parseTimeOfDay(written);
  if (minute !== undefined) return minute;
  const message = `${quoteText(written)} is not a time of day.`;
  refuse(context, { code: 'config/bad-time-of-day', message });
  return 0;
}
