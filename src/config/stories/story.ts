import type { Span } from '../../diagnostics/diagnostic.js';
import type { EngagementCase } from '../../model/campaign.js';
import type { Reason } from '../../model/reason.js';

/** A scenario test (contract: "Scenario tests"): leads, what happens to them, and what runs at given instants have to make of it. */
export interface Story {
  readonly name: string;
  /** Where its name stands. */
  readonly at: Span;
  readonly leads: readonly StoryLead[];
  /** Known before the first run. */
  readonly events: readonly StoryEvent[];
  /** In the order in which it becomes known; the runs are in the order of time. */
  readonly then: readonly Happening[];
}

export interface StoryLead {
  readonly key: string;
  /** Texts as an export would have them, by the names of the fields. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface StoryEvent {
  readonly lead: string;
  readonly type: string;
  /** UTC ms. */
  readonly at: number;
  /** Further fields as an export would have them. */
  readonly fields: Readonly<Record<string, string>>;
  /** The mail it is about: the last one of that step that runs have sent before it. */
  readonly mail?: { readonly step: string; readonly campaign?: string };
  readonly place: Span;
}

export type Happening =
  | { readonly kind: 'event'; readonly event: StoryEvent }
  /** A run at that instant (UTC ms), which commits what it plans. */
  | {
      readonly kind: 'run';
      readonly at: number;
      readonly place: Span;
      readonly expectations: readonly Expectation[];
    };

export type Expectation =
  /** Exactly these sends; of all leads of the story when `lead` is missing. */
  | {
      readonly kind: 'sends';
      readonly lead?: string;
      readonly sends: readonly ExpectedSend[];
      readonly place: Span;
    }
  | {
      readonly kind: 'reason';
      readonly lead: string;
      readonly campaign: string;
      readonly is: readonly Reason[];
      readonly place: Span;
    }
  | {
      readonly kind: 'number';
      readonly lead: string;
      readonly field: NumberField;
      readonly tests: readonly NumberTest[];
      readonly place: Span;
    }
  | { readonly kind: 'ready'; readonly lead: string; readonly is: boolean; readonly place: Span }
  | {
      readonly kind: 'segments';
      readonly lead: string;
      readonly includes: readonly string[];
      readonly excludes: readonly string[];
      readonly place: Span;
    }
  | {
      readonly kind: 'label';
      readonly lead: string;
      readonly field: LabelField;
      readonly is: readonly string[];
      readonly place: Span;
    }
  /** The case of the last mail; of a campaign, or of a step of it, when one is named. */
  | {
      readonly kind: 'case';
      readonly lead: string;
      readonly campaign?: string;
      readonly step?: string;
      readonly is: EngagementCase;
      readonly place: Span;
    };

export interface ExpectedSend {
  readonly campaign: string;
  readonly step: string;
  /** UTC ms. */
  readonly at?: number;
  readonly variant?: string;
  readonly attempt?: number;
  readonly lead?: string;
}

export const numberFields = ['score', 'fit', 'pain'] as const;
export type NumberField = (typeof numberFields)[number];

export const labelFields = ['persona', 'stage'] as const;
export type LabelField = (typeof labelFields)[number];

export const numberOps = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const;

export interface NumberTest {
  readonly op: (typeof numberOps)[number];
  readonly value: number;
}
