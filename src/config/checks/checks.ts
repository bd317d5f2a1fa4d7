import type { Conditions } from '../conditions/find-conditions.js';
import type { Outline } from '../outline.js';
import type { Problem } from '../problem.js';
import { ambiguousTopics } from './ambiguous-topics.js';
import { badBounds } from './bad-bounds.js';
import { closedWindows } from './closed-windows.js';
import { conflictingKeys } from './conflicting-keys.js';
import { duplicateIds } from './duplicate-ids.js';
import { groups } from './groups.js';
import { incompleteCampaigns } from './incomplete-campaigns.js';
import { labelOrder } from './label-order.js';
import { listColumns } from './list-columns.js';
import { misspeltColumns } from './misspelt-columns.js';
import { misspeltEvents } from './misspelt-events.js';
import { notEvaluated } from './not-evaluated.js';
import { rungWithoutLadder } from './rung-without-ladder.js';
import { segmentCycles } from './segment-cycles.js';
import { sendLists } from './send-lists.js';
import { stageOrder } from './stage-order.js';
import { strategies } from './strategies.js';
import { tooManyFactors } from './too-many-factors.js';
import { unknownCampaigns } from './unknown-campaigns.js';
import { unknownSteps } from './unknown-steps.js';
import { vanityFactors } from './vanity-factors.js';
import { weightlessVariants } from './weightless-variants.js';
import { worthlessRules } from './worthless-rules.js';

/** Finds one kind of mistake that needs more than one place of the config, or more than its form. */
export type Check = (outline: Outline, conditions: Conditions) => readonly Problem[];

/** Every check, run in this order on every config. */
export const checks: readonly Check[] = [
  misspeltColumns,
  duplicateIds,
  badBounds,
  groups,
  misspeltEvents,
  stageOrder,
  segmentCycles,
  ambiguousTopics,
  labelOrder,
  closedWindows,
  incompleteCampaigns,
  conflictingKeys,
  unknownSteps,
  unknownCampaigns,
  weightlessVariants,
  rungWithoutLadder,
  strategies,
  sendLists,
  listColumns,
  worthlessRules,
  tooManyFactors,
  vanityFactors,
  notEvaluated,
];
