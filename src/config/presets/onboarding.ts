import type { Preset } from './preset.js';

/** Asks registered people to complete their profile (I3). */
export const onboarding: Preset = {
  kind: 'onboarding',
  goal: { event: 'profile.completed' },
  entry: { event: 'account.created' },
  steps: [
    {
      id: 'profile',
      after: '1d',
      template: 'onboarding-1',
      subject: 'One minute to complete your profile',
      lever: 'commitment',
      resend: { subject: 'Your profile is still empty' },
    },
    {
      id: 'benefit',
      after: '4d',
      template: 'onboarding-2',
      subject: 'What a complete profile does for you',
      lever: 'social_proof',
    },
    {
      id: 'last-call',
      after: '7d',
      role: 'reminder',
      template: 'onboarding-3',
      subject: 'Shall we finish your profile together?',
    },
  ],
};
