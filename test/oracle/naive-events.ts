import { codePointOrder } from './conditions.js';

/** One row of an event of one lead, with what it matches and its numbers: the input of the naive aggregates, stages and interests. */
export interface NaiveEvent {
  readonly at: number;
  /** Type rank of S2.5. */
  readonly rank: number;
  readonly id: string;
  readonly machine: boolean;
  /** Indexes of the matchers that match. */
  readonly matchers: readonly number[];
  /** By value column; NaN where there is no number. */
  readonly values: readonly number[];
}

/** The events of a lead that count, in the order of S2.5: none after as-of, each id once, none of machines. */
export function countedEvents<E extends NaiveEvent>(rows: readonly E[], asOf: number): readonly E[] {
  const used: E[] = [];
  for (const row of rows.filter(({ at }) => at <= asOf).sort(eventOrder)) {
    if (!used.some(({ id }) => id === row.id)) used.push(row);
  }
  return used.filter(({ machine }) => !machine);
}

/** Instant, type rank, id, content (S2.5). */
export function eventOrder(a: NaiveEvent, b: NaiveEvent): number {
  return (
    a.at - b.at || a.rank - b.rank || codePointOrder(a.id, b.id) || codePointOrder(contentOf(a), contentOf(b))
  );
}

function contentOf({ machine, matchers, values }: NaiveEvent): string {
  return JSON.stringify([machine, matchers, values]);
}
