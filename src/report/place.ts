/** Where a row stands: `events.csv:12`. */
export interface Place {
  readonly file: string;
  readonly line?: number;
}

export function placeText({ file, line }: Place): string {
  return line === undefined ? file : `${file}:${line}`;
}
