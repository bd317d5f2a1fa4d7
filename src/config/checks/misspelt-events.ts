import { nearest } from '../../diagnostics/nearest.js';
import { canonicalEventTypes } from '../../model/fields.js';
import { entryAt, type Outline } from '../outline.js';
import { type Path, type Problem, valueProblem } from '../problem.js';

/** Event types that are nearly, but not quite, those with a meaning of their own. */
export function misspeltEvents(outline: Outline): readonly Problem[] {
  const ofRules = outline.painRules.flatMap((rule) => textsAt(rule.value.event, [...rule.path, 'event']));
  const ofSources = outline.eventSources.flatMap((source) => {
    const types = entryAt(source, 'types');
    return Object.entries(types.value).flatMap(([name, type]) => textsAt(type, [...types.path, name]));
  });
  return [...ofRules, ...ofSources].flatMap(({ text, path }) => misspelt(text, path));
}

function misspelt(type: string, path: Path): readonly Problem[] {
  if (canonicalEventTypes.some((known) => known === type)) return [];
  const meant = nearest(type, canonicalEventTypes, 2);
  if (meant === undefined) return [];
  const message = `The event type "${type}" is not known, and looks like "${meant}".`;
  const help = `Did you mean "${meant}"? If it is an event of your own, a name that differs more is easier to read.`;
  return [valueProblem('config/unknown-event', path, message, { help })];
}

function textsAt(value: unknown, path: Path): readonly { readonly text: string; readonly path: Path }[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown, index) => textsAt(one, [...path, index]));
}
