import { z } from 'zod';
import type { Duration } from '../../model/condition.js';
import { quoteText } from '../describe-value.js';
import { parseDuration } from '../durations.js';
import { expectations } from './expectations.js';
import { refuse } from './refuse.js';

const DAY_MS = 86_400_000;
const none: Duration = { ms: 0, months: 0 };

/** A length of time above zero that does not depend on the calendar; milliseconds once read. */
export const fixedDuration = z
  .string()
  .meta({ examples: ['30d'] })
  .transform(readFixed)
  .register(expectations, { expects: 'a duration such as 30d' });

/** A half-life: a fixed duration, or `none` for points that never fade; infinite once read. */
export const halfLife = fixedDurationOr({ none: Number.POSITIVE_INFINITY }, '30d');

/** Any duration from zero on, with calendar units. */
export const duration = z
  .string()
  .meta({ examples: ['3d'] })
  .transform(readAny)
  .register(expectations, { expects: 'a duration such as 3d' });

/** A number of whole days, weeks, months or years from zero on: a distance between two days of the calendar. */
export const calendarDays = z
  .string()
  .meta({ examples: ['30d'] })
  .transform(readCalendarDays)
  .register(expectations, { expects: 'a number of days such as 30d' });

/** A number of whole days above zero. */
export const wholeDays = z
  .string()
  .meta({ examples: ['3d'] })
  .transform(
    (written, context) => wholeDaysOf({ ms: readFixed(written, context), months: 0 }, written, context).days,
  )
  .register(expectations, { expects: 'a number of days such as 3d' });

/** A fixed duration, or one of some words that stand for a value. */
export function fixedDurationOr<Value>(words: Readonly<Record<string, Value>>, example: string) {
  const names = Object.keys(words);
  return z
    .string()
    .meta({ examples: [example, ...names] })
    .transform((written, context): Value | number =>
      Object.hasOwn(words, written) ? (words[written] as Value) : readFixed(written, context),
    )
    .register(expectations, { expects: `a duration such as ${example}, or ${names.join(', ')}` });
}

/** Whole days and months, as steps of the calendar. */
export interface CalendarDays {
  readonly days: number;
  readonly months: number;
}

export function readCalendarDays(written: string, context: z.core.$RefinementCtx): CalendarDays {
  return wholeDaysOf(readAny(written, context), written, context);
}

function wholeDaysOf(
  { ms, months }: Duration,
  written: string,
  context: z.core.$RefinementCtx,
): CalendarDays {
  if (ms % DAY_MS !== 0) {
    const message = `${quoteText(written)} is no number of whole days.`;
    refuse(context, { code: 'config/partial-days', message });
  }
  return { days: ms / DAY_MS, months };
}

function readFixed(written: string, context: z.core.$RefinementCtx): number {
  const { ms, months } = readAny(written, context);
  if (months > 0) {
    const message = `${quoteText(written)} has no fixed length.`;
    refuse(context, { code: 'config/calendar-duration', message });
  } else if (ms === 0 && parseDuration(written) !== undefined) {
    const message = `The duration ${quoteText(written)} is zero.`;
    refuse(context, { code: 'config/out-of-range', message, help: 'Write a duration longer than zero.' });
  }
  return ms;
}

function readAny(written: string, context: z.core.$RefinementCtx): Duration {
  const read = parseDuration(written);
  if (read !== undefined) return read;
  refuse(context, { code: 'config/bad-duration', message: `${quoteText(written)} is not a duration.` });
  return none;
}
