import type { Diagnostic, Severity } from '../../diagnostics/diagnostic.js';

/** How many problems of each severity there are; folded ones count as often as they occur. */
export function countSeverities(diagnostics: readonly Diagnostic[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity, also } of diagnostics) counts[severity] += also?.count ?? 1;
  return counts;
}

/** The last line of a check: `1 error, 0 warnings in nurture.yaml`, with advice where there is some. */
export function renderCounts(diagnostics: readonly Diagnostic[], file: string): string {
  const { error, warning, info } = countSeverities(diagnostics);
  const advice = info === 0 ? '' : `, ${info} more to consider`;
  return `${countOf(error, 'error')}, ${countOf(warning, 'warning')}${advice} in ${file}`;
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
