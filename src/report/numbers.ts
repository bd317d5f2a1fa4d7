/** A number for people: at most two decimals, `-0` as 0, thousands not grouped so that it can be searched for. */
export function formatNumber(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return String(rounded === 0 ? 0 : rounded);
}

/** Whole counts with groups of three, for reading: `1,234,567`. */
export function formatCount(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A number for people with its sign: `+1.5`, `-3`, `0`. */
export function formatSigned(value: number): string {
  const text = formatNumber(value);
  return value > 0 && text !== '0' ? `+${text}` : text;
}

/** A difference of counts: `+12`, `-3`, `0`. */
export function signedCount(value: number): string {
  return `${value > 0 ? '+' : value < 0 ? '-' : ''}${formatCount(Math.abs(value))}`;
}

/** `1 lead`, `2,000 leads`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `4.4 %`; a share of nothing is 0 %. */
export function formatShare(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10} %`;
}

/** `2026-03-01 08:00Z`, to the minute; the empty string for a missing instant. */
export function formatInstant(at: number | undefined): string {
  if (at === undefined || Number.isNaN(at)) return '';
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}Z`;
}

/** ISO 8601 with milliseconds, for machines; null for a missing instant. */
export function isoInstant(at: number | undefined): string | null {
  return at === undefined || Number.isNaN(at) ? null : new Date(at).toISOString();
}
