import { entryAt, type Outline, type PlacedText, textsAt } from '../outline.js';
import { type Problem, valueProblem } from '../problem.js';

/** Values that would mean two topics. The name of a topic is one of its values. */
export function ambiguousTopics({ interests }: Outline): readonly Problem[] {
  const topics = entryAt(interests, 'topics');
  const names = Object.keys(topics.value);
  const topicOf = new Map(names.map((name) => [fold(name), name]));
  return names.flatMap((topic) =>
    textsAt(topics, topic).flatMap((value) => {
      const other = topicOf.get(fold(value.text)) ?? topic;
      topicOf.set(fold(value.text), other);
      return other === topic ? [] : [ambiguous(value, other, topic)];
    }),
  );
}

function ambiguous({ text, path }: PlacedText, one: string, other: string): Problem {
  const message = `The value "${text}" would mean the topics "${one}" and "${other}".`;
  return valueProblem('config/ambiguous-topic', path, message);
}

/** As conditions compare text. */
function fold(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}
