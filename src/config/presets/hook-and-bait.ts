import type { Preset } from './preset.js';

/** Content and small offers in turn, then the strong one (H1). Whom it is for is left to the config. */
export const hookAndBait: Preset = {
  kind: 'nurture',
  strategy: 'hook_and_bait',
  goal: { event: ['deal.won', 'purchase.completed'] },
  steps: [
    {
      id: 'hook-1',
      template: 'hook-and-bait-1',
      subject: 'Something useful to begin with',
      lever: 'reciprocity',
    },
    {
      id: 'bait-1',
      after: '4d',
      role: 'offer',
      template: 'hook-and-bait-2',
      subject: 'A small step further',
    },
    {
      id: 'hook-2',
      after: '7d',
      template: 'hook-and-bait-3',
      subject: 'How others did it',
      lever: 'social_proof',
    },
    { id: 'bait-2', after: '4d', role: 'offer', template: 'hook-and-bait-4', subject: 'Try it for a month' },
    { id: 'hook-3', after: '7d', template: 'hook-and-bait-5', subject: 'The answers to the usual questions' },
    {
      id: 'strong-offer',
      after: '4d',
      role: 'offer',
      template: 'hook-and-bait-6',
      subject: 'Our best offer, for one week',
      lever: 'scarcity',
    },
  ],
};
