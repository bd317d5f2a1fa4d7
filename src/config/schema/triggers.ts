import { z } from 'zod';
import { calendarDays } from './durations.js';
import { expectations } from './expectations.js';
import { condition, text, textOrList } from './scalars.js';

const event = textOrList.describe('Event type, or a list of types any of which counts.');
const where = condition.exactOptional().describe('Condition on the event.');

const aboutEvent = { event, where };

/** Something that happens, or is true. */
export const trigger = z.union([
  z
    .strictObject(aboutEvent)
    .register(expectations, { expects: 'an event such as { event: deal.won }' })
    .transform((written) => ({ kind: 'event' as const, ...written })),
  conditionWithout('event'),
]);

const when = condition
  .exactOptional()
  .describe('Condition on the lead, looked at when it would begin and never again.');

const beforeOrAfter = {
  before: calendarDays.exactOptional().describe('How long before that day; that day itself when left out.'),
  after: calendarDays.exactOptional().describe('How long after that day.'),
};

export const entry = z.union([
  z
    .strictObject({ ...aboutEvent, when })
    .register(expectations, { expects: 'an event such as { event: trial.started }' })
    .transform((written) => ({ kind: 'event' as const, ...written })),
  z
    .strictObject({
      date: text.describe('Field of the lead that holds the date.'),
      ...beforeOrAfter,
      yearly: z.boolean().prefault(false).describe('Whether the day comes again every year.'),
      when,
    })
    .register(expectations, { expects: 'a date such as { date: renewal_date, before: 30d }' })
    .transform((written) => ({ kind: 'date' as const, ...written })),
  conditionWithout('event', 'date'),
]);

/** A day that lies some time before or after a date of the lead. */
export const dateOffset = z
  .strictObject({ date: text.describe('Field of the lead that holds the date.'), ...beforeOrAfter })
  .transform(({ date, before, after }) => offset(date, before, after));

/** Days and months as the model counts them: negative before the date. */
export function offset(
  field: string,
  before: { readonly days: number; readonly months: number } | undefined,
  after: { readonly days: number; readonly months: number } | undefined,
) {
  if (before === undefined) return { field, days: after?.days ?? 0, months: after?.months ?? 0 };
  // Zero has one sign.
  return { field, days: 0 - before.days, months: 0 - before.months };
}

/** A condition without the keys by which the other forms are known, so that a mistake in those is told as theirs. */
function conditionWithout(...keys: readonly string[]) {
  return condition
    .superRefine((written, context) => {
      if (!keys.some((key) => Object.hasOwn(written, key))) return;
      context.addIssue({ code: 'invalid_type', expected: 'record', input: written });
    })
    .transform(() => ({ kind: 'condition' as const }));
}
