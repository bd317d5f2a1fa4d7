import { describe, expect, it } from 'vitest';
import { formatDate } from '../../src/content/format-date.js';

describe('S2.2 the filter date', () => {
  it.each([
    ['2026-03-05', '%d.%m.%Y', '05.03.2026'],
    ['2026-03-05', '%-d.%-m.%y', '5.3.26'],
    ['2026-03-05T23:30:00Z', '%Y-%m-%d %H:%M', '2026-03-05 23:30'],
    ['2026-03-05 07:05:09+02:00', '%H:%M', '07:05'],
    ['5.3.2026', '%Y-%m-%d', '2026-03-05'],
    ['05.03.2026 7:05', '%H:%M', '07:05'],
    ['2026/3/5', '%d.%m.%Y', '05.03.2026'],
    ['2026年3月5日', '%d.%m.%Y', '05.03.2026'],
    ['2026-03-05', '%Y年%-m月%-d日', '2026年3月5日'],
    ['2026-03-05', '%H:%M', '00:00'],
    ['2024-02-29', '%d.%m.', '29.02.'],
    [' 2026-03-05 ', '100 %%, %d', '100 %, 05'],
  ])('writes %s as %s: %s', (text, format, written) => {
    expect(formatDate(text, format)).toBe(written);
  });

  it.each(['now', 'today', '', 'soon', '31.02.2026', '2025-02-29', '2026-13-01', '03/05/2026', '1772668800'])(
    'leaves %j alone, which is no date or could be two',
    (text) => {
      expect(formatDate(text, '%d.%m.%Y')).toBe(text);
    },
  );
});
