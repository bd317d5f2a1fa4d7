import type { Preset } from './preset.js';

/** Sixty, thirty and seven days before a contract ends (I7). */
export const renewal: Preset = {
  kind: 'renewal',
  owner: 'customer-success',
  goal: { event: ['subscription.renewed', 'purchase.completed'] },
  entry: { date: 'renewal_date', before: '60d' },
  reentry: '180d',
  max_age: '90d',
  steps: [
    {
      id: 'review',
      before: 'renewal_date 60d',
      template: 'renewal-1',
      subject: 'Your year with us',
      lever: 'reciprocity',
    },
    {
      id: 'offer',
      before: 'renewal_date 30d',
      role: 'offer',
      template: 'renewal-2',
      subject: 'Your contract ends in a month',
    },
    {
      id: 'reminder',
      before: 'renewal_date 7d',
      role: 'reminder',
      template: 'renewal-3',
      subject: 'One week left to renew',
      lever: 'scarcity',
      expires_after: '5d',
    },
  ],
};
