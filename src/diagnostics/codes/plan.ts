import type { CodeEntry } from './code-entry.js';

/** Problems of a plan as a whole. */
export const planCodes = {
  'plan/blast': {
    severity: 'error',
    summary: 'a plan would send far more than it may',
    why: 'A condition that suddenly holds for everybody looks like this (semantics S6.9).',
    help: 'Look at the campaigns of the plan. If it is right, raise the limit or plan again with --allow-blast.',
  },
  'plan/step-vanished': {
    severity: 'error',
    summary: 'leads stand at a step that is gone',
    why: 'Nobody can say what they should get next, so the campaign sends nothing (semantics S5.7).',
    help: 'Say under `moved` of the campaign where they stand now, or that they leave.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
