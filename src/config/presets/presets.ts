import { birthday } from './birthday.js';
import { cartReminder } from './cart-reminder.js';
import { customerOnboarding } from './customer-onboarding.js';
import { hookAndBait } from './hook-and-bait.js';
import { nurture } from './nurture.js';
import { offerPush } from './offer-push.js';
import { onboarding } from './onboarding.js';
import type { Preset } from './preset.js';
import { productEngagement } from './product-engagement.js';
import { renewal } from './renewal.js';
import { sideGame } from './side-game.js';
import { trialWelcome } from './trial-welcome.js';
import { upsell } from './upsell.js';
import { wakeUp } from './wake-up.js';
import { weeklySeven } from './weekly-seven.js';
import { welcome } from './welcome.js';

/** The campaigns that can be extended by name, in the order of a lead's life; then the strategies. */
export const presets: ReadonlyMap<string, Preset> = new Map([
  ['welcome', welcome],
  ['trial-welcome', trialWelcome],
  ['onboarding', onboarding],
  ['nurture', nurture],
  ['product-engagement', productEngagement],
  ['wake-up', wakeUp],
  ['cart-reminder', cartReminder],
  ['customer-onboarding', customerOnboarding],
  ['upsell', upsell],
  ['renewal', renewal],
  ['birthday', birthday],
  ['weekly-seven', weeklySeven],
  ['hook-and-bait', hookAndBait],
  ['side-game', sideGame],
  ['offer-push', offerPush],
]);

export const presetNames: readonly string[] = [...presets.keys()];
