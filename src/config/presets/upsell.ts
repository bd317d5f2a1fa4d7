import type { Preset } from './preset.js';

/** Offers more to who has reached a limit (I7). Without such an event an `entry` by usage does it, e.g. `{ seats_used: { gte: 0.9 } }`. */
export const upsell: Preset = {
  kind: 'upsell',
  goal: { event: ['plan.upgraded', 'purchase.completed'] },
  entry: { event: 'limit.reached' },
  reentry: '90d',
  steps: [
    { id: 'limit', template: 'upsell-1', subject: 'You have reached the limit of your plan' },
    {
      id: 'offer',
      after: '3d',
      role: 'offer',
      template: 'upsell-2',
      subject: 'Room to grow',
      resend: { subject: 'More room, from today' },
    },
  ],
};
