import type { Entry, Outline } from '../outline.js';
import { type Path, type Problem, valueProblem } from '../problem.js';

const vanityTypes: readonly unknown[] = ['email.opened', 'email.clicked'];

/** Points for opening or clicking e-mails. */
export function vanityFactors(outline: Outline): readonly Problem[] {
  return outline.painRules.filter(({ value }) => value.points !== 0).flatMap(vanityEvents);
}

function vanityEvents({ value, path }: Entry): readonly Problem[] {
  const { event } = value;
  if (vanityTypes.includes(event)) return [vanity(event, [...path, 'event'])];
  if (!Array.isArray(event)) return [];
  return event.flatMap((type: unknown, index) =>
    vanityTypes.includes(type) ? [vanity(type, [...path, 'event', index])] : [],
  );
}

function vanity(type: unknown, path: Path): Problem {
  return valueProblem('config/vanity-factor', path, `The rule gives points for ${type}.`);
}
