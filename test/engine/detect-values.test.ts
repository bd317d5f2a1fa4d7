import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import { type DetectedValues, detectValues } from '../../src/engine/detect-values.js';
import { dateOrderShownBy } from '../../src/engine/values/date-order.js';
import { decimalShownBy } from '../../src/engine/values/decimal-mark.js';
import { epochUnitsOf } from '../../src/engine/values/epoch-unit.js';
import { typedFields } from '../../src/model/typed-fields.js';
import { raw } from '../../src/sql/sql.js';
import { type Reading, readInstant, readNumber, readText } from '../../src/sql/values.js';
import { readEach, useDatabase } from '../sql/run-sql.js';
import { sampledFile } from './sampled-file.js';
import { useEngine } from './use-engine.js';

const engine = useEngine();
const run = useDatabase();
const utc: Reading = { timezone: 'UTC' };

type Columns = Parameters<typeof sampledFile>[0];

function detect(
  columns: Columns | readonly Columns[],
  declared: Reading = utc,
  format = 'csv',
): Promise<DetectedValues> {
  const lists = Array.isArray(columns) ? (columns as readonly Columns[]) : [columns as Columns];
  const files = lists.map((list, index) => sampledFile(list, { name: `${index}.csv`, format }));
  const fields = { instants: ['created', 'updated'], numbers: ['amount', 'size'] };
  return detectValues(engine(), files, fields, declared);
}

function outcome({ reading, problems }: DetectedValues) {
  return problems.length > 0 ? problems.map(({ code }) => code).join(' ') : reading;
}

describe('what a value shows', () => {
  it.each([
    ['25/03/2026', 'dmy'],
    ['25-03-2026 10:00', 'dmy'],
    ['3/25/2026 2:30 PM', 'mdy'],
    ['03/04/2026', 'either'],
    ['5/5/2026', 'either'],
    ['25/25/2026', undefined],
    ['0/3/2026', undefined],
    ['25.03.2026', undefined],
    ['2026/03/25', undefined],
    ['2026-03-04', undefined],
    ['25/03-2026', undefined],
    ['25/03/26', undefined],
    ['1/2/20261', undefined],
    ['n/a', undefined],
  ])('of the order of a date: %s -> %s', (text, shown) => {
    expect(dateOrderShownBy(text)).toBe(shown);
  });

  it.each([
    ['1.234,56', ','],
    ['12,5', ','],
    ['0,75', ','],
    ['0,750', ','],
    ['1.234.567', ','],
    ['1234,567', ','],
    ["1'234,567", ','],
    ['1\u202f234,5', ','],
    ['1,234.56', '.'],
    ['-12.5', '.'],
    ['1234.5', '.'],
    ['0.750', '.'],
    ['1,234,567', '.'],
    ["1'234.567", '.'],
    ['1.234', 'either'],
    ['+1,234', 'either'],
    ['123,456', 'either'],
    ['1234', undefined],
    ["1'234'567", undefined],
    ['1.234.56', undefined],
    ['1.2,3.4', undefined],
    ['12.', undefined],
    ['.5', undefined],
    ['1.5 EUR', undefined],
    ['2026.03.04', undefined],
    ['', undefined],
  ])('of the decimal mark: %s -> %s', (text, shown) => {
    expect(decimalShownBy(text)).toBe(shown);
  });

  it('of the unit of plain numbers', () => {
    const year = [2026, 2026] as const;
    expect(epochUnitsOf(['1774432800', '1774432801.5'])).toEqual([{ unit: 's', digits: 10, years: year }]);
    expect(epochUnitsOf(['1774432800000'])).toEqual([{ unit: 'ms', digits: 13, years: year }]);
    expect(epochUnitsOf(['1774432800000000'])).toEqual([{ unit: 'us', digits: 16, years: year }]);
    expect(epochUnitsOf(['1774432800', '1774432800000'])?.map(({ unit }) => unit)).toEqual(['s', 'ms']);
    for (const texts of [[], ['20260325'], ['1774432800', '2026-03-25'], ['0000000001']]) {
      expect(epochUnitsOf(texts)).toBeUndefined();
    }
  });
});

