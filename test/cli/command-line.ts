/** A command line of a `cmd` file: arguments, and the file that is its standard input. */
export interface CommandLine {
  readonly args: readonly string[];
  readonly inputFile?: string;
}

/**
 * Splits a command line such as `score - --as-of "2025-06-30 08:00" < leads.csv` as a shell does: words at blanks, single and
 * double quotes, `< file` at the end. There are no variables and no escapes.
 */
export function parseCommandLine(text: string): CommandLine {
  const words = Array.from(text.trim().matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g), ([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''),
  );
  const inputFile = words.at(-2) === '<' ? words.at(-1) : undefined;
  return inputFile === undefined ? { args: words } : { args: words.slice(0, -2), inputFile };
}
