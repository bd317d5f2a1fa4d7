/**
 * What a date tells about the order of day and month: `25/03/2026` can only be day first, `03/25/2026` only month first,
 * `03/04/2026` either. Dates in other forms have one meaning; a day that no order has is unreadable in both.
 */
export function dateOrderShownBy(text: string): 'dmy' | 'mdy' | 'either' | undefined {
  const match = SHORT_DATE.exec(text);
  if (match === null) return undefined;
  const [first, second] = [Number(match[1]), Number(match[3])];
  const [canBeDmy, canBeMdy] = [isDayAndMonth(first, second), isDayAndMonth(second, first)];
  if (canBeDmy && canBeMdy) return 'either';
  if (canBeDmy) return 'dmy';
  return canBeMdy ? 'mdy' : undefined;
}

const SHORT_DATE = /^(\d\d?)([/-])(\d\d?)\2(?:19|2[01])\d\d(?!\d)/;

function isDayAndMonth(day: number, month: number): boolean {
  return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}
