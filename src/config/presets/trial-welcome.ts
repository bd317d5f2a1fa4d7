import type { Preset } from './preset.js';

/**
 * Five mails for a trial of two weeks (I2). The goal is what makes somebody a user of the product, which only the config knows, e.g.
 * `goal: { event: document.created }`; it ends the series at once.
 */
export const trialWelcome: Preset = {
  kind: 'welcome',
  entry: { event: 'trial.started' },
  exit: [{ event: ['deal.won', 'deal.lost'] }],
  reentry: '30d',
  max_age: '30d',
  steps: [
    {
      id: 'hello',
      template: 'trial-welcome-1',
      subject: 'Your trial has begun{% if first_name %}, {{ first_name }}{% endif %}',
      expires_after: '5d',
    },
    {
      id: 'first-steps',
      after: '2d',
      template: 'trial-welcome-2',
      subject: 'Three steps to your first result',
      resend: { subject: 'Five minutes are enough to begin' },
    },
    {
      id: 'example',
      after: '3d',
      template: 'trial-welcome-3',
      subject: 'How a team like yours did it',
      lever: 'social_proof',
    },
    {
      id: 'help',
      after: '3d',
      role: 'survey',
      template: 'trial-welcome-4',
      subject: 'What keeps you from starting?',
    },
    {
      id: 'trial-ends',
      after: '4d',
      role: 'reminder',
      template: 'trial-welcome-5',
      subject: 'Your trial ends in two days',
      lever: 'scarcity',
      expires_after: '2d',
    },
  ],
};
