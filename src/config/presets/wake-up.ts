import type { Preset } from './preset.js';

/**
 * Asks people who have not been heard of for a quarter whether they still want mail (F4, H9). Whoever does not even open the last
 * mail is not written to again: silence costs the good name of the sender.
 */
export const wakeUp: Preset = {
  kind: 'wake_up',
  goal: { event: ['consent.granted', 'email.subscribed'] },
  entry: { 'days_since.last_event': { gte: 90 } },
  exit: [{ event: ['page.viewed', 'form.submitted', 'purchase.completed'] }],
  reentry: '180d',
  steps: [
    {
      id: 'still-there',
      template: 'wake-up-1',
      subject: "{{ first_name | default: 'Hello' }}, are you still interested?",
    },
    {
      id: 'confirm',
      after: '14d',
      role: 'confirmation',
      template: 'wake-up-2',
      subject: 'Shall we go on writing to you?',
      case_window: '14d',
      on: { clicked: 'exit', ignored: { suppress: true } },
    },
  ],
};
