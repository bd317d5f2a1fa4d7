import type { AccountConfig, Audience } from './audience.js';
import type { Campaign } from './campaign.js';
import type { Condition } from './condition.js';
import type { EventMatcher } from './event-matcher.js';
import type { Policy } from './policy.js';
import type { SendList } from './send-list.js';

/** A campaign config, checked and with every default filled in. All durations are milliseconds. */
export interface Config {
  readonly name: string;
  /** IANA zone of the project; days and local dates are meant in it (S1.6). */
  readonly timezone: string;
  readonly sources: Sources;
  readonly score: ScoreConfig;
  /** Who is who: personas, interests, tags, stages, segments (S4). */
  readonly audience: Audience;
  /** What holds for all mail (S6). */
  readonly policy: Policy;
  /** In the order of the config, without those that only serve as patterns (S5). */
  readonly campaigns: readonly Campaign[];
  /** Files with the sends of a plan; the usual list when the config does not speak of them. */
  readonly sendLists: readonly SendList[];
  /** Top-level sections that are checked but not evaluated yet by this version, with where they stand. */
  readonly unbuilt: readonly string[];
}

export interface Sources {
  /** A field of a lead is taken from the first of these that has a value for it. */
  readonly leads: readonly LeadSource[];
  readonly events: readonly EventSource[];
  readonly lists: Readonly<Record<string, ListSource>>;
  /** Addresses and domains that must not be mailed (S6.3). */
  readonly suppressions: readonly SuppressionSource[];
}

/** How the text of a source is to be read (S2.2). What is left out is detected, or has one safe meaning. */
export interface Dialect {
  readonly delimiter?: string;
  /** The empty text when nothing is quoted. */
  readonly quote?: string;
  /** What makes a quote inside a quoted cell a part of the text; the quote itself unless declared. */
  readonly escape?: string;
  /** Canonical name of model/encodings.ts. */
  readonly encoding?: string;
  /** Physical lines before the header. */
  readonly skip_rows?: number;
  /** Lines of the header; the first one names the columns. */
  readonly header_rows?: number;
  /** JSON: path of the array of records inside a document, e.g. `data.items`. */
  readonly records?: string;
  /** JSON: field of each record whose text is the record itself, e.g. `Message`. */
  readonly envelope?: string;
  /** Decimal mark of numbers; `.` unless declared or proved by the values. */
  readonly decimal?: '.' | ',';
  /** Order of a/b/yyyy dates; without it such dates are quarantined, never guessed. */
  readonly date_order?: 'dmy' | 'mdy';
  /** Unit of timestamps that are plain numbers. */
  readonly epoch?: 's' | 'ms' | 'us';
  /** IANA zone of timestamps without offset; the project's zone unless declared (S1.3). */
  readonly timezone?: string;
}

/** What the data of a source must be like; a breach stops the run (catalogue: data contract). */
export interface Expectations {
  /** Headers that must be there, besides the mapped ones. */
  readonly columns: readonly string[];
  /** Longest time between the newest instant in the data and as-of, in ms. */
  readonly maxAgeMs?: number;
  readonly minRows?: number;
  /** Share of the rows that may be missing against the baseline run, 0 to 1. */
  readonly maxDrop?: number;
  /** Share of the events of any one type that may be missing against the baseline run, 0 to 1. */
  readonly maxTypeDrop?: number;
  /** Share of the rows that may be quarantined, 0 to 1. */
  readonly maxQuarantined: number;
}

interface FileSource {
  /** Paths or globs, relative to the config file; `-` is standard input. */
  readonly files: readonly string[];
  /** canonical (or own) field name -> header in the file. */
  readonly columns: Readonly<Record<string, string>>;
  readonly dialect: Dialect;
  readonly expect: Expectations;
}

export interface LeadSource extends FileSource {
  readonly preset: string;
  /** Header of the id column; the e-mail is the key when absent (S2.3). */
  readonly key?: string;
}

export interface EventSource extends FileSource {
  readonly preset: string;
  /** Name in the file -> canonical event type. */
  readonly types: Readonly<Record<string, string>>;
}

export interface ListSource {
  readonly files: readonly string[];
  readonly column: string;
  readonly dialect: Dialect;
  readonly expect: Expectations;
}

/** Columns: `email` (or a SHA-256 of it), `domain`, `reason`, `at`, `purpose`. */
export interface SuppressionSource extends FileSource {}

export interface ScoreConfig {
  /** Score from which a lead is ready for sales (S3.5). */
  readonly ready: number;
  /** Time sales has to follow up a ready lead, in ms. */
  readonly slaMs: number;
  /** Usual time from the first contact to a deal, in ms. */
  readonly salesCycleMs?: number;
  readonly fit: FitConfig;
  readonly pain: PainConfig;
  readonly velocity: VelocityConfig;
  readonly account: AccountConfig;
}

/** Bounds of a sum. A missing side is open. `min <= 0 <= max`, so that nothing counted is worth 0. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

export interface FitConfig extends Bounds {
  /** FIT from which a lead counts as a good fit. */
  readonly good: number;
  readonly groups: Readonly<Record<string, Bounds>>;
  readonly rules: readonly FitRule[];
}

export interface FitRule {
  readonly id: string;
  readonly when: Condition;
  readonly points: number;
  readonly group?: string;
  /** A lead that matches has FIT at its floor and can not be ready (S3.2). */
  readonly disqualify: boolean;
}

export type RuleClass = 'product' | 'content' | 'email';

export interface PainConfig extends Bounds {
  /** PAIN from which the need counts as high. */
  readonly good: number;
  readonly groups: Readonly<Record<string, Bounds>>;
  readonly classes: Readonly<Partial<Record<RuleClass, Bounds>>>;
  readonly rules: readonly PainRule[];
}

export interface PainRule extends Bounds, EventMatcher {
  readonly id: string;
  readonly class: RuleClass;
  /** A fixed number, or a numeric property of the event times a factor. */
  readonly points: number | { readonly property: string; readonly factor: number };
  readonly halfLifeMs?: number;
  readonly withinMs?: number;
  /** At most this many per day of the project zone, the earliest of the day first. */
  readonly daily?: number;
  readonly group?: string;
}

export interface VelocityConfig {
  readonly windowMs: number;
  readonly bonus: readonly BonusTier[];
}

/** `points` when velocity (points per day) or momentum reaches `at`. Of several reached, the largest counts. */
export interface BonusTier {
  readonly by: 'velocity' | 'momentum';
  readonly at: number;
  readonly points: number;
}
