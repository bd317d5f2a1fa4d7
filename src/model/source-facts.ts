/**
 * What is known of the data of one source in one run: what a later run is compared with. Plain data, part of the JSON document,
 * and the same however the rows are split over files (S1.2).
 */
export interface SourceFacts {
  readonly kind: 'leads' | 'events' | 'list' | 'suppression';
  /** Tells the sources of one kind apart: `leads`, `events`, `events 2`, `suppressions`, the name of a list. */
  readonly name: string;
  /** Rows of all files, as they were read (S2.1). */
  readonly rows: number;
  /** Headers of all files, each once, by code point. */
  readonly columns: readonly string[];
  /** ISO 8601, UTC: the newest instant of the data that is not after as-of. Null where there is none. */
  readonly newest: string | null;
  /** Rows of each event type up to as-of, by canonical name in lower case; left out where they were not counted. */
  readonly types?: readonly EventTypeFacts[];
}

export interface EventTypeFacts {
  readonly type: string;
  readonly rows: number;
}
