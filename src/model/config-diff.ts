/**
 * What a change of a config does to the real leads: the answer of `nurture diff`. All counts are leads unless they say otherwise. What names
 * single leads is in `leads` alone, so that everything else may be shown to anybody.
 */
export interface ConfigDiff {
  readonly asOf: string;
  /** End of the horizon that sends are planned for; half-open. */
  readonly until: string;
  /** Whether any lead is scored, grouped or mailed differently. */
  readonly differs: boolean;
  readonly population: PopulationDiff;
  readonly ready: ReadyDiff;
  readonly scores: ScoreDiff;
  /** Segments, and parts of partitions as `partition/part`, in the order of the new config, then those that are gone. */
  readonly segments: readonly GroupDiff[];
  readonly sends: SendsDiff;
  readonly inFlight: InFlightDiff;
  /** Planned sends by day of the project zone. */
  readonly days: readonly { readonly day: string; readonly old: number; readonly new: number }[];
}

export interface PopulationDiff {
  readonly old: number;
  readonly new: number;
  /** Leads that only one of the two configs reads. */
  readonly onlyOld: number;
  readonly onlyNew: number;
}

/** Leads at or above the threshold (S3.5). `gained` are ready with the new config alone, `lost` with the old one. */
export interface ReadyDiff {
  readonly thresholds: { readonly old: number; readonly new: number };
  readonly old: number;
  readonly new: number;
  readonly gained: number;
  readonly lost: number;
}

export interface ScoreDiff {
  readonly moved: number;
  readonly up: number;
  readonly down: number;
  /** Points, of those that moved; null when none did. */
  readonly spread: {
    readonly least: number;
    readonly median: number;
    readonly mean: number;
    readonly greatest: number;
  } | null;
  /** Leads that moved by at least `from` and less than `to` points; null where there is no end. */
  readonly distribution: readonly {
    readonly from: number | null;
    readonly to: number | null;
    readonly leads: number;
  }[];
  /** What moved them, the most leads first. */
  readonly rules: readonly RuleEffect[];
}

/** `bonus` is that of velocity; `bounds` are those of groups, classes, FIT and PAIN, which take back what rules give. */
export type RuleKind = 'fit' | 'pain' | 'bonus' | 'bounds';

export interface RuleEffect {
  readonly kind: RuleKind;
  readonly rule: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly leads: number;
  /** Sum of the points gained and lost over all leads. */
  readonly points: number;
}

export interface GroupDiff {
  readonly name: string;
  /** In which config it is. */
  readonly in: 'both' | 'old' | 'new';
  readonly old: number;
  readonly new: number;
  readonly entered: number;
  readonly left: number;
}

export interface SendCounts {
  readonly old: number;
  readonly new: number;
  readonly gained: number;
  readonly lost: number;
  /** Planned by both, at another instant or in another variant. */
  readonly moved: number;
}

export interface SendsDiff extends SendCounts {
  readonly steps: readonly (SendCounts & { readonly campaign: string; readonly step: string })[];
}

/** What becomes of leads in the middle of a campaign. `stuck` are those whose last step is gone, so that nothing is planned (S5.7). */
export interface FlightCounts {
  readonly continue: number;
  readonly jump: number;
  readonly exit: number;
  readonly stuck: number;
}

export interface InFlightDiff extends FlightCounts {
  readonly leads: number;
  readonly campaigns: readonly (FlightCounts & { readonly campaign: string })[];
  /** Leads that go on with another step than before. */
  readonly jumps: readonly {
    readonly campaign: string;
    readonly from: string;
    readonly to: string;
    readonly leads: number;
  }[];
  readonly exits: readonly { readonly campaign: string; readonly reason: string; readonly leads: number }[];
}

/** Every single lead for which something changes. Personal data: shown only when asked for, but for the first movers on a terminal. */
export interface LeadChanges {
  /** The largest moves first. */
  readonly moves: readonly LeadMove[];
  /** Ready with one of the configs alone, those who gained it first. */
  readonly crossings: readonly LeadCrossing[];
  readonly flows: readonly {
    readonly lead: string;
    readonly segment: string;
    readonly is: 'entered' | 'left';
  }[];
  readonly sends: readonly SendChange[];
  readonly journeys: readonly JourneyChange[];
}

export interface LeadMove {
  readonly lead: string;
  readonly old: number;
  readonly new: number;
  /** What moved it, the largest part first and the bounds last; they add up to the move. */
  readonly rules: readonly { readonly kind: RuleKind; readonly rule: string; readonly points: number }[];
}

export interface LeadCrossing {
  readonly lead: string;
  readonly is: 'gained' | 'lost';
  /** Score with each config; null where it does not read the lead. */
  readonly old: number | null;
  readonly new: number | null;
}

export interface SendChange {
  readonly lead: string;
  readonly campaign: string;
  readonly step: string;
  readonly is: 'gained' | 'lost' | 'moved';
  /** ISO 8601; null where it is not planned. */
  readonly oldAt: string | null;
  readonly newAt: string | null;
}

export interface JourneyChange {
  readonly lead: string;
  readonly campaign: string;
  readonly is: 'jump' | 'exit' | 'stuck';
  readonly from: string | null;
  /** The next step, or why it leaves. */
  readonly to: string;
}
