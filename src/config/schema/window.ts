import { z } from 'zod';
import { refuse } from './refuse.js';
import { timeOfDay, zone } from './scalars.js';

/** From Monday to Sunday, as the model counts them from 1. */
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A day of the week; its number from 1 for Monday once read. */
export const weekday = z.enum(weekdays).transform((day) => weekdays.indexOf(day) + 1);

const quietHours = z
  .strictObject({
    from: timeOfDay.describe('First minute at which no mail is sent.'),
    to: timeOfDay.describe(
      'First minute at which mail is sent again; before `from` for hours over midnight.',
    ),
  })
  .superRefine(({ from, to }, context) => {
    if (from !== to) return;
    const message = 'Quiet hours that end when they begin could mean no time or the whole day.';
    refuse(context, { code: 'config/out-of-range', message, help: 'Write another end, or remove them.' });
  })
  .describe('Hours in which no mail is sent.');

/** When mail may go out. What is left out sets no limit. */
export const window = z
  .strictObject({
    days: z
      .array(weekday)
      .min(1)
      .exactOptional()
      .describe('Days of the week on which mail is sent; all when left out.'),
    from: timeOfDay.prefault('00:00').describe('First minute of the day at which mail is sent.'),
    to: timeOfDay.prefault('24:00').describe('Minute of the day from which on no mail is sent.'),
    zone: z
      .union([z.literal('lead'), zone])
      .prefault('lead')
      .describe('Zone of the hours: "lead" for that of each lead, or an IANA zone.'),
    quiet: z
      .array(quietHours)
      .prefault([])
      .describe('Hours within `from` and `to` at which no mail is sent.'),
    on_unknown_zone: z
      .enum(['fallback', 'skip'])
      .prefault('fallback')
      .describe('Leads without a zone of their own: that of the project counts, or they are not sent.'),
  })
  .describe('Days and hours at which mail is sent.');
