import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Problem, valueProblem } from '../config/problem.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { dateOfDay } from '../plan/calendar/civil.js';
import { loadDaysOff } from './holidays.js';
import type { LoadedConfig, Session } from './session.js';

const dayMs = 86_400_000;

/** What a plan would find wrong with the holidays of the policy: unknown countries and regions, calendar files (S6.4). */
export async function calendarProblems(
  session: Session,
  { config, directory }: Pick<LoadedConfig, 'config' | 'directory'>,
  place: (problems: readonly Problem[]) => readonly Diagnostic[],
): Promise<readonly Diagnostic[]> {
  const { holidays } = config.policy;
  if (holidays.length === 0) return [];
  const { year } = dateOfDay(Math.floor(session.asOf(config.timezone) / dayMs));
  const found: Diagnostic[] = [];
  for (const [index, source] of holidays.entries()) {
    const { diagnostics } = await loadDaysOff([source], year, year, (file) =>
      readFile(resolve(directory, file)),
    );
    for (const diagnostic of diagnostics) {
      const { code, message, why, help, at } = diagnostic;
      const path = placeOf(index, code, holidays.length);
      // What is wrong inside of a calendar file stands there.
      if (at?.line !== undefined) found.push(diagnostic);
      else found.push(...place([valueProblem(code, path, message, { why, help })]));
    }
  }
  return found;
}

/** One calendar may be written without a list. Paths that lead nowhere stand at what is there. */
function placeOf(index: number, code: Diagnostic['code'], count: number): readonly (string | number)[] {
  const key = { 'calendar/unknown-country': 'country', 'calendar/unknown-region': 'region' };
  const last = key[code as keyof typeof key] ?? 'calendar';
  return count === 1 ? ['policy', 'holidays', last] : ['policy', 'holidays', index, last];
}
