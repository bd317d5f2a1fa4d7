import {
  type Campaign,
  type DateOffset,
  type EngagementCase,
  engagementCases,
  type Reaction,
  type SendWindow,
  type Step,
  stepChannels,
  type Timing,
} from './campaign.js';
import type { Config } from './config.js';
import { contentForms } from './content-forms.js';
import { type CampaignMatchers, compileJourney } from './journey-model.js';
import { mailCodes } from './mail-codes.js';
import { type PlanTest, PlanTests, type TestRef } from './plan-tests.js';
import type { Cap, Policy } from './policy.js';

/**
 * Campaigns as the planner reads them: numbers in place of names, and every question about a lead as a bit that the
 * engine works out beforehand (`tests`).
 */
export interface PlanModel {
  readonly campaigns: readonly CampaignModel[];
  readonly tests: readonly PlanTest[];
  /** Lead fields that hold dates; the planner is given their days of the calendar. */
  readonly dateFields: readonly string[];
  /** Different send windows of the campaigns. */
  readonly windows: readonly SendWindow[];
  readonly purposes: number;
  readonly consentRequired: boolean;
  /** Test for what the row of a lead says of consent, by purpose. */
  readonly consent: readonly number[];
  readonly minGapMs: number;
  readonly caps: readonly Cap[];
  readonly skipsCapped: boolean;
  readonly holdout: number;
  readonly throttle: number;
  readonly blast: Policy['blast'];
  /** Whether a lead is cold (S5.10). */
  readonly cold: number;
  /** Whether an address can be mailed at all. */
  readonly usableAddress: number;
  /** All steps of all campaigns; events name them by number (`MailCodes`). */
  readonly steps: number;
}

export interface CampaignModel {
  readonly id: string;
  readonly priority: number;
  readonly transactional: boolean;
  readonly paused: boolean;
  readonly purpose: number;
  readonly offersToCold: boolean;
  readonly writesEmail: boolean;
  readonly entry: EntryModel;
  readonly goal: TriggerModel;
  readonly exits: readonly TriggerModel[];
  readonly while: TestRef;
  /** 0 for always, Infinity for never. */
  readonly reentryMs: number;
  readonly maxAgeMs: number;
  readonly holdout: number;
  readonly throttle: number;
  /** 0 for none. */
  readonly smoothDays: number;
  /** Index in `windows`, -1 for any time. */
  readonly window: number;
  /** Code of the first step (`MailCodes`). */
  readonly firstStep: number;
  readonly steps: readonly StepModel[];
}

/** Either an event (a matcher of the journey) or a test; -1 for the event where it is a test. */
export interface TriggerModel {
  readonly event: number;
  readonly test: TestRef;
}

export interface EntryModel extends TriggerModel {
  /** For entries by a date. */
  readonly date?: DateModel & { readonly yearly: boolean };
}

export interface DateModel extends DateOffset {
  /** Index in `dateFields`. */
  readonly column: number;
}

export interface StepModel {
  readonly id: string;
  /** Index in `stepChannels`. */
  readonly channel: number;
  /** Test that the lead has what the channel needs, and test that the channel is open to it; -1 where none is asked. */
  readonly reach: number;
  readonly open: number;
  readonly isOffer: boolean;
  readonly timing: TimingModel;
  /** Matcher of the event that has to come first, -1 for none. */
  readonly waitFor: number;
  readonly atMostMs: number;
  readonly when: TestRef;
  readonly expiresAfterMs: number;
  readonly caseWindowMs: number;
  /** By the index of the case. */
  readonly on: readonly ReactionModel[];
  readonly weights: readonly number[];
  readonly forms: readonly FormModel[];
  /** Form by variant, the only one being 0; for resends by the index of the case first. */
  readonly firstForms: readonly number[];
  readonly resendForms: readonly (readonly number[])[];
}

export type TimingModel =
  | Extract<Timing, { readonly kind: 'after' }>
  | (Extract<Timing, { readonly kind: 'date' }> & DateModel);

export interface FormModel {
  /** Test that the lead has all merge fields, -1 where none are needed. */
  readonly needs: number;
  readonly hasTemplate: boolean;
}

export type ReactionKind = Reaction['kind'];

export interface ReactionModel {
  readonly kind: ReactionKind;
  /** Index of the step to go on with, or of the campaign to enter; -1 for none. */
  readonly target: number;
  readonly afterMs: number;
  readonly times: number;
}

/** Which of the lead's fields the texts of a mail need (S6.11); the folder `content` knows. */
export type NeededFields = (texts: readonly string[]) => readonly string[];

export function compilePlanModel(config: Config, neededFields: NeededFields): PlanModel {
  return new Compiler(config, neededFields).compile();
}

class Compiler {
  readonly #config: Config;
  readonly #neededFields: NeededFields;
  readonly #tests = new PlanTests();
  readonly #dateFields: string[] = [];
  readonly #windows: SendWindow[] = [];

  constructor(config: Config, neededFields: NeededFields) {
    this.#config = config;
    this.#neededFields = neededFields;
  }

