import { z } from 'zod';
import { amount, count, id, text, textOrList } from './scalars.js';

export const qualification = z
  .strictObject({
    yes: id.prefault('sales').describe('For a good fit with a high need.'),
    maybe: id.prefault('current-goal').describe('For one of both.'),
    no: id.prefault('nurture').describe('For neither of them, and for leads that a rule disqualifies.'),
    won: id.prefault('customer-onboarding').describe('After a deal that was won.'),
    lost: id.prefault('product-engagement').describe('After a deal that was lost.'),
  })
  .prefault({})
  .describe('Names of where leads go next by fit and need, and after a deal.');

export const labels = z
  .strictObject({
    temperature: z
      .strictObject({
        hot: amount.exactOptional().describe('Score from which a lead is hot; `ready` when left out.'),
        warm: amount
          .exactOptional()
          .describe('Score from which a lead is warm; half of `hot` when left out. Below it is cold.'),
      })
      .prefault({})
      .describe('Words for scores.'),
    letters: z
      .strictObject({
        A: amount.exactOptional().describe('Score from which a lead is an A; `ready` when left out.'),
        B: amount
          .exactOptional()
          .describe('Score from which a lead is a B; three quarters of `A` when left out.'),
        C: amount
          .exactOptional()
          .describe('Score from which a lead is a C; half of `A` when left out. Below it is D.'),
      })
      .prefault({})
      .describe('Letters for scores.'),
  })
  .prefault({})
  .describe('Labels that are shown beside a score. They never change it.');

const channel = z
  .strictObject({
    needs: textOrList.describe('Field, or fields, of a lead that must have a value.'),
    consent: text
      .exactOptional()
      .describe('Field of a lead that says when, or whether, the lead has consented.'),
  })
  .describe('A way to reach leads.');

/** What is asked of leads when the config does not say. */
export const defaultLevels = {
  high: ['email', 'title', 'company', 'phone'],
  medium: ['email', 'company'],
  low: ['email'],
};

export const defaultChannels = {
  email: { needs: 'email', consent: 'consent_at' },
  sms: { needs: 'phone', consent: 'sms_consent_at' },
  task: { needs: 'phone' },
  audience: { needs: 'email' },
};

/** Members below which a segment does not pay, when the config does not say. */
export const defaultMinSize = 100;

export const audience = z
  .strictObject({
    levels: z
      .record(id, z.array(text).min(1))
      .prefault(defaultLevels)
      .describe(
        'Level -> fields that must be known, from the most to the least; the first that fits counts.',
      ),
    channels: z
      .record(id, channel)
      .prefault(defaultChannels)
      .describe('Ways to reach leads, and what they need.'),
    min_size: count.prefault(defaultMinSize).describe('A segment of fewer members is warned about.'),
  })
  .prefault({})
  .describe('What is known about leads, and how they can be reached.');
