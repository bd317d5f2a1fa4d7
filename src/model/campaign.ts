import type { Condition, Duration } from './condition.js';
import type { EventMatcher } from './event-matcher.js';

/**
 * Campaigns (S5), checked and with every default filled in: presets and `extends` are resolved, defaults of the policy are written
 * into campaigns, those of campaigns into steps. Durations are milliseconds unless their names say otherwise.
 *
 * Conditions are about the lead as of the run. They may read the field `case`: the engagement case of the last mail of the
 * occurrence, missing before the first (`withCase` settles it).
 */
export interface Campaign {
  readonly id: string;
  readonly kind: CampaignKind;
  /** Who is responsible; files can be split by it. */
  readonly owner?: string;
  readonly strategy?: Strategy;
  /** Of several campaigns that could send to a lead, the highest goes first (S6.6). */
  readonly priority: number;
  /** What consent must be for. */
  readonly purpose: string;
  readonly transactional: boolean;
  readonly paused: boolean;
  /** Whether offers may go to cold leads (S5.10). */
  readonly allowColdOffers: boolean;
  readonly goal: Trigger;
  readonly entry: Entry;
  /** Any of them ends an occurrence. */
  readonly exits: readonly Trigger[];
  /** What has to go on holding; undefined when nothing has to. */
  readonly while?: Condition;
  readonly reentry: Reentry;
  /** Longest time of an occurrence. */
  readonly maxAgeMs?: number;
  /** Share of leads, 0 to 1, that the campaign leaves alone for comparison. */
  readonly holdout: number;
  /** Largest number of sends of one run. */
  readonly throttle?: number;
  /** Days over which a backlog is spread (S6.8). */
  readonly smoothDays?: number;
  /** When mail may go out (S6.4); undefined for any time. */
  readonly window?: SendWindow;
  /** Where leads stand whose last step is gone; null for those who leave. Keys are ids of former steps. */
  readonly moved: Readonly<Record<string, string | null>>;
  readonly steps: readonly Step[];
}

export const campaignKinds = [
  'welcome',
  'onboarding',
  'nurture',
  'follow_up',
  'wake_up',
  'product_engagement',
  'customer_onboarding',
  'upsell',
  'renewal',
  'reminder',
  'transactional',
  'custom',
] as const;

export type CampaignKind = (typeof campaignKinds)[number];

export const strategies = ['hook_and_bait', 'side_game', 'offer_push'] as const;

export type Strategy = (typeof strategies)[number];

/** Something that happens, or is true: what a campaign is for, or what ends it. */
export type Trigger =
  | { readonly kind: 'event'; readonly event: EventMatcher }
  | { readonly kind: 'condition'; readonly when: Condition };

/** What begins an occurrence (S5.1). `when` is looked at in the run that begins it. */
export type Entry =
  | { readonly kind: 'condition'; readonly when: Condition }
  | { readonly kind: 'event'; readonly event: EventMatcher; readonly when?: Condition }
  | ({ readonly kind: 'date'; readonly yearly: boolean; readonly when?: Condition } & DateOffset);

/** A day of the calendar that lies some days or months before (negative) or after a date of the lead. */
export interface DateOffset {
  readonly field: string;
  readonly days: number;
  readonly months: number;
}

export type Reentry = 'never' | 'always' | { readonly afterMs: number };

export const stepChannels = ['email', 'sms', 'task', 'audience'] as const;

export type StepChannel = (typeof stepChannels)[number];

export const stepRoles = ['content', 'offer', 'survey', 'reminder', 'confirmation', 'notice'] as const;

export type StepRole = (typeof stepRoles)[number];

export interface Step {
  readonly id: string;
  readonly channel: StepChannel;
  readonly role: StepRole;
  /** Stage of the journey the message is for. */
  readonly stage?: string;
  /** What persuades: scarcity, social_proof ... */
  readonly lever?: string;
  /** What the message asks the lead to do. */
  readonly cta?: string;
  readonly content: Content;
  /** Forms of the mail that are compared; empty when there is one. What they leave out is that of `content`. */
  readonly variants: readonly Variant[];
  readonly timing: Timing;
  /** An event that has to come first. */
  readonly waitFor?: { readonly event: EventMatcher; readonly atMostMs: number };
  /** Without it the step is for everybody. */
  readonly when?: Condition;
  /** Infinity for a step that never expires. */
  readonly expiresAfterMs: number;
  readonly caseWindowMs: number;
  readonly on: Readonly<Record<EngagementCase, Reaction>>;
}

/** What a mail is made of; texts are Liquid templates (S6.11). */
export interface Content {
  /** Name of the template in the tool that sends. */
  readonly template?: string;
  readonly subject?: string;
  readonly sender?: string;
  readonly variables: Readonly<Record<string, string>>;
}

export interface Variant {
  readonly id: string;
  readonly weight: number;
  readonly content: Content;
}

/** When a step is due (S5.4). */
export type Timing =
  | { readonly kind: 'after'; readonly after: Duration; readonly at?: LocalTime }
  | ({ readonly kind: 'date'; readonly at?: LocalTime } & DateOffset);

export interface LocalTime {
  /** 1 for Monday to 7 for Sunday; empty for any day. */
  readonly weekdays: readonly number[];
  /** Minute of the day; undefined for any. */
  readonly minute?: number;
}

/** From the strongest to the weakest (S5.5). */
export const engagementCases = [
  'unsubscribed',
  'undelivered',
  'converted',
  'clicked',
  'opened',
  'ignored',
] as const;

export type EngagementCase = (typeof engagementCases)[number];

/** What follows from a case. `audience` also puts the lead on a list for remarketing. */
export type Reaction = ReactionMove & { readonly audience?: string };

export type ReactionMove =
  | { readonly kind: 'next' }
  | { readonly kind: 'goto'; readonly step: string }
  | {
      readonly kind: 'resend';
      /** What of the content changes. */
      readonly content: Partial<Content>;
      readonly afterMs: number;
      readonly times: number;
    }
  | { readonly kind: 'exit' }
  | { readonly kind: 'enter'; readonly campaign: string }
  | { readonly kind: 'suppress' };

/** Times at which mail may go out (S6.4). */
export interface SendWindow {
  /** 1 for Monday to 7 for Sunday, ascending. */
  readonly weekdays: readonly number[];
  /** Minutes of the day, half-open; `from < to`. */
  readonly from: number;
  readonly to: number;
  /** Closed within; `from` may be after `to`, for hours over midnight. */
  readonly quiet: readonly { readonly from: number; readonly to: number }[];
  /** `lead`, or an IANA zone. */
  readonly zone: string;
  readonly onUnknownZone: 'fallback' | 'skip';
}
