import type { Preset } from './preset.js';

/** A solution a week for seven weeks, then one offer (H5). Whom it is for is left to the config. */
export const weeklySeven: Preset = {
  kind: 'nurture',
  goal: { event: ['deal.won', 'purchase.completed'] },
  exit: [{ event: 'sales.touched' }],
  steps: [
    { id: 'solution-1', template: 'weekly-seven-1', subject: 'The first of seven ideas' },
    { id: 'solution-2', after: '7d', template: 'weekly-seven-2', subject: 'The second idea' },
    { id: 'solution-3', after: '7d', template: 'weekly-seven-3', subject: 'The third idea' },
    { id: 'solution-4', after: '7d', template: 'weekly-seven-4', subject: 'The fourth idea' },
    { id: 'solution-5', after: '7d', template: 'weekly-seven-5', subject: 'The fifth idea' },
    { id: 'solution-6', after: '7d', template: 'weekly-seven-6', subject: 'The sixth idea' },
    { id: 'solution-7', after: '7d', template: 'weekly-seven-7', subject: 'The last of seven ideas' },
    {
      id: 'offer',
      after: '7d',
      role: 'offer',
      template: 'weekly-seven-8',
      subject: 'All seven together',
      lever: 'reciprocity',
    },
  ],
};
