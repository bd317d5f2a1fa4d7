import type { AggregatesModel } from '../model/audience-model.js';
import type { LeadEvents } from './lead-events.js';

/**
 * Writes the aggregates of one lead over its settled events (S4.1): one value per aggregate into its column. Events
 * come in order, so a sum is always added up in the same order, and the last of them is the last written.
 */
export function foldAggregates(
  model: AggregatesModel,
  asOf: number,
  lead: number,
  events: LeadEvents,
  columns: readonly Float64Array[],
): void {
  clearLead(model, lead, columns);
  const { matches } = events;
  for (let match = 0; match < matches.count; match++) {
    const aggregate = (matches.matcher[match] as number) - model.from;
    if (aggregate >= model.count) continue;
    const at = matches.at[match] as number;
    if (asOf - at >= (model.within[aggregate] as number)) continue;
    const column = columns[aggregate] as Float64Array;
    switch (model.measures[aggregate]) {
      case 'count':
        column[lead] = (column[lead] as number) + 1;
        break;
      case 'sum': {
        const value = events.value(model.valueColumn[aggregate] as number, matches.event[match] as number);
        if (!Number.isNaN(value)) column[lead] = (column[lead] as number) + value;
        break;
      }
      case 'first':
        if (Number.isNaN(column[lead] as number)) column[lead] = at;
        break;
      case 'last':
        column[lead] = at;
        break;
    }
  }
}

/** A lead may be folded again after more of its events came in, so nothing of the earlier fold may be left. */
function clearLead(model: AggregatesModel, lead: number, columns: readonly Float64Array[]): void {
  for (let aggregate = 0; aggregate < model.count; aggregate++) {
    const measure = model.measures[aggregate];
    (columns[aggregate] as Float64Array)[lead] = measure === 'count' || measure === 'sum' ? 0 : Number.NaN;
  }
}
