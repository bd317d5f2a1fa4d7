/** A text as one word of a shell of the Bourne kind. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
