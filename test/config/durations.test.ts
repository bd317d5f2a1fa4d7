import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../src/config/durations.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('parseDuration', () => {
  it.each([
    ['90m', { ms: 90 * 60_000, months: 0 }],
    ['16h', { ms: 16 * HOUR, months: 0 }],
    ['30d', { ms: 30 * DAY, months: 0 }],
    ['2w', { ms: 14 * DAY, months: 0 }],
    ['3mo', { ms: 0, months: 3 }],
    ['1y', { ms: 0, months: 12 }],
    ['1d12h', { ms: 36 * HOUR, months: 0 }],
    ['1y2mo3d', { ms: 3 * DAY, months: 14 }],
    ['0d', { ms: 0, months: 0 }],
    ['P30D', { ms: 30 * DAY, months: 0 }],
    ['PT48H', { ms: 48 * HOUR, months: 0 }],
    ['P1DT12H30M15S', { ms: 36 * HOUR + 30 * 60_000 + 15_000, months: 0 }],
    ['P2W', { ms: 14 * DAY, months: 0 }],
    ['P1Y6M', { ms: 0, months: 18 }],
    ['100y', { ms: 0, months: 1200 }],
  ])('reads %s', (text, duration) => {
    expect(parseDuration(text)).toEqual(duration);
  });

  it.each([
    '',
    ' ',
    '30',
    'd',
    '30 d',
    ' 30d',
    '30D',
    '3M',
    '1.5h',
    '-1d',
    '+1d',
    '12h1d',
    '1d1d',
    'P',
    'PT',
    'P1',
    'PT1D',
    'p30d',
    '1e3d',
    '30d\n',
    '٣d',
    '101y',
    '99999999999d',
    `${'9'.repeat(400)}d`,
    'none',
    'NaNd',
    '3 months',
  ])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
