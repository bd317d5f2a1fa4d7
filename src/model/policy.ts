/** What holds for all mail (S6), checked and with every default filled in. */
export interface Policy {
  /** Kinds of days off; holidays of several calendars are all off. */
  readonly holidays: readonly HolidaySource[];
  /** Zones of leads that have none of their own, by `COUNTRY/REGION` and by country; keys in upper case. */
  readonly zones: {
    readonly regions: Readonly<Record<string, string>>;
    readonly countries: Readonly<Record<string, string>>;
  };
  readonly caps: readonly Cap[];
  readonly onCap: 'defer' | 'skip';
  /** 0 for none. */
  readonly minGapMs: number;
  readonly consent: { readonly required: boolean; readonly field: string };
  /** Share of leads, 0 to 1, that get no marketing mail at all. */
  readonly holdout: number;
  /** Largest number of sends of one run. */
  readonly throttle?: number;
  readonly blast: { readonly maxSends?: number; readonly maxGrowth?: number };
  /** What chance is made of (S5.8). */
  readonly salt: string;
  /** Language of leads that name none: a tag such as `de`. */
  readonly language: string;
}

export type HolidaySource =
  | { readonly kind: 'public'; readonly country: string; readonly region?: string }
  /** Path relative to the config. */
  | { readonly kind: 'file'; readonly file: string };

/** At most `max` marketing sends to a mailbox per length of time, or per unit of the calendar of the project zone. */
export interface Cap {
  readonly max: number;
  readonly per: { readonly ms: number } | CalendarUnit;
}

export type CalendarUnit = 'day' | 'week' | 'month';
