import { purposeOf } from '../model/journey-events.js';
import { journeyEvents } from '../model/journey-model.js';
import { everyPurpose, foreignPurpose, keptStopKinds, stopKinds } from '../model/ledger.js';
import type { PlanInput } from './plan-input.js';

/** Matchers of the journey by the kind of stop they are. */
const stopOfEvent: Readonly<Record<number, number>> = {
  [journeyEvents.unsubscribed]: stopKinds.indexOf('unsubscribed'),
  [journeyEvents.complaint]: stopKinds.indexOf('complaint'),
  [journeyEvents.bounced]: stopKinds.indexOf('bounced'),
  [journeyEvents.objection]: stopKinds.indexOf('objection'),
};

const withdrawal = keptStopKinds.indexOf('withdrawn');

const never = Number.NEGATIVE_INFINITY;

/**
 * What a mailbox has said of being mailed (S6.3), by purpose: the latest stop of each kind, the latest withdrawal and the latest consent.
 * A stop without a readable instant is later than every consent. Used again for the next mailbox.
 */
export class MailboxStops {
  readonly #purposes: number;
  /** By kind, then purpose. */
  readonly #stops: Float64Array;
  readonly #withdrawn: Float64Array;
  readonly #granted: Float64Array;
  #isClear = false;

  constructor(purposes: number) {
    this.#purposes = purposes;
    this.#stops = new Float64Array(stopKinds.length * purposes);
    this.#withdrawn = new Float64Array(purposes);
    this.#granted = new Float64Array(purposes);
    this.clear();
  }

  /** Whether nobody has said anything, as most have not. */
  get isClear(): boolean {
    return this.#isClear;
  }

  clear(): void {
    if (this.#isClear) return;
    this.#stops.fill(never);
    this.#withdrawn.fill(never);
    this.#granted.fill(never);
    this.#isClear = true;
  }

  /** A stop or a withdrawal of a file or of the state; NaN for one without a readable instant. */
  stop(kind: number, purpose: number, at: number): void {
    for (let one = 0; one < this.#purposes; one++) {
      if (!concerns(purpose, one)) continue;
      if (kind === withdrawal) this.#raise(this.#withdrawn, one, at);
      else this.#raise(this.#stops, kind * this.#purposes + one, at);
    }
  }

  /** Takes the events of one lead of the mailbox. */
  takeEvents({ journey }: PlanInput, lead: number): void {
    const end = journey.first[lead + 1] as number;
    for (let event = journey.first[lead] as number; event < end; event++) {
      const what = journey.what[event] as number;
      if (what > journeyEvents.granted) continue;
      this.#take(what, purposeOf(journey.mail[event] as number), journey.at[event] as number);
    }
    for (const what of journey.unreadable.get(lead) ?? []) {
      if (what < journeyEvents.granted) this.#take(what, everyPurpose, Number.NaN);
    }
  }

  /** Whether a stop of this kind holds for a purpose; at equal instants the stop wins. */
  stops(kind: number, purpose: number): boolean {
    const at = this.#stops[kind * this.#purposes + purpose] as number;
    return at > never && at >= (this.#granted[purpose] as number);
  }

  /** Whether consent for a purpose holds, given what the row of the lead says. */
  consents(purpose: number, byRow: boolean): boolean {
    const withdrawn = this.#withdrawn[purpose] as number;
    const granted = this.#granted[purpose] as number;
    return withdrawn > never ? granted > withdrawn : byRow || granted > never;
  }

  #take(what: number, purpose: number, at: number): void {
    const kind = stopOfEvent[what];
    if (kind !== undefined) this.stop(kind, purpose, at);
    for (let one = 0; one < this.#purposes; one++) {
      if (what === journeyEvents.withdrawn && concerns(purpose, one)) this.#raise(this.#withdrawn, one, at);
      else if (what === journeyEvents.granted && (purpose === everyPurpose || purpose === one)) {
        this.#raise(this.#granted, one, at);
      }
    }
  }

  #raise(column: Float64Array, place: number, at: number): void {
    this.#isClear = false;
    const instant = Number.isNaN(at) ? Number.POSITIVE_INFINITY : at;
    if (instant > (column[place] as number)) column[place] = instant;
  }
}

/** A stop for a purpose that no campaign has concerns all of them: a no is never read too narrowly. */
function concerns(purpose: number, one: number): boolean {
  return purpose === everyPurpose || purpose === foreignPurpose || purpose === one;
}
