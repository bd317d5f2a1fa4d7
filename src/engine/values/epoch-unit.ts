/** A unit of time since 1970, with the years its values lie in. */
export interface EpochUnit {
  readonly unit: 's' | 'ms' | 'us';
  /** Number of digits of the values. */
  readonly digits: number;
  readonly years: readonly [number, number];
}

/**
 * The units in which values that are all plain numbers give years of our time; undefined when some value is something else.
 * Usually one; several when the values differ in their number of digits.
 */
export function epochUnitsOf(texts: readonly string[]): readonly EpochUnit[] | undefined {
  if (texts.length === 0 || !texts.every((text) => EPOCH.test(text))) return undefined;
  const wholes = texts.map((text) => text.split('.', 1)[0] ?? '');
  return UNITS.flatMap(({ unit, digits, perSecond }) => {
    const seconds = wholes.filter(({ length }) => length === digits).map((text) => Number(text) / perSecond);
    if (seconds.length === 0) return [];
    const ends = seconds.reduce(
      ([low, high], second) => [Math.min(low, second), Math.max(high, second)] as const,
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const,
    );
    return [{ unit, digits, years: [yearOf(ends[0]), yearOf(ends[1])] as const }];
  });
}

/** From September 2001 on; before that there is a digit less, and no campaign. Seconds may have a fraction. */
const EPOCH = /^(?:[1-9]\d{9}(?:\.\d{1,9})?|[1-9]\d{12}|[1-9]\d{15})$/;

const UNITS = [
  { unit: 's', digits: 10, perSecond: 1 },
  { unit: 'ms', digits: 13, perSecond: 1000 },
  { unit: 'us', digits: 16, perSecond: 1_000_000 },
] as const;

function yearOf(seconds: number): number {
  return new Date(seconds * 1000).getUTCFullYear();
}
