/** A table from words to what they mean, out of lists of words with blanks between them. */
export function wordTable<Meaning extends string>(
  lists: Readonly<Record<Meaning, string>>,
): ReadonlyMap<string, Meaning> {
  const meanings = Object.keys(lists) as Meaning[];
  return new Map(
    meanings.flatMap((meaning) => lists[meaning].split(' ').map((word) => [word, meaning] as const)),
  );
}
