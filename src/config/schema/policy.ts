import { z } from 'zod';
import {
  count,
  duration,
  fixedDuration,
  percentage,
  positiveAmount,
  text,
  timeOfDay,
  zone,
} from './scalars.js';

const window = z
  .strictObject({
    days: z
      .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
      .min(1)
      .exactOptional()
      .describe('Days of the week on which mail is sent; all when left out.'),
    from: timeOfDay.exactOptional().describe('First minute of the day at which mail is sent.'),
    to: timeOfDay.exactOptional().describe('Minute of the day from which on no mail is sent.'),
    zone: z
      .union([z.literal('lead'), zone])
      .exactOptional()
      .describe('Zone of the hours: "lead" for that of each lead, or an IANA zone.'),
  })
  .exactOptional()
  .describe('Days and hours at which mail is sent.');

const holidays = z
  .union([
    z.strictObject({
      country: text.describe('Country code of the public holidays, e.g. DE.'),
      region: text.exactOptional().describe('Code of the region, e.g. BY.'),
    }),
    z.strictObject({ calendar: text.describe('File with the holidays.') }),
  ])
  .exactOptional()
  .describe('Days on which no mail is sent.');

const cap = z
  .strictObject({
    max: count.describe('Greatest number of mails to one lead.'),
    per: fixedDuration.describe('Length of time the number is meant for.'),
  })
  .describe('Limit of the number of mails to one lead.');

export const policy = z
  .strictObject({
    window,
    holidays,
    caps: z
      .array(cap)
      .exactOptional()
      .describe('Limits of the number of mails to one lead, over all campaigns.'),
    min_gap: duration.exactOptional().describe('Least time between two mails to one lead.'),
    consent: z
      .strictObject({
        required: z.boolean().exactOptional().describe('Whether only leads with consent are mailed.'),
        column: text.exactOptional().describe('Field of the lead that holds the time of the consent.'),
      })
      .exactOptional()
      .describe('Consent to be mailed.'),
    holdout: percentage.exactOptional().describe('Share of leads that are never mailed, for comparison.'),
    blast: z
      .strictObject({
        max_sends: count.exactOptional().describe('Greatest number of mails of one run.'),
        max_growth: positiveAmount.exactOptional().describe('Greatest growth compared with the last run.'),
      })
      .exactOptional()
      .describe('Limits that stop a run which would send far more than usual.'),
  })
  .exactOptional()
  .describe('Rules that hold for all mail. Checked, not used by this version.');
