import { excludedBy, reactionMoves } from '../exclusive-keys.js';
import { type Entry, entriesAt, entriesIn, entryAt, type Outline } from '../outline.js';
import { keyProblem, type Problem } from '../problem.js';

/** Keys beside each other of which only one can be meant. */
export function conflictingKeys({ campaigns }: Outline): readonly Problem[] {
  const steps = campaigns.flatMap((campaign) => entriesAt(campaign, 'steps'));
  return [
    ...[
      ...campaigns.flatMap((campaign) => entriesIn(campaign, 'entry')),
      ...steps.flatMap((step) => entriesIn(step, 'before')),
    ].flatMap(onBothSides),
    ...steps.flatMap(dueInTwoWays),
    ...steps.flatMap((step) => reactionsOf(step).flatMap(severalMoves)),
  ];
}

/** A day before a date and after it. */
function onBothSides(date: Entry): readonly Problem[] {
  const isBoth = Object.hasOwn(date.value, 'date') && has(date, 'before') && has(date, 'after');
  return isBoth ? [conflict(date, 'after', 'before')] : [];
}

function dueInTwoWays(step: Entry): readonly Problem[] {
  if (!has(step, 'before')) return [];
  return excludedBy('before').flatMap((key) => (has(step, key) ? [conflict(step, key, 'before')] : []));
}

function reactionsOf(step: Entry): readonly Entry[] {
  const on = entryAt(step, 'on');
  return Object.keys(on.value).flatMap((name) => entriesIn(on, name));
}

function severalMoves(reaction: Entry): readonly Problem[] {
  const [first, second] = Object.keys(reaction.value).filter((key) =>
    reactionMoves.some((move) => move === key),
  );
  return first === undefined || second === undefined ? [] : [conflict(reaction, second, first)];
}

function has({ value }: Entry, key: string): boolean {
  return value[key] !== undefined;
}

function conflict({ path }: Entry, key: string, other: string): Problem {
  const message = `"${key}" and "${other}" exclude each other.`;
  return keyProblem('config/conflicting-keys', [...path, key], message);
}
