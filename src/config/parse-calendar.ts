import { comparePlaces } from '../diagnostics/compare-places.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { DaysOff } from '../model/days-off.js';
import { diagnoseProblem } from './diagnose-problem.js';
import { findShapeProblems } from './find-shape-problems.js';
import { calendarSchema, type DayRange } from './schema/calendar.js';
import { readYaml } from './yaml/read-yaml.js';

/**
 * Reads a calendar file (S6.4):
 *
 *     holidays:
 *       - 2026-05-01
 *       - { from: 2026-02-15, to: 2026-02-23, name: Spring Festival }
 *     workdays:
 *       - { date: 2026-02-14, name: make-up day }
 *
 * `file` is its name in the diagnostics. `daysOff` is missing when one of them is an error. Does not throw, whatever the text.
 */
export function parseCalendar(
  text: string,
  file: string,
): { readonly daysOff?: DaysOff; readonly diagnostics: readonly Diagnostic[] } {
  const { document, diagnostics } = readYaml(text, file);
  if (document === undefined) return { diagnostics: diagnostics.toSorted(comparePlaces) };
  const shaped = calendarSchema.safeParse(document.value);
  const problems = findShapeProblems(document.value, shaped.error?.issues ?? [], calendarSchema);
  const all = [...diagnostics, ...problems.map((problem) => diagnoseProblem(document, problem))].sort(
    comparePlaces,
  );
  if (!shaped.success || all.some(({ severity }) => severity === 'error')) return { diagnostics: all };
  const { holidays, workdays } = shaped.data;
  return { daysOff: { off: daysIn(holidays), work: daysIn(workdays) }, diagnostics: all };
}

function daysIn(ranges: readonly DayRange[]): ReadonlySet<number> {
  return new Set(
    ranges.flatMap(({ first, last }) =>
      Array.from({ length: last - first + 1 }, (_, index) => first + index),
    ),
  );
}
