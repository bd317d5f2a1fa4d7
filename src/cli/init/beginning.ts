/** Flags of `nurture init`. */
export interface InitOptions {
  readonly directory?: string;
  readonly example?: string;
  readonly leads?: string;
  readonly events?: readonly string[];
  readonly yes?: boolean;
}

/** What is to be begun, after all questions. */
export interface Beginning {
  /** Absolute path. */
  readonly directory: string;
  readonly example: string;
  readonly leads?: string;
  readonly events: readonly string[];
}
