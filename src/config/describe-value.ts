const LONGEST_QUOTE = 40;

/** A value with its type, for messages: `the number 5`, `the text "abc"`, `a list`, `nothing`. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  switch (typeof value) {
    case 'string':
      return value === '' ? 'an empty text' : `the text ${quoteText(value)}`;
    case 'number':
      return `the number ${value}`;
    case 'boolean':
      return `${value}`;
    default:
      return 'a mapping';
  }
}

/** The text in quotes, cut to a length that fits into a message. */
export function quoteText(text: string): string {
  const characters = [...text.slice(0, 2 * LONGEST_QUOTE)];
  const isLong = characters.length > LONGEST_QUOTE;
  return JSON.stringify(isLong ? `${characters.slice(0, LONGEST_QUOTE).join('')}…` : text);
}

/** `a, b and c` in quotes. */
export function quoteAll(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
