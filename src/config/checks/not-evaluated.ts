import type { Outline } from '../outline.js';
import { keyProblem, type Problem } from '../problem.js';

/** Sections whose form is checked, and which this version does not use. */
const unbuiltSections = ['targets'];

/** One warning for each section that stands in the config without an effect. */
export function notEvaluated(outline: Outline): readonly Problem[] {
  return unbuiltSectionsOf(outline).map((section) => {
    const message = `This version checks \`${section}\` but does not use it.`;
    return keyProblem('config/not-evaluated', [section], message);
  });
}

/** The sections of this config that are not used, in the order of the list above. */
export function unbuiltSectionsOf({ root }: Outline): readonly string[] {
  return unbuiltSections.filter((section) => Object.hasOwn(root.value, section));
}
