import type { Preset } from './preset.js';

/** Keeps in touch and never sells (H3). Whom it is for is left to the config. */
export const sideGame: Preset = {
  kind: 'nurture',
  strategy: 'side_game',
  goal: { ready: true },
  exit: [{ event: 'sales.touched' }],
  steps: [
    {
      id: 'idea',
      template: 'side-game-1',
      subject: 'An idea for a quiet hour',
      lever: 'reciprocity',
    },
    {
      id: 'people',
      after: '21d',
      template: 'side-game-2',
      subject: 'The people behind it',
      lever: 'social_proof',
    },
    {
      id: 'question',
      after: '21d',
      role: 'survey',
      template: 'side-game-3',
      subject: 'What would you do?',
      lever: 'commitment',
    },
    { id: 'event', after: '21d', template: 'side-game-4', subject: 'Come and see us' },
  ],
};
