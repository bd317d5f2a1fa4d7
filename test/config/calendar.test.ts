import { describe, expect, it } from 'vitest';
import { parseCalendar } from '../../src/config/parse-calendar.js';
import { readMarked } from './marked.js';

function dates(days: ReadonlySet<number> | undefined): readonly string[] {
  return [...(days ?? [])].map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
}

describe('a calendar file (S6.4)', () => {
  it('names days, ranges with both their ends, and workdays', () => {
    const { daysOff, diagnostics } = parseCalendar(
      `name: China 2026
holidays:
  - 2026-01-01
  - { date: 2026-04-05, name: Qingming }
  - { from: 2026-02-15, to: 2026-02-17, name: Spring Festival }
  - 2026-01-01
workdays: [2026-02-14, { from: 2026-02-28, to: 2026-02-28 }]
`,
      'china.yaml',
    );
    expect(diagnostics).toEqual([]);
    expect(dates(daysOff?.off)).toEqual([
      '2026-01-01',
      '2026-04-05',
      '2026-02-15',
      '2026-02-16',
      '2026-02-17',
    ]);
    expect(dates(daysOff?.work)).toEqual(['2026-02-14', '2026-02-28']);
  });

  it('may name one kind alone', () => {
    const { daysOff } = parseCalendar('workdays: [2024-02-29]', 'calendar.yaml');
    expect([dates(daysOff?.off), dates(daysOff?.work)]).toEqual([[], ['2024-02-29']]);
  });

  it('may span a leap year, from day to day', () => {
    const { daysOff } = parseCalendar('holidays: [{ from: 2024-01-01, to: 2024-12-31 }]', 'calendar.yaml');
    expect(daysOff?.off.size).toBe(366);
  });

  it.each([
    ['holidays: [‹2026-02-29›]', 'config/bad-date', '"2026-02-29" is not a day of the calendar.'],
    ['holidays: [‹2026-05-01T00:00›]', 'config/bad-date', undefined],
    ['holidays: [‹01.05.2026›]', 'config/bad-date', undefined],
    ['holidays: [{ date: ‹2026-5-1› }]', 'config/bad-date', undefined],
    ['holidays: [{ from: 2026-05-01, to: ‹2026-13-01› }]', 'config/bad-date', undefined],
    [
      'holidays:\n  - ‹{ from: 2026-08-14, to: 2026-08-01 }›',
      'calendar/bad-range',
      'The last day comes before the first.',
    ],
    [
      'workdays: [‹{ from: 2026-08-14, to: 2062-08-01 }›]',
      'calendar/bad-range',
      'The time off has 13137 days.',
    ],
    ['holidays: [‹{ from: 2026-08-14 }›]', 'config/missing-key', undefined],
    ['holidays: [‹{ name: Easter }›]', 'config/missing-key', undefined],
    ['holidays: [‹{ date: 2026-08-14, to: 2026-08-15 }›]', 'config/missing-key', undefined],
    ['‹holiday›: [2026-08-14]', 'config/unknown-key', 'The key "holiday" is not known at the top level.'],
    ['holidays: ‹2026-08-14›', 'config/wrong-type', 'Expected a list, but found the text "2026-08-14".'],
    ['holidays: [‹20260814›]', 'config/wrong-type', undefined],
    ['‹- 2026-08-14›', 'config/wrong-type', 'Expected a mapping, but found a list.'],
    ['holidays: [2026-08-14]\n‹holidays›: [2026-08-15]', 'yaml/duplicate-key', undefined],
  ])('is told what is wrong, and where: %s', (marked, code, message) => {
    const { text, place } = readMarked(marked);
    const { daysOff, diagnostics } = parseCalendar(text, 'nurture.yaml');
    expect(daysOff).toBeUndefined();
    expect(diagnostics.map((diagnostic) => [diagnostic.code, diagnostic.at])).toEqual([[code, place]]);
    if (message !== undefined) expect(diagnostics[0]?.message).toBe(message);
  });

  it('offers the key that was meant', () => {
    const help = (text: string) => {
      const { diagnostics } = parseCalendar(text, 'calendar.yaml');
      return diagnostics.find(({ code }) => code === 'config/unknown-key')?.help;
    };
    expect(help('holidays: [{ form: 2026-08-14, to: 2026-08-15 }]')).toBe('Did you mean "from"?');
    expect(help('workday: [2026-08-14]')).toBe('Did you mean "workdays"?');
    expect(help('feasts: [2026-08-14]')).toBe('Known here: name, holidays, workdays.');
  });

  it('that is empty, or no YAML, is no calendar', () => {
    const codes = (text: string) => parseCalendar(text, 'calendar.yaml').diagnostics.map(({ code }) => code);
    expect(codes('')).toEqual(['config/wrong-type']);
    expect(codes('holidays: [2026-08-14')).toEqual(['yaml/syntax']);
    expect(codes('date,name\n2026-08-14,Easter')).toEqual(['config/wrong-type']);
  });
});
