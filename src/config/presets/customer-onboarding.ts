import type { Preset } from './preset.js';

/** The first weeks of a customer (E7, I6). The event of the goal should be the one that shows that they have arrived. */
export const customerOnboarding: Preset = {
  kind: 'customer_onboarding',
  owner: 'customer-success',
  goal: { event: 'onboarding.completed' },
  entry: { event: 'deal.won' },
  reentry: '180d',
  steps: [
    {
      id: 'thanks',
      template: 'customer-onboarding-1',
      subject: 'Welcome aboard{% if first_name %}, {{ first_name }}{% endif %}',
    },
    { id: 'set-up', after: '2d', template: 'customer-onboarding-2', subject: 'Setting up, step by step' },
    {
      id: 'invite',
      after: '5d',
      template: 'customer-onboarding-3',
      subject: 'Bring your colleagues along',
      lever: 'social_proof',
    },
    {
      id: 'check-in',
      after: '14d',
      role: 'survey',
      template: 'customer-onboarding-4',
      subject: 'How is it going?',
    },
  ],
};
