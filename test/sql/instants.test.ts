import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { raw } from '../../src/sql/sql.js';
import { type Reading, readInstant } from '../../src/sql/values.js';
import * as oracle from '../oracle/values.js';
import { HOSTILE } from './hostile.js';
import { readEach, useDatabase } from './run-sql.js';

const run = useDatabase();

const US: Reading = { timezone: 'UTC', date_order: 'mdy' };

/** Each text and the instant it is read as, in UTC; `null` where it has to be refused. */
async function check(reading: Reading, table: Readonly<Record<string, string | null>>) {
  const texts = Object.keys(table);
  const values = await readEach(run, readInstant(raw('cell'), reading), texts);
  const read = values.map((ms) => (ms === null ? null : new Date(Number(ms)).toISOString()));
  expect(Object.fromEntries(texts.map((text, index) => [text, read[index]]))).toEqual(table);
}

describe('readInstant', () => {
  test('reads ISO 8601 with an offset', () =>
    check(
      { timezone: 'Europe/Berlin' },
      {
        '2024-02-29T12:34:56Z': '2024-02-29T12:34:56.000Z',
        '2024-02-29 12:34:56z': '2024-02-29T12:34:56.000Z',
        '2024-02-29 12:34:56 Z': '2024-02-29T12:34:56.000Z',
        '2024-02-29T12:34:56.789Z': '2024-02-29T12:34:56.789Z',
        '2024-02-29T12:34:56,7Z': '2024-02-29T12:34:56.700Z',
        '2024-02-29T12:34:56.789999999Z': '2024-02-29T12:34:56.789Z',
        '2024-02-29T12:34:56.000009+02:00': '2024-02-29T10:34:56.000Z',
        '2024-02-29T12:34Z': '2024-02-29T12:34:00.000Z',
        '2024-02-29T12:34:56+02:00': '2024-02-29T10:34:56.000Z',
        '2024-02-29T12:34:56 +0200': '2024-02-29T10:34:56.000Z',
        '2024-02-29T12:34:56-05': '2024-02-29T17:34:56.000Z',
        '2024-02-29T00:00:00+05:45': '2024-02-28T18:15:00.000Z',
        '2024-02-29T00:00:00-03:30': '2024-02-29T03:30:00.000Z',
        '2024-02-29T00:00:00+14:00': '2024-02-28T10:00:00.000Z',
        '2024-02-29T00:00:00-23:59': '2024-02-29T23:59:00.000Z',
        '\u00A02024-02-29T12:34:56Z\u3000': '2024-02-29T12:34:56.000Z',
        ' 2024-02-29T12:34:56+00:00\t': '2024-02-29T12:34:56.000Z',
        '\uFEFF2024-02-29': '2024-02-28T23:00:00.000Z',
        '1969-12-31T23:59:59.9999Z': '1969-12-31T23:59:59.999Z',
        '1900-01-01T00:00:00+02:00': '1899-12-31T22:00:00.000Z',
        '2199-12-31T23:59:59.999-01:00': '2200-01-01T00:59:59.999Z',
      },
    ));

  test('reads local times in the zone of the source', () =>
    check(
      { timezone: 'Europe/Berlin' },
      {
        '2024-01-15T12:00:00': '2024-01-15T11:00:00.000Z',
        '2024-07-15 12:00:00': '2024-07-15T10:00:00.000Z',
        '2024-07-15 12:00': '2024-07-15T10:00:00.000Z',
        '2024-07-15T12:00:00.250': '2024-07-15T10:00:00.250Z',
        '2024-07-15': '2024-07-14T22:00:00.000Z',
        '2024-03-31 01:59:59': '2024-03-31T00:59:59.000Z',
        '2024-03-31 02:00:00': '2024-03-31T01:00:00.000Z',
        '2024-03-31T02:30:00': '2024-03-31T01:00:00.000Z',
        '2024-03-31 03:00:00': '2024-03-31T01:00:00.000Z',
        '2024-10-27T02:00:00': '2024-10-27T00:00:00.000Z',
        '2024-10-27 02:59:59': '2024-10-27T00:59:59.000Z',
        '2024-10-27 03:00:00': '2024-10-27T02:00:00.000Z',
        '1955-03-01': '1955-02-28T23:00:00.000Z',
        '2150-07-01 00:00:00': '2150-06-30T22:00:00.000Z',
      },
    ));

  test('reads the same cell in other zones', async () => {
    const noon = (timezone: string, utc: string) => check({ timezone }, { '2024-03-15 12:00:00': utc });
    await noon('UTC', '2024-03-15T12:00:00.000Z');
    await noon('Pacific/Kiritimati', '2024-03-14T22:00:00.000Z');
    await noon('Pacific/Pago_Pago', '2024-03-15T23:00:00.000Z');
    await noon('Asia/Kathmandu', '2024-03-15T06:15:00.000Z');
    await noon('America/St_Johns', '2024-03-15T14:30:00.000Z');
    await noon('Africa/Casablanca', '2024-03-15T12:00:00.000Z');
    await check({ timezone: 'Africa/Casablanca' }, { '2024-05-15 12:00:00': '2024-05-15T11:00:00.000Z' });
    await check({ timezone: 'America/Havana' }, { '2024-03-10': '2024-03-10T05:00:00.000Z' });
    await check({ timezone: 'Pacific/Apia' }, { '2011-12-30 12:00:00': '2011-12-30T10:00:00.000Z' });
  });

  test('reads the dates of German, Chinese and slashed exports', () =>
    check(
      { timezone: 'UTC' },
      {
        '15.03.2024': '2024-03-15T00:00:00.000Z',
        '5.3.2024 9:05': '2024-03-05T09:05:00.000Z',
        '15.03.2024 14:30:15,5': '2024-03-15T14:30:15.500Z',
        '2024/3/5': '2024-03-05T00:00:00.000Z',
        '2024/03/15 14:30:15': '2024-03-15T14:30:15.000Z',
        '2024年3月5日': '2024-03-05T00:00:00.000Z',
        '2024年12月31日 23:59:59.999': '2024-12-31T23:59:59.999Z',
        ' 15.03.2024\u00A0': '2024-03-15T00:00:00.000Z',
      },
    ));

  test('reads a/b/yyyy and a-b-yyyy in the declared order alone, with AM and PM', async () => {
    await check(US, {
      '3/15/2024': '2024-03-15T00:00:00.000Z',
      '3/15/2024 2:30 PM': '2024-03-15T14:30:00.000Z',
      '3/15/2024 12:00 AM': '2024-03-15T00:00:00.000Z',
      '3/15/2024 12:00:01pm': '2024-03-15T12:00:01.000Z',
      '3/15/2024 14:30': '2024-03-15T14:30:00.000Z',
      '3-15-2024': '2024-03-15T00:00:00.000Z',
      '03-15-2024 2:30 PM': '2024-03-15T14:30:00.000Z',
      '3-15/2024': null,
      '15/3/2024': null,
      '3/15/2024 14:30 PM': null,
      '3/15/2024 0:30 AM': null,
    });
    await check(
      { timezone: 'UTC', date_order: 'dmy' },
      {
        '15/3/2024 2:30 PM': '2024-03-15T14:30:00.000Z',
        '15-3-2024': '2024-03-15T00:00:00.000Z',
        '3/15/2024': null,
      },
    );
    await check({ timezone: 'UTC' }, { '3/4/2024': null, '15/3/2024': null, '15-3-2024': null });
  });

  test('reads plain numbers in the declared unit alone', async () => {
    await check(
      { timezone: 'UTC', epoch: 's' },
      {
        '1710500000': '2024-03-15T10:53:20.000Z',
        '1710500000.9999': '2024-03-15T10:53:20.999Z',
        '-0.0001': '1969-12-31T23:59:59.999Z',
        '-1': '1969-12-31T23:59:59.000Z',
        ' 0 ': '1970-01-01T00:00:00.000Z',
        '1710500000000': null,
        '7258118400': null,
        '1e9': null,
        '1_710_500_000': null,
        '99999999999999999999999999': null,
        '2024-03-15': '2024-03-15T00:00:00.000Z',
      },
    );
    await check(
      { timezone: 'UTC', epoch: 'ms' },
      { '1710500000123': '2024-03-15T10:53:20.123Z', '1710500000123.5': null },
    );
    await check(
      { timezone: 'UTC', epoch: 'us' },
      { '1710500000123999': '2024-03-15T10:53:20.123Z', '-1': '1969-12-31T23:59:59.999Z' },
    );
    await check({ timezone: 'UTC' }, { '1710500000': null, '20240315': null });
  });

  test('refuses what is no date, also what DuckDB would read', async () => {
    const refused = [
      ['2024-02-30', '2023-02-29', '2024-13-01', '2024-00-10', '2024-01-00', '30.02.2024', '2024/13/01'],
      [
        '2024-01-01T24:00:00Z',
        '2024-01-01 24:00:00',
        '2024-01-01T24:00:00+00:00',
        '2024-01-01T24:00:00.000Z',
      ],
      ['2024-01-01T23:59:60Z', '2024-01-01T23:60:00Z', '2024-01-01T25:00:00Z', '15.03.2024 24:00'],
      ['2024-01-01T 1:00:00Z', '2024-01-01  1:00:00', '2024-01-01T10:00:0.Z', '2024-01-01T10:00:00.Z'],
      ['2024-01-01T10:00:0.', '2024-01-01T10:00:0 ', '2024-01-01T1:00:00Z', '2024-1-1', '2024-01-01T10Z'],
      [
        '2024-01-01T10:00:00+24:00',
        '2024-01-01T10:00:00+02:60',
        '2024-01-01T10:00:00+2',
        '2024-01-01T10:00:00++2',
      ],
      ['2024-01-01T10:00:00.1234567890Z', '2024-01-01Z', '2024-01-01+02:00', '2024-01-01t10:00:00Z'],
      ['infinity', '-infinity', 'epoch', 'now', 'today', '2024-01-01 (BC)', '44-03-15 (BC)', '290000-01-01'],
      ['2024-01-01T10:00:00 BST', '2024-01-01 10:00:00 Europe/Berlin', '2024-01-01 10:00:00 UTC', 'GMT'],
      ['1899-12-31', '1899-12-31T23:59:59Z', '2200-01-01', '9999-12-31', '0000-00-00', '0000-00-00 00:00:00'],
      ['10:00', '2024', '2024-03', '2024-W11', '2024-075', '20240315T100000Z', '15.03.24', '15-03-2024'],
      [
        '15.03.2024 2:30 PM',
        '2024/03/15 10:00 Z',
        '２０２４-01-01',
        '2024-01-01T10:00:00Z2024-01-01T10:00:00Z',
      ],
      ['', ' ', '2024-01-01\n2024-01-02', 'Mar 15, 2024', '15. März 2024'],
    ].flat();
    await check({ timezone: 'Europe/Berlin' }, Object.fromEntries(refused.map((text) => [text, null])));
  });

  test('is NULL for hostile texts', async () => {
    const reading: Reading = { timezone: 'Europe/Berlin', date_order: 'dmy', epoch: 's' };
    const values = await readEach(run, readInstant(raw('cell'), reading), HOSTILE);
    expect(values).toEqual(HOSTILE.map(() => null));
  });

  test('agrees with the oracle on random dates, right or broken', async () => {
    const reading = fc.record(
      {
        timezone: fc.constantFrom(
          'UTC',
          'Europe/Berlin',
          'America/St_Johns',
          'Asia/Kathmandu',
          'Pacific/Apia',
        ),
        epoch: fc.constantFrom('s', 'ms', 'us'),
        date_order: fc.constantFrom('dmy', 'mdy'),
      },
      { requiredKeys: ['timezone'] },
    );
    await fc.assert(
      fc.asyncProperty(
        reading,
        fc.array(dateText(), { minLength: 100, maxLength: 100 }),
        async (how, texts) => {
          const values = await readEach(run, readInstant(raw('cell'), how as Reading), texts);
          const naive = texts.map(
            (text) => oracle.readInstant(text, how.timezone, how as oracle.Reading) ?? null,
          );
          expect(texts.map((text, index) => [text, values[index]])).toEqual(
            texts.map((text, index) => [text, naive[index]]),
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});

/** A text put together from the parts of dates, mostly well formed. */
function dateText(): fc.Arbitrary<string> {
  const two = (min: number, max: number) =>
    fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min, max }).map((number) => String(number).padStart(2, '0')) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: max + 5 }).map(String) },
    );
  const year = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1999, max: 2041 }).map(String) },
    { weight: 1, arbitrary: fc.integer({ min: 1895, max: 2205 }).map(String) },
  );
  const [month, day] = [two(1, 12), two(1, 28)];
  const date = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(year, month, day).map((parts) => parts.join('-')) },
    fc.tuple(day, month, year).map((parts) => parts.join('.')),
    fc.tuple(year, month, day).map((parts) => parts.join('/')),
    fc.tuple(month, day, year).map((parts) => parts.join('/')),
    fc.tuple(year, month, day).map(([y, m, d]) => `${y}年${m}月${d}日`),
    fc.constantFrom('2024-03-31', '2024-10-27', '2011-12-30', '2024-02-30', '31.03.2024'),
  );
  const fraction = fc
    .tuple(fc.constantFrom('.', ','), fc.stringMatching(/^\d{1,10}$/))
    .map((parts) => parts.join(''));
  const time = fc
    .tuple(two(0, 23), two(0, 59), fc.option(two(0, 59)), fc.option(fraction))
    .map(([h, m, s, f]) => `${h}:${m}${s === null ? '' : `:${s}${f ?? ''}`}`);
  const end = fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    fc.constantFrom(
      'Z',
      ' Z',
      'z',
      '+02:00',
      '-0530',
      '+14',
      ' +01:00',
      ' PM',
      'am',
      ' BST',
      '+25:00',
      '+02:60',
    ),
  );
  const dated = fc.oneof(
    date,
    fc.tuple(date, fc.constantFrom('T', ' ', ' ', 't', '  '), time, end).map((parts) => parts.join('')),
  );
  const epoch = fc
    .tuple(fc.constantFrom('', '-'), fc.stringMatching(/^\d{1,17}(\.\d{1,10})?$/))
    .map((p) => p.join(''));
  return fc
    .tuple(
      fc.constantFrom('', '', '', ' ', '\u00A0'),
      fc.oneof({ weight: 9, arbitrary: dated }, epoch),
      fc.constantFrom('', '', '\t', '\u3000'),
    )
    .map((parts) => parts.join(''));
}
