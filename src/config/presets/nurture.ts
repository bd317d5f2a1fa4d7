import type { Preset } from './preset.js';

/**
 * For leads of a good fit without a need, or the other way round (E8, I4): one mail of use every other week until they are ready for
 * sales. Where there is a trial, its start is the better goal: `goal: { event: trial.started }`.
 */
export const nurture: Preset = {
  kind: 'nurture',
  goal: { ready: true },
  entry: { qualification: 'maybe' },
  exit: [{ event: ['deal.won', 'deal.lost'] }],
  reentry: '180d',
  steps: [
    { id: 'problem', template: 'nurture-1', subject: 'What it costs to leave things as they are' },
    {
      id: 'guide',
      after: '14d',
      template: 'nurture-2',
      subject: 'A short guide to doing it better',
      lever: 'reciprocity',
      resend: { subject: 'The guide, in case it got lost' },
    },
    {
      id: 'case-study',
      after: '14d',
      template: 'nurture-3',
      subject: 'Before and after: a case study',
      lever: 'social_proof',
    },
    { id: 'comparison', after: '14d', template: 'nurture-4', subject: 'Five ways to solve it, compared' },
    {
      id: 'question',
      after: '14d',
      role: 'survey',
      template: 'nurture-5',
      subject: "{{ first_name | default: 'One question' }}, what is in the way?",
      lever: 'commitment',
    },
  ],
};
