import type { Outline } from '../outline.js';
import { keyProblem, type Path, type Problem } from '../problem.js';

/** Sections whose form is checked, and which this version does not use. */
const unbuiltSections: readonly Path[] = [
  ['sources', 'suppressions'],
  ['policy'],
  ['campaigns'],
  ['outputs'],
  ['targets'],
];

/** One warning for each section that stands in the config without an effect. */
export function notEvaluated(outline: Outline): readonly Problem[] {
  return unbuiltSectionsOf(outline).map((path) => {
    const message = `This version checks \`${path.join('.')}\` but does not use it.`;
    return keyProblem('config/not-evaluated', path, message);
  });
}

/** The sections of this config that are not used, in the order of the list above. */
export function unbuiltSectionsOf({ root }: Outline): readonly Path[] {
  return unbuiltSections.filter((path) => isPresent(root.value, path));
}

function isPresent(value: unknown, [key, ...rest]: Path): boolean {
  if (key === undefined) return true;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
  return isPresent((value as Readonly<Record<string | number, unknown>>)[key], rest);
}
