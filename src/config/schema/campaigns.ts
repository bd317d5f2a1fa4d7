import { z } from 'zod';
import { campaignKinds, strategies } from '../../model/campaign.js';
import { presetNames } from '../presets/presets.js';
import { fixedDuration, fixedDurationOr, wholeDays } from './durations.js';
import { amount, condition, count, id, share, text } from './scalars.js';
import { mostSteps, step } from './steps.js';
import { entry, trigger } from './triggers.js';
import { window } from './window.js';

/** More campaigns than anybody can keep apart. */
export const mostCampaigns = 500;

const campaign = z
  .strictObject({
    id: id.describe('Name of the campaign; unique.'),
    kind: z.enum(campaignKinds).prefault('custom').describe('What the campaign is for.'),
    extends: text
      .meta({ examples: [...presetNames] })
      .exactOptional()
      .describe(
        'Campaign of this file, or preset, whose keys and steps this one has unless it writes its own.',
      ),
    without: z.array(id).exactOptional().describe('Steps of that campaign to leave out.'),
    abstract: z.boolean().prefault(false).describe('Whether the campaign only serves others to extend it.'),
    owner: text.exactOptional().describe('Who is responsible.'),
    strategy: z
      .enum(strategies)
      .exactOptional()
      .describe('side_game never sells; offer_push is nothing but offers.'),
    allow_hard_push: z.boolean().prefault(false).describe('Has to be said for the strategy offer_push.'),
    allow_cold_offers: z
      .boolean()
      .prefault(false)
      .describe('Whether offers may go to cold leads; not with the strategy offer_push.'),
    priority: amount
      .exactOptional()
      .describe(
        'Of several campaigns that could write to a lead, the highest goes first; by `kind` when left out.',
      ),
    purpose: text.prefault('marketing').describe('What consent must be for.'),
    transactional: z
      .boolean()
      .exactOptional()
      .describe('Whether leads need not have consented; that of the kind transactional when left out.'),
    paused: z.boolean().prefault(false).describe('Nobody enters and nothing is sent.'),
    goal: trigger
      .exactOptional()
      .describe('What a lead does or is when the campaign has succeeded: an event or a condition.'),
    entry: entry
      .exactOptional()
      .describe('What makes a lead enter: an event, a date of the lead or a condition.'),
    exit: z
      .array(trigger)
      .prefault([])
      .describe('What ends the campaign for a lead: any of these events and conditions.'),
    while: condition.exactOptional().describe('Condition that has to go on holding.'),
    reentry: fixedDurationOr({ never: 'never', always: 'always' } as const, '180d')
      .exactOptional()
      .describe(
        'Whether a lead can enter again: this long after it has left; never when left out, yearly 180d.',
      ),
    max_age: fixedDuration.exactOptional().describe('Longest time a lead stays.'),
    holdout: share.prefault('0%').describe('Share of leads the campaign leaves alone, for comparison.'),
    throttle: count
      .exactOptional()
      .describe('Greatest number of its mails of the runs of one day; the rest waits.'),
    smooth_over: wholeDays
      .exactOptional()
      .describe('Days over which mail is spread that has been due for more than a day.'),
    window: z
      .union([z.literal('any'), window])
      .exactOptional()
      .describe('When its mail may go out instead of `policy.window`; "any" for any time.'),
    expires_after: fixedDurationOr({ never: Number.POSITIVE_INFINITY }, '7d')
      .exactOptional()
      .describe('Time after which a mail that is due is no longer sent; that of `policy` when left out.'),
    case_window: fixedDuration
      .exactOptional()
      .describe(
        'Time in which it is found out what a lead does with a mail; that of `policy` when left out.',
      ),
    moved: z
      .record(id, id)
      .prefault({})
      .describe('Id of a former step -> step at which its leads stand now, or "exit".'),
    steps: z.array(step).max(mostSteps).prefault([]).describe('The mails in order.'),
  })
  .describe('A sequence of mails with a goal.');

export const campaigns = z
  .array(campaign)
  .max(mostCampaigns)
  .prefault([])
  .describe('Sequences of mails: who enters, what is sent when, and what ends it.');
