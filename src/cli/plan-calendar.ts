import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { dateOfDay } from '../plan/calendar/civil.js';
import { type LoadedDaysOff, loadDaysOff } from './holidays.js';
import type { LoadedConfig } from './session.js';

const dayMs = 86_400_000;

/** The days off that a plan as of this instant can come upon: what does not open within 400 days never does. */
export async function loadCalendar(
  { config, directory }: Pick<LoadedConfig, 'config' | 'directory'>,
  asOf: number,
): Promise<LoadedDaysOff> {
  const { year } = dateOfDay(Math.floor(asOf / dayMs));
  return loadDaysOff(config.policy.holidays, year, year + 2, (file) => readFile(resolve(directory, file)));
}
