import type { Preset } from './preset.js';

/** One reminder of a cart that was left (H11), as long as it is fresh. */
export const cartReminder: Preset = {
  kind: 'reminder',
  goal: { event: 'purchase.completed' },
  entry: { event: 'cart.abandoned' },
  reentry: '7d',
  steps: [
    {
      id: 'reminder',
      after: '4h',
      role: 'reminder',
      template: 'cart-reminder-1',
      subject: 'You left something in your cart',
      expires_after: '3d',
    },
  ],
};
