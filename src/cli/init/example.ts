/** A project to begin with. `write` dates its data back from the instant it is asked for, so that it is never out of date. */
export interface Example {
  readonly id: string;
  /** For whom it is, in one line. */
  readonly about: string;
  /** The config after the schema line: YAML with comments. */
  readonly config: string;
  /** The first scenario test, of fixed dates. */
  readonly test: string;
  /** Data files by their path in the project. */
  readonly data: (ago: Ago) => Readonly<Record<string, string>>;
}

/** The instant so many days before the run, at a time of day in UTC, as ISO 8601. */
export type Ago = (days: number, time: string) => string;

const dayMs = 86_400_000;

/** Counts days back from the day, in UTC, of an instant. */
export function daysBefore(asOf: number): Ago {
  const day = Math.floor(asOf / dayMs) * dayMs;
  return (days, time) => `${new Date(day - days * dayMs).toISOString().slice(0, 10)}T${time}:00Z`;
}

/** Lines of a text file, each cell in its place. */
export function csv(header: string, rows: readonly (readonly string[])[], delimiter = ','): string {
  return `${[header, ...rows.map((row) => row.join(delimiter))].join('\n')}\n`;
}
