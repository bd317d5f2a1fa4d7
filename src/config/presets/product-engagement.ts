import type { Preset } from './preset.js';

/** Brings the product back to mind after a lost deal, or when somebody who tried it has stopped (E7, I5). */
export const productEngagement: Preset = {
  kind: 'product_engagement',
  goal: { event: ['trial.started', 'deal.won', 'purchase.completed'] },
  entry: {
    any: [
      { events: { type: 'deal.lost', within: '14d' } },
      { events: { type: 'trial.started' }, 'days_since.last_event': { gte: 30, lt: 60 } },
    ],
  },
  reentry: '180d',
  exit: [{ event: 'sales.touched' }],
  steps: [
    { id: 'thanks', after: '7d', template: 'product-engagement-1', subject: 'Thank you for having a look' },
    { id: 'news', after: '30d', template: 'product-engagement-2', subject: 'What is new since then' },
    {
      id: 'story',
      after: '30d',
      template: 'product-engagement-3',
      subject: 'They came back, and this is why',
      lever: 'social_proof',
    },
    {
      id: 'try-again',
      after: '30d',
      role: 'offer',
      template: 'product-engagement-4',
      subject: 'Would you like to try again?',
      lever: 'reciprocity',
    },
  ],
};
