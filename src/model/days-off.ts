/** Days that a calendar excepts from the week (S6.4), as numbers of days since 1970-01-01, whatever the zone they are looked at in. */
export interface DaysOff {
  /** Closed: public holidays, and days that a calendar file names. */
  readonly off: ReadonlySet<number>;
  /** Open in any case, also at a weekend or on a holiday. */
  readonly work: ReadonlySet<number>;
}
