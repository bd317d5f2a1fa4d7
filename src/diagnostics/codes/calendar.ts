import type { CodeEntry } from './code-entry.js';

/** Problems of holidays and calendar files (S6.4). */
export const calendarCodes = {
  'calendar/unknown-country': {
    severity: 'error',
    summary: 'the public holidays of a country are not known',
    why: 'Mail would go out on its holidays, and nobody would notice.',
    help: 'Write the two letters of ISO 3166, such as DE, GB or US. If a country is missing, list its days in a calendar file.',
  },
  'calendar/unknown-region': {
    severity: 'error',
    summary: 'a country has no such region with holidays of its own',
    why: 'Mail would go out on the holidays of the region, and nobody would notice.',
    help: 'Correct the code of the region. If a region is missing, list its days in a calendar file.',
  },
  'calendar/unreadable-file': {
    severity: 'error',
    summary: 'a calendar file can not be read',
    why: 'Mail would go out on the days it names.',
    help: 'Check the path; it is relative to the config file.',
  },
  'calendar/bad-range': {
    severity: 'error',
    summary: 'a range of days ends before it begins, or lasts longer than a year',
    why: 'It would close no day, or all of them for years.',
    help: 'Correct the years of from and to.',
  },
  'calendar/out-of-date': {
    severity: 'warning',
    summary: 'a calendar file names no day of this year or a later one',
    why: 'Holidays of files are not guessed from those of other years, so mail goes out on all of them.',
    help: 'Add the days of this year.',
  },
} as const satisfies Readonly<Record<`calendar/${string}`, CodeEntry>>;
