import type { EventAggregate } from '../../src/model/audience.js';
import type { NaiveEvent } from './naive-events.js';

/** The value of an aggregate (S4.1) over the counted events of a lead that match it; `valueColumn` holds what is summed. */
export function naiveAggregate(
  { measure, withinMs }: Pick<EventAggregate, 'measure' | 'withinMs'>,
  matching: readonly NaiveEvent[],
  valueColumn: number,
  asOf: number,
): number {
  const inWindow = matching.filter(
    ({ at }) => withinMs === undefined || (at > asOf - withinMs && at <= asOf),
  );
  const instants = inWindow.map(({ at }) => at);
  const numbers = inWindow.map(({ values }) => values[valueColumn] ?? Number.NaN);
  switch (measure) {
    case 'count':
      return inWindow.length;
    case 'sum':
      return numbers.filter((number) => !Number.isNaN(number)).reduce((sum, number) => sum + number, 0);
    case 'first':
      return instants.length === 0 ? Number.NaN : Math.min(...instants);
    case 'last':
      return instants.length === 0 ? Number.NaN : Math.max(...instants);
  }
}
