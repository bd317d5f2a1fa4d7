import { z } from 'zod';
import { quoteText } from '../describe-value.js';
import { parseInstant } from '../instants.js';
import { expectations } from './expectations.js';
import { refuse } from './refuse.js';
import { text } from './scalars.js';

const DAY_MS = 86_400_000;

/** A longer time off is a year that was mistyped. */
const LONGEST_RANGE_DAYS = 366;

/** Days of the calendar, both ends included, as numbers since 1970-01-01. */
export interface DayRange {
  readonly first: number;
  readonly last: number;
}

const date = z
  .string()
  .meta({ examples: ['2026-05-01'] })
  .transform((written, context) => {
    const instant = /^\d{4}-\d{2}-\d{2}$/.test(written) ? parseInstant(written, 'UTC') : undefined;
    if (instant !== undefined) return instant / DAY_MS;
    const message = `${quoteText(written)} is not a day of the calendar.`;
    refuse(context, { code: 'config/bad-date', message, help: 'Write ISO 8601: 2026-05-01.' });
    return z.NEVER;
  })
  .register(expectations, { expects: 'a day such as 2026-05-01' });

const range = z
  .strictObject({
    date: date.exactOptional().describe('The day.'),
    from: date.exactOptional().describe('First day of several.'),
    to: date.exactOptional().describe('Last day of several.'),
    name: text.exactOptional().describe('What is celebrated; for the reader alone.'),
  })
  .transform(({ date, from, to }, context): DayRange => {
    if (date !== undefined && from === undefined && to === undefined) return { first: date, last: date };
    if (date !== undefined || from === undefined || to === undefined) {
      const message = 'An entry has either "date", or "from" and "to".';
      refuse(context, { code: 'config/missing-key', message, help: 'Write one of the two forms.' });
      return z.NEVER;
    }
    if (to < from || to - from >= LONGEST_RANGE_DAYS) {
      const message =
        to < from ? 'The last day comes before the first.' : `The time off has ${to - from + 1} days.`;
      refuse(context, { code: 'calendar/bad-range', message });
    }
    return { first: from, last: to };
  });

const days = z
  .array(z.union([date.transform((day): DayRange => ({ first: day, last: day })), range]))
  .prefault([]);

/** A calendar file (S6.4): days on which no mail goes out, and days on which it does although they would be off. */
export const calendarSchema = z.strictObject({
  name: text.exactOptional().describe('What the calendar is for; for the reader alone.'),
  holidays: days.describe('Days on which no mail is sent.'),
  workdays: days.describe('Days on which mail is sent, also at a weekend or on a holiday.'),
});
