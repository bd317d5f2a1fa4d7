import type { AudienceFeatures } from '../model/audience-features.js';
import type { AudienceModel } from '../model/audience-model.js';
import { type DeclaredTopics, noDeclaredTopics } from '../model/declared-topics.js';
import { foldAggregates } from './aggregates.js';
import { InterestFold } from './interests.js';
import type { LeadEvents } from './lead-events.js';
import { StageFold, type StageStep } from './stages.js';

/** What a fold is asked to find out beyond scores. */
export interface AudienceFoldInput {
  readonly model: AudienceModel;
  /** Topics that lead rows declare or decline; none when left out. */
  readonly declaredTopics?: DeclaredTopics;
}

/** Folds the settled events of one lead into what segments, stages and interests ask of them (S4.1, S4.3, S4.4). */
export class AudienceFold {
  readonly #model: AudienceModel;
  readonly #asOf: number;
  readonly #stages: StageFold;
  readonly #interests: InterestFold | undefined;

  constructor({ model, declaredTopics = noDeclaredTopics }: AudienceFoldInput, asOf: number) {
    this.#model = model;
    this.#asOf = asOf;
    this.#stages = new StageFold(model.funnel);
    this.#interests =
      model.interests === undefined ? undefined : new InterestFold(model.interests, asOf, declaredTopics);
  }

  /** True when the text of rows of one instant decides something that was decided without it. */
  get ambiguous(): boolean {
    return this.#stages.ambiguous;
  }

  /** Writes the features of `lead`, and its steps through the stages into `history` when it is given. */
  fold(lead: number, events: LeadEvents, out: AudienceFeatures, history?: StageStep[]): void {
    foldAggregates(this.#model.aggregates, this.#asOf, lead, events, out.aggregates);
    this.#stages.fold(lead, events, out.stages, history);
    this.#interests?.fold(lead, events, out.interests);
  }
}
