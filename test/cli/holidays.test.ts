import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDaysOff } from '../../src/cli/holidays.js';
import type { HolidaySource } from '../../src/model/policy.js';
import { temporaryFolder } from './temporary-folder.js';

function country(country: string, region?: string): HolidaySource {
  return { kind: 'public', country, ...(region === undefined ? {} : { region }) };
}

const noFiles = () => Promise.reject(new Error('There are no files.'));

/** The days off of 2026, and what is said about them. */
async function daysOf(
  sources: readonly HolidaySource[],
  read: (file: string) => Promise<Uint8Array> = noFiles,
) {
  const { daysOff, diagnostics } = await loadDaysOff(sources, 2026, 2026, read);
  const dates = (days: ReadonlySet<number>) =>
    [...days]
      .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10))
      .filter((date) => date.startsWith('2026'))
      .sort();
  const told = diagnostics.map(({ code, help }) => `${code}: ${help}`);
  return { off: dates(daysOff.off), work: dates(daysOff.work), diagnostics, told };
}

describe('S6.4 public holidays', () => {
  it('are those of the country and its region', async () => {
    const { off, diagnostics } = await daysOf([country('DE', 'BY')]);
    expect(diagnostics).toEqual([]);
    expect(off).toEqual([
      ...['2026-01-01', '2026-01-06', '2026-04-03', '2026-04-06', '2026-05-01', '2026-05-14'],
      ...['2026-05-25', '2026-06-04', '2026-10-03', '2026-11-01', '2026-12-25', '2026-12-26'],
    ]);
    expect((await daysOf([country('DE')])).off).toHaveLength(9);
  });

  it('know the region by its code with or without the country, and its parts', async () => {
    const bavaria = await daysOf([country('DE', 'BY')]);
    expect(await daysOf([country('de', 'de-by')])).toEqual(bavaria);
    const catholic = await daysOf([country('DE', 'BY.KATH')]);
    expect(catholic.off.filter((date) => !bavaria.off.includes(date))).toEqual(['2026-08-15']);
  });

  it('are stood in for by working days: Boxing Day is a Saturday', async () => {
    const { off } = await daysOf([country('GB', 'ENG')]);
    expect(off.filter((date) => date >= '2026-12')).toEqual(['2026-12-25', '2026-12-26', '2026-12-28']);
  });

  it('are days by more than half: from sunset to sunset, for several days, not for an afternoon', async () => {
    const turkey = await daysOf([country('TR')]);
    // The feast begins at noon before its first day, for which the tables have the evening.
    expect(turkey.off.filter((date) => date.startsWith('2026-03'))).toEqual([
      '2026-03-20',
      '2026-03-21',
      '2026-03-22',
    ]);
    // Of 8 March women have the afternoon.
    expect((await daysOf([country('CN')])).off).not.toContain('2026-03-08');
  });

  it('of several calendars are all off, in every year that is asked for', async () => {
    const { daysOff } = await loadDaysOff([country('FR'), country('US')], 2026, 2028, noFiles);
    const has = (date: string) => daysOff.off.has(Date.parse(`${date}T00:00Z`) / 86_400_000);
    expect(['2026-07-14', '2026-11-26', '2028-07-14', '2027-12-31'].filter((date) => !has(date))).toEqual([]);
    expect(has('2026-07-15')).toBe(false);
  });

  it.each([
    ['Germany', undefined, 'calendar/unknown-country: Did you mean "DE" (Germany)?'],
    ['Grmany', undefined, 'calendar/unknown-country: Did you mean "DE" (Germany)?'],
    ['DE', 'Bayern', 'calendar/unknown-region: Did you mean "BY" (Bayern)?'],
    [
      'FR',
      'IDF',
      'calendar/unknown-region: Those that have are 57, 67, 68, BL, GF, GP, MF, MQ, RE, YT; leave region out for the others.',
    ],
    ['IS', 'X', 'calendar/unknown-region: Leave region out: all of it has the same holidays.'],
    [
      'DE',
      'BY.MUC',
      'calendar/unknown-region: Those that have are A, EVANG, KATH; leave region out for the others.',
    ],
  ])('of %s %s are not known', async (name, region, expected) => {
    const { off, told } = await daysOf([country(name, region)]);
    expect([off, told]).toEqual([[], [expected]]);
  });
});

describe('S6.4 calendar files', () => {
  const folder = temporaryFolder();
  const read = (file: string) => readFile(join(folder, file));
  const file = (name: string, content: string | Uint8Array): HolidaySource => {
    writeFileSync(join(folder, name), content);
    return { kind: 'file', file: name };
  };

  it('are added to the others: Chinese make-up days', async () => {
    const calendar = `holidays: [{ from: 2026-02-15, to: 2026-02-23 }]\nworkdays: [2026-02-14, 2026-02-28]\n`;
    const { off, work, diagnostics } = await daysOf([country('CN'), file('china.yaml', calendar)], read);
    expect(diagnostics).toEqual([]);
    expect(off.filter((date) => date.startsWith('2026-02'))).toHaveLength(9);
    expect(work).toEqual(['2026-02-14', '2026-02-28']);
  });

  it('that are missing, in another encoding or of another form are errors', async () => {
    const latin = file('latin.yaml', Uint8Array.of(0x6e, 0x61, 0x6d, 0x65, 0x3a, 0x20, 0xfc));
    const wrong = file('wrong.yaml', 'holidays: [31.12.2026]');
    const { off, diagnostics } = await daysOf([{ kind: 'file', file: 'none.yaml' }, latin, wrong], read);
    expect(off).toEqual([]);
    expect(diagnostics.map(({ code, message, at }) => [code, at?.file, at?.line, message])).toEqual([
      [
        'calendar/unreadable-file',
        'none.yaml',
        undefined,
        'The calendar none.yaml can not be read: there is no such file.',
      ],
      [
        'calendar/unreadable-file',
        'latin.yaml',
        undefined,
        'The calendar latin.yaml can not be read: it is not UTF-8.',
      ],
      ['config/bad-date', 'wrong.yaml', 1, '"31.12.2026" is not a day of the calendar.'],
    ]);
  });

  it('that were not continued are warned about, and still hold', async () => {
    const old = file('old.yaml', 'holidays: [2025-05-01, 2025-12-24]');
    const { told, diagnostics } = await daysOf([old], read);
    expect(told).toEqual(['calendar/out-of-date: Add the days of this year.']);
    expect(diagnostics[0]).toMatchObject({
      severity: 'warning',
      message: 'The calendar old.yaml names no day from 2026 on.',
    });
  });
});
