import type { Preset } from './preset.js';

/** Four mails in the first two weeks after somebody has subscribed (H8, H9, I2). It ends with the first thing of value they do. */
export const welcome: Preset = {
  kind: 'welcome',
  goal: { event: ['form.submitted', 'trial.started', 'purchase.completed'] },
  entry: { event: 'email.subscribed' },
  steps: [
    {
      id: 'hello',
      template: 'welcome-1',
      subject: "Welcome, {{ first_name | default: 'and good to have you' }}",
      lever: 'reciprocity',
      expires_after: '5d',
    },
    {
      id: 'best-of',
      after: '3d',
      template: 'welcome-2',
      subject: 'Where most people begin',
      resend: { subject: 'In case you missed it: where to begin' },
    },
    {
      id: 'story',
      after: '4d',
      template: 'welcome-3',
      subject: 'How others use it',
      lever: 'social_proof',
    },
    {
      id: 'preferences',
      after: '5d',
      role: 'survey',
      template: 'welcome-4',
      subject: 'What would you like to hear about?',
      lever: 'commitment',
    },
  ],
};
