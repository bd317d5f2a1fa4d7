import type { Preset } from './preset.js';

/** A card on the day, every year (H12). */
export const birthday: Preset = {
  kind: 'custom',
  goal: { event: 'purchase.completed' },
  entry: { date: 'birthday', yearly: true },
  max_age: '14d',
  steps: [
    {
      id: 'card',
      template: 'birthday-1',
      subject: 'Happy birthday{% if first_name %}, {{ first_name }}{% endif %}',
      lever: 'reciprocity',
      expires_after: '3d',
    },
  ],
};
