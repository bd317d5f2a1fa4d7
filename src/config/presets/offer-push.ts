import type { Preset } from './preset.js';

/**
 * Nothing but offers (H2). Has to be wanted: it needs `allow_hard_push: true`, and goes to nobody who is cold. Whom it is for is left
 * to the config.
 */
export const offerPush: Preset = {
  kind: 'custom',
  strategy: 'offer_push',
  goal: { event: ['deal.won', 'purchase.completed'] },
  max_age: '30d',
  steps: [
    {
      id: 'offer-1',
      role: 'offer',
      template: 'offer-push-1',
      subject: 'This week only',
      lever: 'scarcity',
      expires_after: '3d',
    },
    {
      id: 'offer-2',
      after: '3d',
      role: 'offer',
      template: 'offer-push-2',
      subject: 'Half of it is gone',
      lever: 'social_proof',
      expires_after: '3d',
    },
    {
      id: 'offer-3',
      after: '3d',
      role: 'offer',
      template: 'offer-push-3',
      subject: 'The last day',
      lever: 'scarcity',
      expires_after: '1d',
    },
  ],
};
