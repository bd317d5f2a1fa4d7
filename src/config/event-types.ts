import { nearest } from '../diagnostics/nearest.js';
import { canonicalEventTypes } from '../model/fields.js';
import { type Path, type Problem, valueProblem } from './problem.js';

/** A warning about an event type that is nearly, but not quite, one with a meaning of its own. */
export function misspeltEventType(type: string, path: Path, on: Problem['on'] = 'value'): readonly Problem[] {
  if (canonicalEventTypes.some((known) => known === type)) return [];
  const meant = nearest(type, canonicalEventTypes, 2);
  if (meant === undefined) return [];
  const message = `The event type "${type}" is not known, and looks like "${meant}".`;
  const help = `Did you mean "${meant}"? If it is an event of your own, a name that differs more is easier to read.`;
  return [{ ...valueProblem('config/unknown-event', path, message, { help }), on }];
}