describe('the order of day and month', () => {
  const table: readonly (readonly [string, Columns | readonly Columns[], unknown])[] = [
    ['one date proves dmy', { created: ['03/04/2026', '25/03/2026'] }, { ...utc, date_order: 'dmy' }],
    ['one date proves mdy', { created: ['03/04/2026', '3/25/2026'] }, { ...utc, date_order: 'mdy' }],
    [
      'another field proves it',
      { created: ['03/04/2026'], updated: ['25/03/2026'] },
      { ...utc, date_order: 'dmy' },
    ],
    [
      'another file proves it',
      [{ created: ['03/04/2026'] }, { created: ['13-03-2026'] }],
      { ...utc, date_order: 'dmy' },
    ],
    ['both are proved', { created: ['25/03/2026', '03/25/2026'] }, 'input/mixed-date-orders'],
    [
      'two files disagree',
      [{ created: ['25/03/2026'] }, { created: ['03/25/2026'] }],
      'input/mixed-date-orders',
    ],
    ['none is proved', { created: ['03/04/2026', '2026-03-25'] }, 'input/ambiguous-dates'],
    ['other forms only', { created: ['25.03.2026', '2026/03/04', '2026-03-04', 'n/a', null] }, utc],
    ['other fields only', { note: ['03/04/2026'] }, utc],
    ['nothing at all', { created: [] }, utc],
  ];

  it.each(table)('%s', async (_, columns, expected) => {
    expect(outcome(await detect(columns))).toEqual(expected);
  });

  it('is said with the date that shows it, the place, and the line to paste', async () => {
    const { notes } = await detect({ created: ['03/04/2026', '25/03/2026 10:00 Ann'] });
    expect(notes).toEqual([
      '0.csv: dates are read as day/month/year, because created has 25/03/2026. dialect: { date_order: dmy }',
    ]);
    const { problems } = await detect([{ created: ['25/03/2026'] }, { updated: ['03/25/2026'] }]);
    expect(problems[0]?.message).toBe(
      'Day and month of the dates come in both orders: created of 0.csv has 25/03/2026, updated of 1.csv has 03/25/2026.',
    );
    const [asked] = (await detect({ created: ['03/04/2026'] })).problems;
    expect(asked?.help).toContain('dialect: { date_order: dmy }');
  });

  it('is not asked when it is declared', async () => {
    const declared: Reading = { ...utc, date_order: 'mdy' };
    expect(outcome(await detect({ created: ['25/03/2026', '03/04/2026'] }, declared))).toEqual(declared);
  });
});

