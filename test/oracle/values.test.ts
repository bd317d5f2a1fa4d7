import { describe, expect, it } from 'vitest';
import { foldText, type Reading, readBoolean, readInstant, readNumber, readText, toUtc } from './values.js';

function checkInstants(
  cases: Readonly<Record<string, string | undefined>>,
  zone: string,
  reading?: Reading,
): void {
  for (const [text, expected] of Object.entries(cases)) {
    const instant = readInstant(text, zone, reading);
    expect(instant === undefined ? undefined : new Date(instant).toISOString(), text).toBe(expected);
  }
}

describe('instants (S1.3-S1.5, S2.2)', () => {
  it('are read in every declared form', () => {
    const ten = '2024-03-01T10:00:00.000Z';
    checkInstants(
      {
        '2024-03-01T10:00Z': ten,
        '2024-03-01 10:00:00z': ten,
        '2024-03-01T10:00:00,000000 Z': ten,
        '2024-03-01T12:00+02:00': ten,
        '2024-03-01T12:00 +02': ten,
        '2024-03-01T05:30-0430': ten,
        '2024-03-01T10:00:00.0009999Z': ten,
        ' 2024-03-01 10:00\u00a0': ten,
        '1.3.2024 10:00': ten,
        '01.03.2024 10:00:00.000': ten,
        '2024/3/1 10:00': ten,
        '2024年3月1日 10:00': ten,
        '2024-03-01': '2024-03-01T00:00:00.000Z',
        '1969-12-31T23:59:59.9999Z': '1969-12-31T23:59:59.999Z',
      },
      'UTC',
    );
    checkInstants({ '3/1/2024 10:00 AM': ten, '3/1/2024 12:05pm': '2024-03-01T12:05:00.000Z' }, 'UTC', {
      date_order: 'mdy',
    });
    checkInstants(
      { '1/3/2024 12:00 AM': '2024-03-01T00:00:00.000Z', '1-3-2024 10:00': ten, '1-3/2024': undefined },
      'UTC',
      { date_order: 'dmy' },
    );
    checkInstants({ '1709287200': ten, '1709287200.5': '2024-03-01T10:00:00.500Z' }, 'UTC', { epoch: 's' });
    checkInstants({ '-1': '1969-12-31T23:59:59.999Z' }, 'UTC', { epoch: 'us' });
  });

  it('are refused otherwise', () => {
    const refused = [
      '',
      '3/1/2024',
      '3-1-2024',
      '1709287200',
      '20240301',
      '2024-3-1',
      '2024-02-30',
      '2023-02-29',
      '2024-13-01',
      '1899-12-31',
      '2200-01-01',
      '2024-03-01T24:00',
      '2024-03-01T10:60',
      '2024-03-01T10:00:60Z',
      '2024-03-01T10:00 CET',
      '2024-03-01T10:00[Europe/Berlin]',
      '2024-03-01Z',
      '1.3.2024 1:00 PM',
      'now',
      'infinity',
    ];
    checkInstants(Object.fromEntries(refused.map((text) => [text, undefined])), 'UTC');
  });

  it('take the first instant after a gap, and the first of two', () => {
    checkInstants(
      {
        '2024-03-31 01:59:59.999': '2024-03-31T00:59:59.999Z',
        '2024-03-31 02:00': '2024-03-31T01:00:00.000Z',
        '2024-03-31 02:30': '2024-03-31T01:00:00.000Z',
        '2024-03-31 03:00': '2024-03-31T01:00:00.000Z',
        '2024-10-27 02:30': '2024-10-27T00:30:00.000Z',
        '2024-10-27 03:00': '2024-10-27T02:00:00.000Z',
      },
      'Europe/Berlin',
    );
    // Samoa left out the whole 30 December 2011.
    expect(toUtc(Date.UTC(2011, 11, 30, 12), 'Pacific/Apia')).toBe(Date.UTC(2011, 11, 30, 10));
  });
});

describe('numbers, booleans and text (S2.2)', () => {
  it('reads numbers by the declared decimal mark', () => {
    const point = {
      '1,234.56': 1234.56,
      '+10': 10,
      '-0.5': -0.5,
      '007': 7,
      '1.234': 1.234,
      '1,5': undefined,
      '0,750': undefined,
      "1'234'567.5": 1234567.5,
      "1'234,567": undefined,
      '12\u202f345': 12345,
      '1 234': undefined,
    };
    const comma = {
      '1.234,56': 1234.56,
      '1,5': 1.5,
      '1.234': 1234,
      '1.5': undefined,
      '1234,5': 1234.5,
      '0.750': undefined,
    };
    const never = {
      '1e3': undefined,
      '12,34,567': undefined,
      '5 €': undefined,
      '': undefined,
      '١٢': undefined,
    };
    for (const [text, value] of Object.entries({ ...point, ...never })) {
      expect(readNumber(text), text).toBe(value);
    }
    for (const [text, value] of Object.entries({ ...comma, ...never })) {
      expect(readNumber(text, { decimal: ',' }), text).toBe(value);
    }
  });

  it('reads booleans in three languages', () => {
    expect(['TRUE', 'yes', 'Y', '1', 'Ja', 'wahr', '是', 'x'].map(readBoolean)).not.toContain(false);
    expect(['False', 'no', 'n', '0', 'NEIN', 'falsch', '否'].map(readBoolean)).not.toContain(true);
    expect(['', '2', 'maybe'].map((text) => readBoolean(text))).toEqual([undefined, undefined, undefined]);
  });

  it('trims every blank, and folds code point by code point', () => {
    expect(readText(' \t\u00a0\u3000\ufeff')).toBeUndefined();
    expect(readText('\ufeff a b ')).toBe('a b');
    expect(foldText('GRO\u0308SSE ΟΔΟΣ İ')).toBe('grösse οδοσ i');
  });
});
