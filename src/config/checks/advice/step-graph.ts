import type { Campaign, EngagementCase, Reaction, Step } from '../../../model/campaign.js';

const DAY_MS = 86_400_000;

/** A calendar month is at least so long. */
const MONTH_MS = 28 * DAY_MS;

/** Cases of leads that got the mail and are still in the campaign. */
const cases: readonly EngagementCase[] = ['converted', 'clicked', 'opened', 'ignored'];

/** Indexes of the steps that can follow a step, for leads that got its mail or were left out of it by design. */
function followers({ steps }: Campaign, index: number): readonly number[] {
  const step = steps[index];
  if (step === undefined) return [];
  const moves = cases.map((name) => nextIndex(step.on[name], index, steps));
  const passed = isOptional(step) ? [index + 1] : [];
  return [...new Set([...moves, ...passed])].filter((next) => next >= 0 && next < steps.length);
}

/** Where a reaction leads; -1 where the campaign ends. */
function nextIndex(reaction: Reaction, index: number, steps: readonly Step[]): number {
  switch (reaction.kind) {
    case 'next':
    case 'resend':
      return index + 1;
    case 'goto':
      return steps.findIndex(({ id }) => id === reaction.step);
    case 'exit':
    case 'enter':
    case 'suppress':
      return -1;
  }
}

/** Whether leads can be left out of a step and go on. */
export function isOptional({ when, waitFor, role, timing }: Step): boolean {
  return when !== undefined || waitFor !== undefined || role === 'offer' || timing.kind === 'date';
}

/** The least time from the start to each step, in ms; undefined for steps that nobody comes to. */
export function earliestTimes(campaign: Campaign): readonly (number | undefined)[] {
  const times: (number | undefined)[] = campaign.steps.map(() => undefined);
  const open: number[] = [];
  const reach = (index: number, at: number) => {
    const known = times[index];
    if (known !== undefined && known <= at) return;
    times[index] = at;
    open.push(index);
  };
  const [first] = campaign.steps;
  if (first !== undefined) reach(0, delayOf(first));
  // First in, first out: with loops of steps, going on from the last one could take for ever.
  for (let index = open.shift(); index !== undefined; index = open.shift()) {
    for (const next of followers(campaign, index)) {
      const step = campaign.steps[next];
      if (step !== undefined) reach(next, (times[index] ?? 0) + delayOf(step));
    }
  }
  return times;
}

/** The least time that a step waits; none for one that is due on a date. */
export function delayOf({ timing }: Step): number {
  return timing.kind === 'after' ? timing.after.ms + timing.after.months * MONTH_MS : 0;
}

/** The least time from the start to the last step that leads come to, in ms. */
export function lengthOf(campaign: Campaign): number {
  return Math.max(0, ...earliestTimes(campaign).flatMap((time) => time ?? []));
}
