import type { EventAggregate } from '../../model/audience.js';

/** The event aggregates that conditions ask for, each once, and the fields that hold their values. */
export class AggregateList {
  readonly #fields = new Map<string, string>();
  readonly #all: EventAggregate[] = [];

  get all(): readonly EventAggregate[] {
    return this.#all;
  }

  /** The field of the value: `events/0` for the first one that was asked for. */
  readonly fieldOf = (aggregate: EventAggregate): string => {
    const { measure, events, except, where, withinMs, property } = aggregate;
    const identity = JSON.stringify({ measure, events, except, where, withinMs, property });
    const field = this.#fields.get(identity) ?? `events/${this.#all.push(aggregate) - 1}`;
    this.#fields.set(identity, field);
    return field;
  };
}
