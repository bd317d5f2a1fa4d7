import { z } from 'zod';
import { type EngagementCase, engagementCases, stepChannels, stepRoles } from '../../model/campaign.js';
import { quoteText } from '../describe-value.js';
import { duration, fixedDuration, fixedDurationOr, readCalendarDays } from './durations.js';
import { expectations } from './expectations.js';
import { refuse } from './refuse.js';
import { amount, clockTime, condition, count, id, text, textOrList } from './scalars.js';
import { dateOffset, offset } from './triggers.js';
import { weekday } from './window.js';

/** More steps than anybody can keep in mind, or than a lead will ever be sent. */
export const mostSteps = 100;

const content = {
  subject: text
    .exactOptional()
    .describe('Subject of the mail, a Liquid template over the fields of the lead.'),
  template: text.exactOptional().describe('Name of the template in the tool that sends.'),
  sender: text.exactOptional().describe('Who the mail is from.'),
  variables: z
    .record(text, text)
    .exactOptional()
    .describe('Further texts for the template: name -> Liquid template over the fields of the lead.'),
};

const variant = z
  .strictObject({
    id: id.describe('Name of the variant; unique in the step.'),
    weight: z
      .int()
      .min(0)
      .max(1_000_000)
      .prefault(1)
      .describe('Share of this variant in proportion to the others; 0 for one that is sent no more.'),
    ...content,
  })
  .describe('One of several forms of a mail that are compared. What it leaves out is that of the step.');

const resend = z
  .strictObject({
    ...content,
    after: fixedDuration
      .exactOptional()
      .describe('Time to wait since the last attempt; the case window of the step when left out.'),
    times: count.prefault(1).describe('How often at most.'),
  })
  .describe('Send the mail again, with what stands here instead.');

const yes = z.literal(true).exactOptional();

const reaction = z
  .union([
    z.enum(['next', 'exit']),
    z.strictObject({
      next: yes.describe('Go on with the next step.'),
      goto: id.exactOptional().describe('Step to go on with.'),
      resend: resend.exactOptional(),
      exit: yes.describe('The campaign ends here for the lead.'),
      enter: id.exactOptional().describe('Campaign that the lead enters; this one ends.'),
      suppress: yes.describe('The campaign ends, and the address is never mailed again.'),
      audience: id.exactOptional().describe('List for remarketing on which the lead is put as well.'),
    }),
  ])
  .exactOptional();

const caseMeanings: Readonly<Record<EngagementCase, string>> = {
  unsubscribed: 'The lead has unsubscribed or complained; the campaign ends when left out.',
  undelivered: 'The mail did not arrive.',
  converted: 'The goal was reached after the mail; the campaign ends when left out.',
  clicked: 'A link was clicked, or the mail answered, and the goal not reached.',
  opened: 'The mail was opened, and nothing clicked.',
  ignored: 'The mail was not opened.',
};

const reactions = z
  .strictObject(
    Object.fromEntries(
      engagementCases.map((name) => [name, reaction.describe(caseMeanings[name])]),
    ) as Readonly<Record<EngagementCase, typeof reaction>>,
  )
  .prefault({})
  .describe('What follows from what the lead does with the mail; the next step when left out.');

const time = z
  .strictObject({
    weekday: z
      .union([weekday, z.array(weekday).min(1)])
      .transform((one) => [one].flat())
      .exactOptional()
      .describe('Day of the week, or a list of days; any when left out.'),
    time: clockTime.exactOptional().describe('Time of day in the zone of the lead; any when left out.'),
  })
  .describe('The step waits for the next such time.');

/** `renewal_date 30d`: the field of a date, and how long before. */
const dateBefore = z
  .string()
  .meta({ examples: ['renewal_date 30d'] })
  .transform((written, context) => {
    const [, field, length] = /^(\S+)\s+(\S+)$/.exec(written.trim()) ?? [];
    if (field !== undefined && length !== undefined) {
      return offset(field, readCalendarDays(length, context), undefined);
    }
    refuse(context, {
      code: 'config/bad-duration',
      message: `${quoteText(written)} is not a field and a duration.`,
      help: 'Write the field of the date and how long before: "renewal_date 30d".',
    });
    return z.NEVER;
  })
  .register(expectations, { expects: 'a field and a duration such as "renewal_date 30d"' });

const waitFor = z
  .strictObject({
    event: textOrList.describe('Event type, or a list of types any of which counts.'),
    where: condition.exactOptional().describe('Condition on the event.'),
    at_most: fixedDuration
      .prefault('30d')
      .describe('Time after the step before at which the step is left out if no such event has come.'),
  })
  .describe('The step is due `after` the first such event since the step before.');

export const step = z
  .strictObject({
    id: id.describe('Name of the step; unique in the campaign. What has been sent is remembered by it.'),
    channel: z.enum(stepChannels).prefault('email').describe('Way by which the lead is reached.'),
    role: z
      .enum(stepRoles)
      .prefault('content')
      .describe('What the mail is for. An offer is never sent to a cold lead.'),
    stage: text.exactOptional().describe('Stage of the journey the mail is for.'),
    lever: text.exactOptional().describe('What persuades: scarcity, reciprocity, social_proof, commitment.'),
    cta: text.exactOptional().describe('What the mail asks the lead to do: its call to action.'),
    rung: amount
      .exactOptional()
      .describe('Place on the value ladder; left out for leads on a higher rung by `policy.ladder`.'),
    ...content,
    variants: z.array(variant).min(2).exactOptional().describe('Forms of the mail that are compared.'),
    after: duration
      .exactOptional()
      .describe('Time to wait since the step before, or since entry; none when left out.'),
    at: time.exactOptional(),
    before: z
      .union([dateBefore, dateOffset])
      .exactOptional()
      .describe(
        'Day on which the step is due, whatever came before: a field with a date and how long before.',
      ),
    wait_for: waitFor.exactOptional(),
    when: condition.exactOptional().describe('Condition for sending this step; it is left out otherwise.'),
    expires_after: fixedDurationOr({ never: Number.POSITIVE_INFINITY }, '7d')
      .exactOptional()
      .describe('Time after which the mail is no longer sent; that of the campaign when left out.'),
    case_window: fixedDuration
      .exactOptional()
      .describe(
        'Time in which it is found out what the lead does with the mail; that of the campaign when left out.',
      ),
    resend: resend.exactOptional().describe('Short for a resend when the mail is ignored.'),
    on: reactions,
  })
  .describe('One mail of a campaign.');
