import { z } from 'zod';
import { buyingRoles } from '../../model/audience.js';
import { fixedDuration, halfLife } from './durations.js';
import { amount, bounds, condition, count, id, positiveAmount, text, textOrList } from './scalars.js';

const group = z.strictObject(bounds).describe('Bounds of the sum of the rules of this group.');

const groups = z.record(id, group).prefault({}).describe('Groups of rules whose sum has bounds of its own.');

const fitRule = z
  .strictObject({
    id: id.describe('Name of the rule in explanations; unique among all rules.'),
    when: condition.describe('Condition on the row of the lead.'),
    points: amount.prefault(0).describe('Points of a lead that matches; may be negative.'),
    group: id.exactOptional().describe('Group the points count for.'),
    disqualify: z
      .boolean()
      .prefault(false)
      .describe('A lead that matches has FIT at its floor and can not be ready.'),
  })
  .describe('Points for who a lead is.');

const fit = z
  .strictObject({
    good: amount
      .exactOptional()
      .describe('FIT from which a lead is a good fit; half of `ready` when left out.'),
    ...bounds,
    groups,
    rules: z.array(fitRule).prefault([]).describe('Rules on the row of the lead; all that match count.'),
  })
  .prefault({})
  .describe('FIT: points for who the leads are.');

const propertyPoints = z.strictObject({
  property: text.describe('Field of the event that holds a number.'),
  factor: amount.prefault(1).describe('What the number is multiplied by.'),
});

const painRule = z
  .strictObject({
    id: id.describe('Name of the rule in explanations; unique among all rules.'),
    event: textOrList.describe('Event type, or a list of types any of which matches.'),
    class: z
      .enum(['product', 'content', 'email'])
      .prefault('content')
      .describe('What the event is about; classes can have bounds.'),
    where: condition.exactOptional().describe('Condition on the event.'),
    points: z
      .union([amount, propertyPoints])
      .describe('Points of one event, or a numeric field of the event times a factor.'),
    half_life: halfLife
      .exactOptional()
      .describe(
        'Time after which the points are worth half; "none" for never. That of `pain` when left out.',
      ),
    within: fixedDuration.exactOptional().describe('Events count for this long, and then no more.'),
    daily: count.exactOptional().describe('At most this many events of a day count, the earliest first.'),
    ...bounds,
    group: id.exactOptional().describe('Group the points count for.'),
  })
  .describe('Points for what a lead does.');

const painClass = z.strictObject(bounds);

const pain = z
  .strictObject({
    good: amount.exactOptional().describe('PAIN from which the need is high; half of `ready` when left out.'),
    half_life: halfLife
      .exactOptional()
      .describe('Half-life of all rules that do not set their own; without it points do not fade.'),
    ...bounds,
    groups,
    classes: z
      .strictObject({
        product: painClass.exactOptional().describe('Bounds of the sum of product rules.'),
        content: painClass.exactOptional().describe('Bounds of the sum of content rules.'),
        email: painClass.exactOptional().describe('Bounds of the sum of e-mail rules.'),
      })
      .prefault({})
      .describe('Bounds of the sums of the classes of rules.'),
    rules: z.array(painRule).prefault([]).describe('Rules on events.'),
  })
  .prefault({})
  .describe('PAIN: points for what the leads do, fading with time.');

const bonusPoints = positiveAmount.describe('Points added to the score.');

const bonusTier = z
  .union([
    z.strictObject({
      per_day: positiveAmount.describe('Velocity (points per day) from which the bonus is given.'),
      points: bonusPoints,
    }),
    z.strictObject({
      momentum: positiveAmount.describe(
        'Momentum (points gained in the window) from which the bonus is given.',
      ),
      points: bonusPoints,
    }),
  ])
  .describe('Points for leads that are fast.');

const velocity = z
  .strictObject({
    window: fixedDuration.prefault('7d').describe('Length of time over which momentum is measured.'),
    bonus: z
      .array(bonusTier)
      .prefault([])
      .describe('Tiers of bonus points; of those reached the one with the most points counts.'),
  })
  .prefault({})
  .describe('How fast leads gain points.');

const account = z
  .strictObject({
    by: text
      .prefault('domain')
      .describe(
        '"domain" for the domain of business addresses, or the field of a lead that names its account.',
      ),
    method: z
      .union([
        z.enum(['sum', 'max', 'mean']),
        z.strictObject({ top: count.describe('Number of leads that count.') }),
      ])
      .prefault('max')
      .describe('How the scores of the leads make the score of the account.'),
    roles: z
      .array(z.enum(buyingRoles))
      .min(1)
      .prefault([...buyingRoles])
      .describe('Roles in a buying decision that an account should have.'),
  })
  .prefault({})
  .describe('Scores of accounts: leads of one company together.');

export const score = z
  .strictObject({
    ready: positiveAmount.describe('Score from which a lead is ready for sales.'),
    sla: fixedDuration.prefault('48h').describe('Time sales has to follow up a ready lead.'),
    sales_cycle: fixedDuration
      .exactOptional()
      .describe(
        'Usual time from the first contact to a deal; `nurture validate` compares campaigns with it.',
      ),
    fit,
    pain,
    velocity,
    account,
  })
  .describe('How leads are scored: fit + pain + velocity bonus.');
