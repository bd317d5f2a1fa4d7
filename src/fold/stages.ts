import { type IllegalTransition, illegalExamples, type StageFeatures } from '../model/audience-features.js';
import type { FunnelModel } from '../model/audience-model.js';
import type { LeadEvents } from './lead-events.js';

/** A transition that an event of a lead asks for, made or refused. */
export interface StageStep {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  /** Index of the event in arrival order. */
  readonly event: number;
  /** False for a transition that the config does not allow; the lead then stays in `from`. */
  readonly legal: boolean;
}

/**
 * Takes leads through the stages by their settled events (S4.4), in the order of S2.5; an event that enters several
 * stages does so in the order of the config. An event of the stage the lead is in already changes nothing.
 */
export class StageFold {
  /** Set when a lead moved at an instant at which events for different stages can only be ordered by their text. */
  ambiguous = false;
  readonly #model: FunnelModel;
  /** The first of the events of one instant and rank that enter a stage, -1 before any, and what is known of all of them. */
  #tieEvent = -1;
  #tieStage = -1;
  #severalEvents = false;
  #severalStages = false;
  #moved = false;

  constructor(model: FunnelModel) {
    this.#model = model;
  }

  /** Writes where the lead stands. `history` takes every step when it is given. */
  fold(lead: number, events: LeadEvents, out: StageFeatures, history?: StageStep[]): void {
    const { count, legal, stageOf } = this.#model;
    const { matches } = events;
    let stage = 0;
    let enteredAt = Number.NaN;
    let illegal = 0;
    this.#tieEvent = -1;
    for (let match = 0; match < matches.count; match++) {
      const to = stageOf[matches.matcher[match] as number] as number;
      if (to < 0) continue;
      const event = matches.event[match] as number;
      const moves = to !== stage && legal[stage * count + to] === 1;
      this.#watchTie(events, event, to, moves);
      if (to === stage) continue;
      const at = matches.at[match] as number;
      history?.push({ from: stage, to, at, event, legal: moves });
      if (moves) {
        stage = to;
        enteredAt = at;
      } else {
        illegal++;
        keepExample(out.illegalExamples, lead, stage, to, at);
      }
    }
    out.stage[lead] = stage;
    out.enteredAt[lead] = enteredAt;
    out.illegal[lead] = illegal;
  }

  /** As long as no event of a tie moves the lead, each of them finds it in the same stage, and their order is all the same. */
  #watchTie(events: LeadEvents, event: number, to: number, moves: boolean): void {
    if (this.#tieEvent >= 0 && events.tied(this.#tieEvent, event)) {
      this.#severalEvents ||= event !== this.#tieEvent;
      this.#severalStages ||= to !== this.#tieStage;
      this.#moved ||= moves;
      if (this.#severalEvents && this.#severalStages && this.#moved) this.ambiguous = true;
    } else {
      this.#tieEvent = event;
      this.#tieStage = to;
      this.#severalEvents = false;
      this.#severalStages = false;
      this.#moved = moves;
    }
  }
}

function keepExample(
  examples: IllegalTransition[],
  lead: number,
  from: number,
  to: number,
  at: number,
): void {
  if (examples.length < illegalExamples) examples.push({ lead, from, to, at });
}

const dayMs = 86_400_000;

/**
 * Days a lead has spent in each stage up to as-of, by stage. `since` is when it came into the first one: its creation
 * or first touch, NaN when nobody knows.
 */
export function daysInStages(
  stages: number,
  history: readonly StageStep[],
  since: number,
  asOf: number,
): Float64Array {
  const days = new Float64Array(stages);
  let stage = 0;
  let from = since;
  for (const step of [...history.filter(({ legal }) => legal), { to: 0, at: asOf }]) {
    if (!Number.isNaN(from)) days[stage] = (days[stage] as number) + Math.max(0, step.at - from) / dayMs;
    stage = step.to;
    from = step.at;
  }
  return days;
}
