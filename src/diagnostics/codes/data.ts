import type { CodeEntry } from './code-entry.js';

/** What is odd about the leads as a whole, once all of them are known. */
export const dataCodes = {
  'data/ready-by-profile': {
    severity: 'warning',
    summary: 'many leads are ready without having done anything',
    why: 'Sales would call people who have shown no interest.',
    help: 'Raise score.ready, or give the rules of score.fit fewer points.',
  },
  'data/ready-without-need': {
    severity: 'warning',
    summary: 'many ready leads have neither a good fit nor a high need',
    why: 'A threshold that such leads reach does not tell who is worth a call.',
    help: 'Raise score.ready, or look at score.fit.good and score.pain.good.',
  },
  'data/small-segment': {
    severity: 'warning',
    summary: 'a segment has fewer members than it should',
    why: 'What is made for a few leads costs more than it brings, and its results prove nothing.',
    help: 'Widen its condition, join it with another segment, or lower min_size.',
  },
  'data/illegal-stages': {
    severity: 'warning',
    summary: 'events ask for changes of stage that the funnel does not allow',
    why: 'Such events are passed over, so that leads stand where they stood before.',
    help: 'Correct the events at their source, or allow the change with from: of the stage.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
