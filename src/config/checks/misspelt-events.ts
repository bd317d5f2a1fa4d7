import { misspeltEventType } from '../event-types.js';
import { type Entry, entriesAt, entriesIn, entryAt, type Outline, textsAt } from '../outline.js';
import type { Problem } from '../problem.js';

/** Event types that are nearly, but not quite, those with a meaning of their own. Conditions are read elsewhere. */
export function misspeltEvents(outline: Outline): readonly Problem[] {
  const { painRules, tagRules, stages, interests, eventSources, campaigns } = outline;
  const topicEvents = entryAt(interests, 'events');
  const ofSources = eventSources.map((source) => entryAt(source, 'types'));
  const weights = entryAt(interests, 'weights');
  return [
    ...[
      ...[...painRules, ...tagRules, ...stages, ...campaigns.flatMap(askingForEvents)].flatMap((entry) =>
        textsAt(entry, 'event'),
      ),
      ...['declared', 'declined'].flatMap((key) => textsAt(topicEvents, key)),
      ...ofSources.flatMap((types) => Object.keys(types.value).flatMap((name) => textsAt(types, name))),
    ].flatMap(({ text, path }) => misspeltEventType(text, path)),
    ...Object.keys(weights.value).flatMap((type) => misspeltEventType(type, [...weights.path, type], 'key')),
  ];
}

/** Where a campaign asks for an event: goal, entry, exits, and what its steps wait for. */
function askingForEvents(campaign: Entry): readonly Entry[] {
  return [
    ...['goal', 'entry'].flatMap((key) => entriesIn(campaign, key)),
    ...entriesAt(campaign, 'exit'),
    ...entriesAt(campaign, 'steps').flatMap((step) => entriesIn(step, 'wait_for')),
  ];
}
