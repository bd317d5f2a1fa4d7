import type { Condition } from './condition.js';
import type { EventMatcher } from './event-matcher.js';
import type { Seniority } from './seniority.js';

/**
 * Who is who (S4): everything of a config that puts leads into groups, checked, with every default filled in and all
 * durations in milliseconds.
 *
 * Its conditions hold no special forms any more. What they read besides lead columns are plain fields:
 * - `events/<n>`: the value of `aggregates[n]`; a number for `count` and `sum`, an instant for `first` and `last`;
 * - `segment/<id>`, `tag/<name>`, `interests/<topic>`, `channel/<id>`: true for members, else false;
 * - `persona stage seniority buying_role audience_level qualification temperature interest` and `partition.<id>`: text,
 *   missing where there is none;
 * - `segment tag channel`: asked only whether they exist, that is, whether the lead has any;
 * - `fit pain score velocity momentum account.score`: numbers; `ready disqualified`: booleans;
 *   `first_touch_at ready_at`: instants.
 *
 * A condition reads only what is worked out before it, in the order account, interests, labels, personas, tags, stage,
 * qualification, then segments and partitions in the order of `groups`, then the queue.
 */
export interface Audience {
  /** Words for titles besides those of the shipped table; one that is in both means what the config says. */
  readonly titles: TitleWords;
  /** The first that holds is the persona of a lead; `none` when none does. */
  readonly personas: readonly Persona[];
  /** Undefined when the config does not ask for interests. */
  readonly interests?: Interests;
  readonly tags: Tags;
  readonly stages: StageModel;
  /** In an order in which each comes after the segments it reads. */
  readonly segments: readonly Segment[];
  /** In an order in which each comes after the partitions it reads. */
  readonly partitions: readonly Partition[];
  /** Segments and partitions in one order of evaluation, because they may read each other. */
  readonly groups: readonly GroupReference[];
  readonly qualification: QualificationRoutes;
  readonly labels: Labels;
  /** From the most to the least that is known; the first whose fields all have a value counts, else `unknown`. */
  readonly levels: readonly AudienceLevel[];
  readonly channels: readonly Channel[];
  readonly queue: Queue;
  /** What conditions ask of the events of a lead, each once. */
  readonly aggregates: readonly EventAggregate[];
}

/** Roles in a buying decision. */
export const buyingRoles = ['decision_maker', 'influencer', 'end_user'] as const;

export type BuyingRole = (typeof buyingRoles)[number];

/** The seniority and the buying role of a title that says nothing about them. */
export const unknownTitle = 'unknown';

export interface TitleWords {
  readonly seniority: Readonly<Partial<Record<Seniority, readonly string[]>>>;
  readonly roles: Readonly<Partial<Record<BuyingRole, readonly string[]>>>;
}

/** A kind of buyer. Everything but `id` and `when` is documentation that reports can print. */
export interface Persona {
  readonly id: string;
  readonly when: Condition;
  readonly role?: string;
  readonly job?: string;
  readonly goals?: readonly string[];
  readonly fears?: readonly string[];
  readonly buyingProcess?: readonly string[];
  readonly obstacles?: readonly string[];
  readonly productKnowledge?: string;
}

/** The persona of a lead that fits none. */
export const noPersona = 'none';

/** What leads are interested in (S4.3). A declared topic beats an observed one; a declined one is never used. */
export interface Interests {
  /** Field of the events that names their topic; events without a value have none. */
  readonly property: string;
  /** Undefined when every value of the property is a topic of its own. A value of no topic counts for nothing. */
  readonly topics?: readonly Topic[];
  /** Undefined for weights that do not fade. */
  readonly halfLifeMs?: number;
  /** Weight of one event by type; that of every other event with a topic is 1. */
  readonly weights: readonly { readonly event: string; readonly weight: number }[];
  /** Lead fields that hold topics separated by `;` or `,`. */
  readonly declaredField: string;
  readonly declinedField: string;
  /** Types of events whose topic is declared, or declined, at that instant. They are not observed interest. */
  readonly declaredEvents: readonly string[];
  readonly declinedEvents: readonly string[];
}

export interface Topic {
  readonly id: string;
  /** Values of the property that mean the topic, its own name first. No value means two topics. */
  readonly values: readonly string[];
}

