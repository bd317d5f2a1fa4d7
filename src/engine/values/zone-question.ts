import type { FieldSample } from './value-sample.js';

/** How much depends on the zone of a source: of the sampled timestamps, those that name no offset. */
export interface ZoneQuestion {
  readonly timestamps: number;
  readonly withoutOffset: number;
}

export function zoneQuestionOf(samples: readonly FieldSample[]): ZoneQuestion {
  const timestamps = samples.flatMap(({ texts }) => texts).filter((text) => DATE.test(text));
  return {
    timestamps: timestamps.length,
    withoutOffset: timestamps.filter((text) => !OFFSET.test(text)).length,
  };
}

/** Any form with a year; a plain number is an instant of its own. */
const DATE = /^(?:\d{4}[-/年]\d|\d\d?[./-]\d\d?[./-]\d{4})/;
const OFFSET = /\d\d ?(?:[Zz]|[+-]\d\d(?::?\d\d)?)$/;
