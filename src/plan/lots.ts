import { drawing } from '../model/chance.js';
import type { PlanInput } from './plan-input.js';

/** What is drawn for leads (S5.8), with the names of what is drawn for hashed once. */
export class Lots {
  readonly #chance: Float64Array;
  readonly #holdout: (chance: number) => number;
  readonly #holdouts: readonly ((chance: number) => number)[];
  readonly #days: readonly ((chance: number) => number)[];
  readonly #variants: readonly (readonly ((chance: number) => number)[])[];
  readonly #share: number;
  readonly #shares: readonly number[];
  #lead = -1;
  #isLeftAlone = false;

  constructor({ model, leads }: PlanInput) {
    const { campaigns } = model;
    this.#chance = leads.chance;
    this.#share = model.holdout;
    this.#shares = campaigns.map(({ holdout }) => holdout);
    this.#holdout = drawing('holdout');
    this.#holdouts = campaigns.map(({ id }) => drawing(`holdout/${id}`));
    this.#days = campaigns.map(({ id }) => drawing(`smooth/${id}`));
    this.#variants = campaigns.map(({ id, steps }) => steps.map((step) => drawing(`${id}/${step.id}`)));
  }

  /** Whether a lead is left alone for comparison: by all campaigns, or by this one. */
  isHeldOut(lead: number, campaign: number): boolean {
    const share = this.#shares[campaign] as number;
    if (lead !== this.#lead) {
      this.#lead = lead;
      this.#isLeftAlone = this.#share > 0 && this.#holdout(this.#chance[lead] as number) < this.#share;
    }
    return this.#isLeftAlone || (share > 0 && this.#draw(this.#holdouts[campaign], lead) < share);
  }

  /** A number from 0 to 1 for the day on which late mail of a campaign has its turn (S6.8). */
  day(lead: number, campaign: number): number {
    return this.#draw(this.#days[campaign], lead);
  }

  /** A number from 0 to 1 for the variant of a step. */
  variant(lead: number, campaign: number, step: number): number {
    return this.#draw(this.#variants[campaign]?.[step], lead);
  }

  #draw(drawn: ((chance: number) => number) | undefined, lead: number): number {
    return drawn?.(this.#chance[lead] as number) ?? 0;
  }
}
