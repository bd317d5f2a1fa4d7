/** Facts about a lead that a condition can read and that no file has: the tool works them out (see `Audience`). */
const names: ReadonlySet<string> = new Set([
  ...['fit', 'pain', 'score', 'velocity', 'momentum', 'ready', 'disqualified', 'first_touch_at', 'ready_at'],
  ...['account.score', 'seniority', 'buying_role', 'interest', 'audience_level', 'persona', 'stage'],
  ...['qualification', 'temperature', 'tag', 'channel', 'segment'],
]);

/** Beginnings of fields of which there are as many as a config has names; the rest of the field is the name. */
export const classifiedPrefixes = [
  'events/',
  'segment/',
  'tag/',
  'interests/',
  'channel/',
  'partition.',
] as const;

/** Whether a field is worked out; a column of that name in a file is then not what a condition reads. */
export function isClassified(field: string): boolean {
  return names.has(field) || classifiedPrefixes.some((prefix) => field.startsWith(prefix));
}