export interface Tags {
  /** Lead field that holds tags separated by `;` or `,`. */
  readonly field: string;
  /** A lead has a tag by its field or by any rule for it. Rules on events have become conditions on aggregates. */
  readonly rules: readonly TagRule[];
}

export interface TagRule {
  readonly tag: string;
  readonly when: Condition;
}

/** The funnel (S4.4). Every lead begins in the first stage. */
export interface StageModel {
  /** Name of the built-in funnel; undefined for one that the config describes. */
  readonly model?: string;
  readonly stages: readonly Stage[];
  readonly initial: 0;
}

export interface Stage {
  readonly id: string;
  /** Types of events that enter the stage, if `where` holds for the event. */
  readonly event?: readonly string[];
  readonly where?: Condition;
  /** Condition on the lead that enters the stage as of the run. */
  readonly when?: Condition;
  /** Indexes of the stages it can follow, ascending. */
  readonly from: readonly number[];
  /** Nothing follows it. */
  readonly final: boolean;
}

export interface Segment {
  readonly id: string;
  readonly when: Condition;
  readonly description?: string;
  /** A segment of fewer members is warned about (S4.7). */
  readonly minSize: number;
}

/** A group of segments of which each lead is in exactly one: the first that holds, else `otherwise`. */
export interface Partition {
  readonly id: string;
  readonly members: readonly { readonly id: string; readonly when: Condition }[];
  readonly otherwise: string;
}

/** `index` counts in `segments` or `partitions`. */
export interface GroupReference {
  readonly kind: 'segment' | 'partition';
  readonly index: number;
}

/** Where leads go, by their qualification and by the outcome of a deal (S4.5). */
export interface QualificationRoutes {
  readonly yes: string;
  readonly maybe: string;
  readonly no: string;
  readonly won: string;
  readonly lost: string;
}

/** Least scores of the labels that are shown beside a score (S4.6): below `warm` is cold, below `C` is D. */
export interface Labels {
  readonly temperature: { readonly hot: number; readonly warm: number };
  readonly letters: { readonly A: number; readonly B: number; readonly C: number };
}

export const temperatures = ['hot', 'warm', 'cold'] as const;

export const qualifications = ['yes', 'maybe', 'no'] as const;

export interface AudienceLevel {
  readonly id: string;
  readonly fields: readonly string[];
}

/** The level of a lead of which no level's fields are all known. */
export const unknownLevel = 'unknown';

export interface Channel {
  readonly id: string;
  /** Lead fields that must have a value. */
  readonly needs: readonly string[];
  /** Lead field that holds when, or whether, the lead has consented. */
  readonly consent?: string;
}

/** Who in sales calls the ready leads (E5). */
export interface Queue {
  /** The first rule that holds decides. */
  readonly rules: readonly (Assignment & { readonly when: Condition })[];
  /** For leads no rule holds for; without it they are assigned to nobody. */
  readonly otherwise?: Assignment;
  /** Lead field that names the owner; a lead that has one keeps it. */
  readonly ownerField: string;
}

export interface Assignment {
  readonly to: readonly { readonly id: string; readonly weight: number }[];
  /** `round_robin` gives everyone the same share, `weighted` shares in proportion to the weights. */
  readonly method: 'round_robin' | 'weighted';
}

/** How scores of leads make the score of an account (S3.8). */
export interface AccountConfig {
  /** The registrable domain of a business address, or a lead field. */
  readonly by: 'domain' | { readonly field: string };
  readonly method: 'sum' | 'max' | 'mean' | { readonly top: number };
  /** Roles an account should have. */
  readonly roles: readonly BuyingRole[];
}

/**
 * One value for each lead, over its matching events up to as-of; machine events and duplicates never count.
 * `count` and `sum` are 0 without events, `first` and `last` (UTC ms) are missing.
 */
export interface EventAggregate extends EventMatcher {
  readonly measure: 'count' | 'sum' | 'first' | 'last';
  /** Only events in (as-of - withinMs, as-of] (S1.6). */
  readonly withinMs?: number;
  /** Numeric field that `sum` adds up; an event without a readable number adds 0. */
  readonly property?: string;
}
