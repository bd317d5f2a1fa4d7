import { z } from 'zod';
import { quoteText } from '../describe-value.js';
import { fixedDuration, fixedDurationOr } from './durations.js';
import { refuse } from './refuse.js';
import { count, positiveAmount, share, text, zone } from './scalars.js';
import { window } from './window.js';

/** A code of a country or of a part of one; in upper case once read. */
const code = text.transform((written) => written.trim().toUpperCase());

const calendar = z.union([
  z.strictObject({
    country: code.describe('Country code of the public holidays, e.g. DE.'),
    region: code.exactOptional().describe('Code of the region, e.g. BY.'),
  }),
  z.strictObject({
    calendar: text.describe('File with `holidays` and `workdays`, relative to this file.'),
  }),
]);

const holidays = z
  .union([calendar, z.array(calendar).min(1)])
  .transform((one) => [one].flat())
  .default([])
  .describe('Days on which no mail is sent: public holidays, or those of a file; one or a list.');

const region = text.superRefine((written, context) => {
  if (/^[^/]+\/[^/]+$/.test(written)) return;
  refuse(context, {
    code: 'config/unknown-value',
    message: `${quoteText(written)} is not a country and a region.`,
    help: 'Write both with a slash, e.g. "US/CA".',
  });
});

const zones = z
  .strictObject({
    regions: z
      .record(region, zone)
      .prefault({})
      .transform(inUpperCase)
      .describe('COUNTRY/REGION -> zone of its leads, e.g. "US/CA": America/Los_Angeles.'),
    countries: z
      .record(text, zone)
      .prefault({})
      .transform(inUpperCase)
      .describe('Country -> zone of its leads, e.g. DE: Europe/Berlin.'),
  })
  .prefault({})
  .describe('Zones of leads that have none of their own, by their region, else by their country.');

const cap = z
  .strictObject({
    max: count.describe('Greatest number of mails to one mailbox.'),
    per: fixedDurationOr({ day: 'day', week: 'week', month: 'month' } as const, '24h').describe(
      'Any time of this length, or each day, week or month of the calendar.',
    ),
  })
  .describe('Limit of the number of mails to one mailbox.');

const consent = z
  .strictObject({
    required: z.boolean().prefault(true).describe('Whether only leads with consent are mailed.'),
    column: text
      .prefault('consent_at')
      .describe('Field of the lead that says when, or whether, the lead has consented.'),
  })
  .prefault({})
  .describe('Consent to be mailed.');

const blast = z
  .strictObject({
    max_sends: count.exactOptional().describe('Greatest number of mails of one run.'),
    max_growth: positiveAmount
      .exactOptional()
      .describe('Greatest number of mails of one run, in multiples of the usual number.'),
  })
  .prefault({})
  .describe('Limits that stop a run which would send far more than usual.');

export const policy = z
  .strictObject({
    window: window.exactOptional(),
    holidays,
    zones,
    caps: z
      .array(cap)
      .prefault([])
      .describe('Limits of the number of marketing mails to one mailbox, over all campaigns.'),
    on_cap: z
      .enum(['defer', 'skip'])
      .prefault('defer')
      .describe('What a cap does to a mail: it goes out later, or its step is left out.'),
    min_gap: fixedDurationOr({ none: 0 }, '16h')
      .prefault('16h')
      .describe('Least time between two marketing mails to one mailbox; "none" for no limit.'),
    consent,
    holdout: share.prefault('0%').describe('Share of leads that get no marketing mail, for comparison.'),
    throttle: count
      .exactOptional()
      .describe('Greatest number of mails of the runs of one day; the rest waits.'),
    blast,
    expires_after: fixedDurationOr({ never: Number.POSITIVE_INFINITY }, '7d')
      .prefault('7d')
      .describe('Time after which a mail that is due is no longer sent.'),
    case_window: fixedDuration
      .prefault('72h')
      .describe('Time after a mail in which it is found out what the lead does with it.'),
    salt: text
      .exactOptional()
      .describe('What chance is made of, for variants and hold-outs; the name of the project when left out.'),
    language: text.prefault('en').describe('Language of leads that name none: de, en or zh.'),
    ladder: text
      .exactOptional()
      .describe('Field of the lead with the number of its rung; offers of a lower `rung` are left out.'),
  })
  .prefault({})
  .describe('Rules that hold for all mail.');

function inUpperCase(zonesOf: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(zonesOf).map(([key, value]) => [key.toUpperCase(), value]));
}
