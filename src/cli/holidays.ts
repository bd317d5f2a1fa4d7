import { parseCalendar } from '../config/parse-calendar.js';
import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { DaysOff } from '../model/days-off.js';
import type { HolidaySource } from '../model/policy.js';
import { publicHolidays } from './public-holidays.js';

export interface LoadedDaysOff {
  /** What could be read; not to be used when one of the diagnostics is an error. */
  readonly daysOff: DaysOff;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The days off and workdays of all calendars of a policy (S6.4), from the first to the last of these years. `readFile` reads a file
 * whose path is relative to the config, and throws when it can not.
 */
export async function loadDaysOff(
  holidays: readonly HolidaySource[],
  fromYear: number,
  toYear: number,
  readFile: (file: string) => Promise<Uint8Array>,
): Promise<LoadedDaysOff> {
  const off = new Set<number>();
  const work = new Set<number>();
  const diagnostics: Diagnostic[] = [];
  for (const source of holidays) {
    const loaded =
      source.kind === 'public'
        ? await loadCountry(source.country, source.region, fromYear, toYear)
        : await loadFile(source.file, fromYear, readFile);
    for (const day of loaded.daysOff.off) off.add(day);
    for (const day of loaded.daysOff.work) work.add(day);
    diagnostics.push(...loaded.diagnostics);
  }
  return { daysOff: { off, work }, diagnostics };
}

const noDays: DaysOff = { off: new Set(), work: new Set() };

async function loadCountry(
  country: string,
  region: string | undefined,
  fromYear: number,
  toYear: number,
): Promise<LoadedDaysOff> {
  const found = await publicHolidays(country, region, fromYear, toYear);
  if ('problem' in found) return { daysOff: noDays, diagnostics: [found.problem] };
  return { daysOff: { ...noDays, off: new Set(found.days) }, diagnostics: [] };
}

async function loadFile(
  file: string,
  fromYear: number,
  readFile: (file: string) => Promise<Uint8Array>,
): Promise<LoadedDaysOff> {
  const read = await readText(file, readFile);
  if ('reason' in read) {
    const message = `The calendar ${file} can not be read: ${read.reason}.`;
    return { daysOff: noDays, diagnostics: [diagnose('calendar/unreadable-file', message, { file })] };
  }
  const { daysOff, diagnostics } = parseCalendar(read.text, file);
  if (daysOff === undefined) return { daysOff: noDays, diagnostics };
  return { daysOff, diagnostics: [...diagnostics, ...outOfDate(daysOff, file, fromYear)] };
}

async function readText(
  file: string,
  readFile: (file: string) => Promise<Uint8Array>,
): Promise<{ readonly text: string } | { readonly reason: string }> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { reason: code === 'ENOENT' ? 'there is no such file' : message };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { reason: 'it is not UTF-8' };
  }
}

/** A calendar that was not continued closes nothing, which would only be noticed on the first holiday. */
function outOfDate({ off, work }: DaysOff, file: string, fromYear: number): readonly Diagnostic[] {
  const newYear = Date.UTC(fromYear, 0, 1) / 86_400_000;
  if ([...off, ...work].some((day) => day >= newYear)) return [];
  const message = `The calendar ${file} names no day from ${fromYear} on.`;
  return [diagnose('calendar/out-of-date', message, { file })];
}
