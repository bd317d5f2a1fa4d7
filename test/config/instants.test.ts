import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../src/config/instants.js';

describe('parseInstant', () => {
  it.each([
    ['2024-03-05', 'UTC', '2024-03-05T00:00:00.000Z'],
    ['2024-03-05', 'Europe/Berlin', '2024-03-04T23:00:00.000Z'],
    ['2024-07-05', 'Asia/Shanghai', '2024-07-04T16:00:00.000Z'],
    ['2024-03-05T09:30', 'Europe/Berlin', '2024-03-05T08:30:00.000Z'],
    ['2024-03-05 09:30:15', 'UTC', '2024-03-05T09:30:15.000Z'],
    ['2024-03-05T09:30:15.123999Z', 'Europe/Berlin', '2024-03-05T09:30:15.123Z'],
    ['2024-03-05T09:30+05:45', 'UTC', '2024-03-05T03:45:00.000Z'],
    ['2024-03-05T09:30 -0330', 'UTC', '2024-03-05T13:00:00.000Z'],
    ['2024-03-05T09:30-03', 'UTC', '2024-03-05T12:30:00.000Z'],
    ['1960-01-01', 'UTC', '1960-01-01T00:00:00.000Z'],
  ])('reads %s in %s', (text, zone, expected) => {
    expect(new Date(parseInstant(text, zone) ?? Number.NaN).toISOString()).toBe(expected);
  });

  describe('S1.4 local times around a clock change', () => {
    it.each([
      [
        'a time that does not exist is the first instant after the gap',
        '2024-03-31T02:30',
        '2024-03-31T01:00:00.000Z',
      ],
      ['a time that exists twice is the first', '2024-10-27T02:30', '2024-10-27T00:30:00.000Z'],
    ])('%s', (_, text, expected) => {
      expect(new Date(parseInstant(text, 'Europe/Berlin') ?? Number.NaN).toISOString()).toBe(expected);
    });

    it('begins a day without midnight at its first instant', () => {
      // Clocks in Cairo went from 00:00 to 01:00 on 26 April 2024.
      expect(parseInstant('2024-04-26', 'Africa/Cairo')).toBe(Date.parse('2024-04-25T22:00:00Z'));
    });
  });

  it.each([
    '',
    '2024',
    '2024-3-5',
    '2024-02-30',
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '1899-12-31',
    '2200-01-01',
    '05.03.2024',
    '03/05/2024',
    '2024-03-05T24:00',
    '2024-03-05T09:30:60',
    '2024-03-05T9:30',
    '2024-03-05T09:30 CET',
    '2024-03-05T09:30[Europe/Berlin]',
    '2024-03-05Z',
    'today',
    '1709596800',
    '２０２４-03-05',
  ])('refuses %j', (text) => {
    expect(parseInstant(text, 'UTC')).toBeUndefined();
  });
});