describe('the decimal mark', () => {
  const table: readonly (readonly [string, Columns | readonly Columns[], unknown])[] = [
    ['a comma is proved', { amount: ['1.234', '12,5'] }, { ...utc, decimal: ',' }],
    ['a point is proved', { amount: ['1,234', '12.5'] }, { ...utc, decimal: '.' }],
    ['another field proves it', { amount: ['1.234'], size: ['1.234.567'] }, { ...utc, decimal: ',' }],
    ['both are proved', { amount: ['1,5'], size: ['1.5'] }, 'input/mixed-decimals'],
    ['none is proved', { amount: ['1.234', '50'] }, 'input/ambiguous-numbers'],
    ['a thousand by comma alone', { amount: ['1,234'] }, 'input/ambiguous-numbers'],
    ['whole numbers only', { amount: ['1234', "1'234", 'many', null] }, utc],
    ['other fields only', { note: ['1.234'] }, utc],
  ];

  it.each(table)('%s', async (_, columns, expected) => {
    expect(outcome(await detect(columns))).toEqual(expected);
  });

  it('is said without the digits, and a point only where it matters', async () => {
    expect((await detect({ amount: ['1.234,56'] })).notes).toEqual([
      '0.csv: numbers are read with a comma as decimal mark, because amount has values of the form 9.999,99. dialect: { decimal: "," }',
    ]);
    expect((await detect({ amount: ['12.5'] })).notes).toEqual([]);
    expect((await detect({ amount: ['1,234', '12.5'] })).notes).toHaveLength(1);
    const { problems } = await detect({ amount: ['78,9'], size: ['6.54'] });
    expect(problems[0]?.message).toBe(
      'The numbers have both decimal marks: amount of 0.csv has 99,9, size has 9.99.',
    );
    expect(problems[0]?.help).toContain('dialect');
  });

  it('is not asked when it is declared', async () => {
    const declared: Reading = { ...utc, decimal: ',' };
    expect(outcome(await detect({ amount: ['1.234', '1.5', '1,5'] }, declared))).toEqual(declared);
  });

  it('is a point in the numbers of JSON and Parquet', async () => {
    for (const format of ['json', 'jsonl', 'parquet']) {
      expect(outcome(await detect({ amount: ['1.234'] }, utc, format))).toEqual({ ...utc, decimal: '.' });
    }
  });

  it('is known from numbers written in the style of a country, which are then read back exactly', async () => {
    const number = fc
      .tuple(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.integer({ min: 0, max: 4 }))
      .map(([digits, places]) => ({ value: digits / 10 ** places, places }));
    const property = fc.asyncProperty(
      fc.constantFrom(...styles),
      fc.array(number, { minLength: 1, maxLength: 30 }),
      async (style, numbers) => {
        const written = numbers.map(({ value, places }) => style.write(value, places));
        const shown = new Set(written.map((text) => decimalShownBy(text)));
        expect(shown.has(style.decimal === ',' ? '.' : ',')).toBe(false);
        const found = await detect({ amount: written });
        if (!shown.has(style.decimal)) {
          expect(outcome(found)).toEqual(shown.has('either') ? 'input/ambiguous-numbers' : utc);
          return;
        }
        expect(found.reading.decimal).toBe(style.decimal);
        const read = await readEach(run, readNumber(readText(raw('cell')), found.reading), written);
        expect(read).toEqual(numbers.map(({ value }) => value));
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});

describe('samples that can be read in two ways', () => {
  it('are always asked about', async () => {
    const day = fc.integer({ min: 1, max: 12 });
    const dates = fc.array(
      fc.tuple(day, day, fc.constantFrom('/', '-')).map(([a, b, mark]) => `${a}${mark}${b}${mark}2026`),
      { minLength: 1, maxLength: 20 },
    );
    const thousands = fc.array(
      fc
        .tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 999 }), fc.constantFrom('.', ','))
        .map(([head, tail, mark]) => `${head}${mark}${String(tail).padStart(3, '0')}`),
      { minLength: 1, maxLength: 20 },
    );
    const property = fc.asyncProperty(dates, thousands, async (created, amount) => {
      expect(outcome(await detect({ created, amount }))).toBe(
        'input/ambiguous-dates input/ambiguous-numbers',
      );
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it('are those alone that two readings make different values of', async () => {
    const shape = fc.stringMatching(/^[+-]?\d{1,4}([.,'\u00a0]\d{1,4}){0,3}$/);
    const texts = fc.sample(shape, { numRuns: 400, seed: 7 });
    const readWith = (decimal: '.' | ',') =>
      readEach(run, readNumber(readText(raw('cell')), { ...utc, decimal }), texts);
    const [point, comma] = [await readWith('.'), await readWith(',')];
    const expected = texts.map((_, index) => {
      if (point[index] === comma[index]) return undefined;
      if (comma[index] === null) return '.';
      return point[index] === null ? ',' : 'either';
    });
    const compared = texts.map((text, index) => [text, decimalShownBy(text), expected[index]]);
    expect(compared.filter(([, shown, wanted]) => shown !== wanted)).toEqual([]);
  });
});

describe('plain numbers where instants are asked for', () => {
  it('are asked about when a field holds nothing else', async () => {
    const found = await detect({ created: ['1774432800', '1700000000'], updated: ['2026-03-25', null] });
    expect(found.problems).toMatchObject([
      {
        code: 'input/undeclared-epoch',
        message: '0.csv has plain numbers of 10 digits in created, and the config names no unit of time.',
        help: 'Add dialect: { epoch: s } to the source; read so, the values lie in 2023 to 2026.',
      },
    ]);
    const mixed = await detect({ created: ['1774432800', '1774432800000'] });
    expect(mixed.problems[0]?.help).toContain('One unit can not read them all.');
  });

  it('are left alone when they are few, or when the unit is declared', async () => {
    expect(outcome(await detect({ created: ['1774432800', '2026-03-25'] }))).toEqual(utc);
    const declared: Reading = { ...utc, epoch: 's' };
    expect(outcome(await detect({ created: ['1774432800'] }, declared))).toEqual(declared);
  });
});

describe('the question of the zone', () => {
  it('counts the timestamps that name no offset', async () => {
    const withOffset = ['2026-03-25T10:00:00Z', '2026-03-25 10:00:00.5 +02', '2026-03-25T10:00:00-04:00'];
    const without = [
      '2026-03-25',
      '2026-03-25 10:00',
      '25.3.2026 9:00',
      '2026年3月25日',
      '25/03/2026 1:00 PM',
    ];
    const neither = ['1774432800', 'n/a', null];
    const { zone } = await detect({ created: [...withOffset, ...without, ...neither] });
    expect(zone).toEqual({ timestamps: 8, withoutOffset: 5 });
  });
});

describe('a sample', () => {
  it('is the first 10,000 rows of a source, shared by its files', async () => {
    const created = [...Array<string>(10_000).fill('2026-03-25'), '03/04/2026'];
    expect(outcome(await detect({ created }))).toEqual(utc);
    const later = [...created.slice(1, 5001), '03/04/2026'];
    expect(outcome(await detect([{ created: later }, { created: later }]))).toEqual(utc);
    expect(outcome(await detect({ created: created.slice(1) }))).toBe('input/ambiguous-dates');
  });
});

describe('the fields that are read as values', () => {
  const typed = (yaml: string) => {
    const { config, diagnostics } = parseConfig(`version: 1\nname: typed\n${yaml}`, 'nurture.yaml');
    if (config === undefined) throw new Error(JSON.stringify(diagnostics, null, 1));
    return typedFields(config);
  };

  it('are those with such a meaning and those that rules compare', () => {
    const yaml = `
audience: { channels: { sms: { needs: phone, consent: sms_at } } }
score:
  ready: 1
  fit:
    rules:
      - id: a
        points: 1
        when:
          employees: 50
          title: vp
          vip: true
          since: { after: 2026-01-01 }
          not: { budget: { between: [1, 2] } }
          any: [{ size: { not_in: [x, 3] } }]
          created_at: { within: 30d }
          demo_at: { before: 2026-01-01 }
          note: { contains: "1" }
  pain:
    rules:
      - { id: b, event: x, points: { property: value } }
      - { id: c, event: x, points: 1, where: { seats: 5 } }
`;
    expect(typed(yaml)).toEqual({
      leads: {
        instants: ['created_at', 'updated_at', 'sms_at', 'since', 'demo_at'],
        numbers: ['employees', 'budget', 'size'],
      },
      events: { instants: ['at'], numbers: ['value', 'seats'] },
    });
  });

  it('are also those that groups of leads compare, but not what is worked out', () => {
    const yaml = `
score: { ready: 1 }
personas: [{ id: a, when: { employees: { gte: 5 }, fit: { gte: 5 }, days_since.last_event: { gte: 3 } } }]
tags: { rules: [{ tag: b, when: { seats: 4 } }] }
segments: [{ id: c, when: { renewal_at: { within: 30d }, events: { type: x, where: { price: 1 }, sum: { property: amount, gte: 2 } } } }]
partitions: [{ id: d, of: [{ id: e, when: { budget: { gt: 1 }, segment: c } }] }]
stages: [{ id: one }, { id: two, event: x, where: { value: 1 } }, { id: three, when: { revenue: { gt: 1 } } }]
queue: { rules: [{ when: { floor: 3 }, to: [anna] }] }
`;
    const { leads, events } = typed(yaml);
    expect(leads.instants).toEqual([
      'created_at',
      'updated_at',
      'consent_at',
      'sms_consent_at',
      'renewal_at',
    ]);
    expect(leads.numbers).toEqual(['employees', 'seats', 'revenue', 'floor', 'budget']);
    expect(events.numbers).toEqual(['amount', 'price', 'value']);
  });
});

describe('a proved reading', () => {
  it('reads the dates that proved it', async () => {
    const { reading } = await detect({ created: ['25/03/2026'] });
    expect(await readEach(run, readInstant(raw('cell'), reading), ['25/03/2026', '03/04/2026'])).toEqual([
      Date.UTC(2026, 2, 25),
      Date.UTC(2026, 3, 3),
    ]);
  });
});

interface Style {
  readonly decimal: '.' | ',';
  readonly write: (value: number, places: number) => string;
}

/** English, German, Swiss and French, and plain digits in either mark. */
const styles: readonly Style[] = [
  style('.', ','),
  style(',', '.'),
  style('.', "'"),
  style('.', '\u2019'),
  style(',', '\u202f'),
  style(',', '\u00a0'),
  style('.', ''),
  style(',', ''),
];

function style(decimal: '.' | ',', separator: string): Style {
  return {
    decimal,
    write: (value, places) => {
      const [whole = '', fraction] = Math.abs(value).toFixed(places).split('.');
      const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, separator);
      const sign = value < 0 || Object.is(value, -0) ? '-' : '';
      return `${sign}${grouped}${fraction === undefined ? '' : `${decimal}${fraction}`}`;
    },
  };
}