  compile(): PlanModel {
    const { policy, campaigns } = this.#config;
    const codes = mailCodes(this.#config);
    const journey = compileJourney(campaigns);
    const models = campaigns.map((campaign, index) =>
      this.#campaign(campaign, codes.purposes, codes.firstStep[index] ?? 0, journey.campaigns[index]),
    );
    return {
      campaigns: models,
      dateFields: this.#dateFields,
      windows: this.#windows,
      purposes: codes.purposes.length,
      consentRequired: policy.consent.required,
      consent: codes.purposes.map((purpose) => this.#tests.add({ kind: 'consent', purpose })),
      minGapMs: policy.minGapMs,
      caps: policy.caps,
      skipsCapped: policy.onCap === 'skip',
      holdout: policy.holdout,
      throttle: policy.throttle ?? Number.POSITIVE_INFINITY,
      blast: policy.blast,
      cold: this.#tests.add({
        kind: 'condition',
        when: { kind: 'compare', field: 'temperature', op: 'eq', value: 'cold' },
      }),
      usableAddress: this.#tests.add({
        kind: 'condition',
        when: { kind: 'compare', field: 'email.kind', op: 'ne', value: 'invalid' },
      }),
      steps: codes.steps,
      tests: this.#tests.tests,
    };
  }

  #campaign(
    campaign: Campaign,
    purposes: readonly string[],
    firstStep: number,
    matchers: CampaignMatchers = { entry: -1, goal: -1, exits: [], waitFor: [] },
  ): CampaignModel {
    const { reentry, window } = campaign;
    return {
      id: campaign.id,
      priority: campaign.priority,
      transactional: campaign.transactional,
      paused: campaign.paused,
      purpose: purposes.indexOf(campaign.purpose),
      offersToCold: campaign.allowColdOffers,
      writesEmail: campaign.steps.some(({ channel }) => channel === 'email'),
      entry: this.#entry(campaign, matchers.entry),
      goal: this.#trigger(campaign.goal, matchers.goal),
      exits: campaign.exits.map((exit, index) => this.#trigger(exit, matchers.exits[index] ?? -1)),
      while: this.#tests.condition(campaign.while),
      reentryMs: reentry === 'never' ? Number.POSITIVE_INFINITY : reentry === 'always' ? 0 : reentry.afterMs,
      maxAgeMs: campaign.maxAgeMs ?? Number.POSITIVE_INFINITY,
      holdout: campaign.holdout,
      throttle: campaign.throttle ?? Number.POSITIVE_INFINITY,
      smoothDays: campaign.smoothDays ?? 0,
      window: window === undefined ? -1 : this.#window(window),
      firstStep,
      steps: campaign.steps.map((step, index) => this.#step(campaign, step, matchers.waitFor[index] ?? -1)),
    };
  }

  #trigger(trigger: Campaign['goal'], event: number): TriggerModel {
    return { event, test: trigger.kind === 'condition' ? this.#tests.condition(trigger.when) : undefined };
  }

  #entry({ entry }: Campaign, event: number): EntryModel {
    const test = this.#tests.condition(entry.when);
    if (entry.kind !== 'date') return { event, test };
    const { field, days, months, yearly } = entry;
    return { event, test, date: { field, days, months, yearly, column: this.#dateColumn(field) } };
  }

  #step(campaign: Campaign, step: Step, waitFor: number): StepModel {
    const { channel, timing } = step;
    const forms = contentForms(step);
    const variants = step.variants.length === 0 ? [-1] : [...step.variants.keys()];
    const formOf = (variant: number, resend: EngagementCase | undefined) =>
      forms.findIndex((form) => form.variant === variant && form.resend === resend);
    return {
      id: step.id,
      channel: stepChannels.indexOf(channel),
      reach: channel === 'sms' ? this.#tests.add({ kind: 'reach', channel }) : -1,
      open: channel === 'sms' ? this.#tests.add({ kind: 'channel', channel }) : -1,
      isOffer: step.role === 'offer',
      timing: timing.kind === 'after' ? timing : { ...timing, column: this.#dateColumn(timing.field) },
      waitFor,
      atMostMs: step.waitFor?.atMostMs ?? Number.POSITIVE_INFINITY,
      when: this.#tests.condition(step.when),
      expiresAfterMs: step.expiresAfterMs,
      caseWindowMs: step.caseWindowMs,
      on: engagementCases.map((name) => this.#reaction(campaign, step.on[name])),
      weights: step.variants.map(({ weight }) => weight),
      forms: forms.map(({ content }) => {
        const { template, subject, variables } = content;
        const texts = [...(subject === undefined ? [] : [subject]), ...Object.values(variables)];
        const fields = this.#neededFields(texts);
        return {
          needs: fields.length === 0 ? -1 : this.#tests.add({ kind: 'fields', fields }),
          hasTemplate: template !== undefined || channel === 'task' || channel === 'audience',
        };
      }),
      firstForms: variants.map((variant) => formOf(variant, undefined)),
      resendForms: engagementCases.map((name) => variants.map((variant) => formOf(variant, name))),
    };
  }

  #reaction(campaign: Campaign, reaction: Reaction): ReactionModel {
    const none = { kind: reaction.kind, target: -1, afterMs: 0, times: 0 };
    switch (reaction.kind) {
      case 'goto':
        return { ...none, target: campaign.steps.findIndex(({ id }) => id === reaction.step) };
      case 'enter':
        return {
          ...none,
          target: this.#config.campaigns.findIndex(({ id }) => id === reaction.campaign),
        };
      case 'resend':
        return { ...none, afterMs: reaction.afterMs, times: reaction.times };
      default:
        return none;
    }
  }

  #dateColumn(field: string): number {
    const known = this.#dateFields.indexOf(field);
    return known >= 0 ? known : this.#dateFields.push(field) - 1;
  }

  #window(window: SendWindow): number {
    const form = JSON.stringify(window);
    const known = this.#windows.findIndex((one) => JSON.stringify(one) === form);
    return known >= 0 ? known : this.#windows.push(window) - 1;
  }
}
