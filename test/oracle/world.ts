/** A whole input of the score as plain data: it can be printed as JSON, and a failing case replayed from that. */
export interface World {
  /** The `timezone` and `score` parts as they would stand in nurture.yaml, e.g. `half_life: '30d'`. */
  readonly config: { readonly timezone: string; readonly score: RawScore };
  /** Further sections of the config, as they would stand in nurture.yaml. */
  readonly sections?: Readonly<Record<string, unknown>>;
  /** Text cells: lead_id, email, title, company, country, employees, created_at, updated_at. */
  readonly leads: readonly TextRow[];
  /** Several sources of leads in place of `leads`, the first takes precedence. */
  readonly sources?: readonly LeadTable[];
  /** Text cells: event_id (may be blank), lead (key or blank), email (or blank), type, at, url, value, is_machine. */
  readonly events: readonly TextRow[];
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** ISO instant. */
  readonly asOf: string;
  /** The dialect of both sources; the decimal mark is always declared, for the rows show it by chance alone. */
  readonly reading?: {
    readonly decimal?: '.' | ',';
    readonly date_order?: 'dmy' | 'mdy';
    readonly timezone?: string;
  };
}

/** A source of leads: which of the columns of `leads` it has, and its rows. Without `lead_id` it has no keys. */
export interface LeadTable {
  readonly columns: readonly string[];
  readonly rows: readonly TextRow[];
  /** How it is written, when not as the others. */
  readonly decimal?: '.' | ',';
}

export type TextRow = Readonly<Record<string, string>>;

export interface RawBounds {
  readonly min?: number;
  readonly max?: number;
}

export interface RawScore {
  readonly ready: number;
  readonly sla?: string;
  readonly fit?: RawBounds & {
    readonly groups?: Readonly<Record<string, RawBounds>>;
    readonly rules?: readonly RawFitRule[];
  };
  readonly pain?: RawBounds & {
    readonly half_life?: string;
    readonly groups?: Readonly<Record<string, RawBounds>>;
    readonly classes?: Readonly<Partial<Record<RawClass, RawBounds>>>;
    readonly rules?: readonly RawPainRule[];
  };
  readonly velocity?: { readonly window?: string; readonly bonus?: readonly RawBonus[] };
}

export type RawClass = 'product' | 'content' | 'email';

export interface RawFitRule {
  readonly id: string;
  readonly when: RawCondition;
  readonly points: number;
  readonly group?: string;
  readonly disqualify?: boolean;
}

export interface RawPainRule extends RawBounds {
  readonly id: string;
  readonly event: string | readonly string[];
  readonly points: number | { readonly property: string; readonly factor?: number };
  readonly class?: RawClass;
  readonly where?: RawCondition;
  /** A duration, or `none` against the default of `pain.half_life`. */
  readonly half_life?: string;
  readonly within?: string;
  readonly daily?: number;
  readonly group?: string;
}

export type RawBonus =
  | { readonly per_day: number; readonly points: number }
  | { readonly momentum: number; readonly points: number };

/** A condition as YAML gives it: a mapping that is an AND of its keys. */
export interface RawCondition {
  readonly [key: string]: RawValue;
}
export type RawValue = string | number | boolean | readonly RawValue[] | RawCondition;
