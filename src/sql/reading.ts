/** How the text of a column is to be read (semantics S1.3, S2.2). */
export interface Reading {
  /** Decimal mark of numbers; `.` unless declared. */
  readonly decimal?: '.' | ',';
  /** Order of a/b/yyyy dates; without it they are unreadable, never guessed. */
  readonly date_order?: 'dmy' | 'mdy';
  /** Unit of instants that are plain numbers; without it they are unreadable. */
  readonly epoch?: 's' | 'ms' | 'us';
  /** IANA zone of local times without an offset. */
  readonly timezone: string;
}
