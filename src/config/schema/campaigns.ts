import { z } from 'zod';
import { amount, condition, count, duration, id, text, textOrList } from './scalars.js';

const variant = z
  .strictObject({
    id: id.describe('Name of the variant; unique in the step.'),
    subject: text.exactOptional().describe('Subject of this variant.'),
    template: text.exactOptional().describe('Template of this variant.'),
    weight: count.exactOptional().describe('Share of this variant in proportion to the others.'),
  })
  .describe('One of several forms of a mail that are compared.');

const reaction = z
  .strictObject({
    goto: id.exactOptional().describe('Step to go on with.'),
    exit: z.boolean().exactOptional().describe('Whether the campaign ends here for the lead.'),
    resend: z
      .strictObject({
        subject: text.exactOptional().describe('Another subject.'),
        template: text.exactOptional().describe('Another template.'),
        after: duration.exactOptional().describe('Time to wait before.'),
        times: count.exactOptional().describe('How often at most.'),
      })
      .exactOptional()
      .describe('Send the mail again in another form.'),
    add_tags: textOrList.exactOptional().describe('Tags to add to the lead.'),
    remove_tags: textOrList.exactOptional().describe('Tags to remove from the lead.'),
  })
  .describe('What to do then.');

const reactions = z
  .strictObject({
    converted: reaction.exactOptional().describe('The goal was reached after the mail.'),
    clicked: reaction.exactOptional().describe('A link was clicked, and the goal not reached.'),
    opened: reaction.exactOptional().describe('The mail was opened, and nothing clicked.'),
    ignored: reaction.exactOptional().describe('The mail was not opened.'),
  })
  .exactOptional()
  .describe('What follows from the reaction of the lead.');

const step = z
  .strictObject({
    id: id.describe('Name of the step; unique in the campaign.'),
    after: duration.exactOptional().describe('Time to wait since the step before, or since entry.'),
    template: text.exactOptional().describe('Template of the mail.'),
    subject: text.exactOptional().describe('Subject of the mail.'),
    role: z.enum(['content', 'offer', 'survey']).exactOptional().describe('What the mail is for.'),
    when: condition.exactOptional().describe('Condition for sending this step; it is left out otherwise.'),
    variants: z.array(variant).min(2).exactOptional().describe('Forms of the mail that are compared.'),
    on: reactions,
    expires_after: duration.exactOptional().describe('Time after which the mail is no longer sent.'),
  })
  .describe('One mail of a campaign.');

const campaign = z
  .strictObject({
    id: id.describe('Name of the campaign; unique.'),
    kind: z
      .enum([
        'welcome',
        'onboarding',
        'nurture',
        'product-engagement',
        'customer-onboarding',
        'upsell',
        'renewal',
        'follow-up',
        'wake-up',
        'reminder',
        'transactional',
      ])
      .exactOptional()
      .describe('What the campaign is for.'),
    owner: text.exactOptional().describe('Who is responsible.'),
    priority: amount.exactOptional().describe('Of several campaigns that are due, the highest goes first.'),
    goal: condition.describe('What a lead does or is when the campaign has succeeded.'),
    entry: condition.describe('What makes a lead enter.'),
    exit: z.array(condition).exactOptional().describe('What makes a lead leave; any of them.'),
    reentry: z
      .union([z.enum(['never', 'always']), duration])
      .exactOptional()
      .describe('Whether a lead can enter again: "never", "always", or after this time.'),
    steps: z.array(step).min(1).describe('The mails in order.'),
  })
  .describe('A sequence of mails with a goal.');

export const campaigns = z
  .array(campaign)
  .exactOptional()
  .describe('Sequences of mails. Checked, not used by this version.');
