import { coldOffers } from './cold-offers.js';
import { contentGaps } from './content-gaps.js';
import { earlyOffers } from './early-offers.js';
import { impossibleCaps } from './impossible-caps.js';
import { incompleteWelcomes } from './incomplete-welcomes.js';
import { lightProduct } from './light-product.js';
import { longWelcomes } from './long-welcomes.js';
import { missingParts } from './missing-parts.js';
import { noCaps } from './no-caps.js';
import { noExit } from './no-exit.js';
import { oneSidedStrategies } from './one-sided-strategies.js';
import { priorityTies } from './priority-ties.js';
import { readyByNothing } from './ready-by-nothing.js';
import { readyByOneTrait } from './ready-by-one-trait.js';
import type { Advise } from './review.js';
import { shortExpiry } from './short-expiry.js';
import { stepStages } from './step-stages.js';
import { timeOutsideWindow } from './time-outside-window.js';
import { unknownMergeFields } from './unknown-merge-fields.js';
import { unreachableSteps } from './unreachable-steps.js';
import { unreachableThreshold } from './unreachable-threshold.js';

/** Everything that could be better about a config without mistakes, for `nurture validate` alone. */
export const advice: readonly Advise[] = [
  lightProduct,
  unreachableThreshold,
  readyByOneTrait,
  readyByNothing,
  noExit,
  unreachableSteps,
  shortExpiry,
  timeOutsideWindow,
  impossibleCaps,
  earlyOffers,
  coldOffers,
  oneSidedStrategies,
  stepStages,
  longWelcomes,
  incompleteWelcomes,
  priorityTies,
  noCaps,
  missingParts,
  contentGaps,
  unknownMergeFields,
];
