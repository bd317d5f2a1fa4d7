import { stringify } from 'yaml';

/** A story as the text of a test file, with comments above it. */
export function writeStory(story: object, comments: readonly string[]): string {
  const above = comments.map((line) => `# ${line}\n`).join('');
  return `${above}${stringify([story], { lineWidth: 110, flowCollectionPadding: true })}`;
}
