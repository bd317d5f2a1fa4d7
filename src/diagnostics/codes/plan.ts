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
  'plan/unlisted-sends': {
    severity: 'warning',
    summary: 'sends are in no send list',
    why: 'They count as sent once the plan is committed, and nobody is told to send them.',
    help: 'Add a list under outputs.send_lists whose channels and campaigns cover them. Steps of the channel audience need one with format google, meta or tiktok.',
  },
  'plan/unrenderable-text': {
    severity: 'error',
    summary: 'a text of a mail can not be made for a lead that is to get it',
    why: 'It would go out with a hole (semantics S6.11), so no list is written.',
    help: 'nurture plan --render LEAD shows the mail. Give the template something for every lead: {{ field | default: "text" }}, or {% else %}.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
