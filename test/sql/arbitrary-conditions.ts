import fc from 'fast-check';
import type { Condition, Duration, Scalar } from '../../src/model/condition.js';
import type { Row } from '../oracle/conditions.js';
import { HOSTILE } from './hostile.js';

export const FIELDS = ['title', 'size"', "sei't", '__proto__'] as const;

/** Cells that mean something to at least one reading, and cells that mean nothing to any. */
const CELLS = [
  ...HOSTILE.filter((text) => text.length < 100),
  ...[
    'Zürich',
    'zu\u0308rich',
    'ZÜRICH',
    'Σίσυφος',
    'İstanbul',
    'ß',
    'ＶＰ',
    '50%',
    'a_b',
    'VP Sales',
    'vpn',
  ],
  ...[
    '0',
    '1',
    '42',
    '42.0',
    '-1',
    '+42',
    '1,234.5',
    '1.234,5',
    '1e3',
    '.5',
    '007',
    '9007199254740993',
    'inf',
  ],
  ...['true', 'JA', 'nein', '是', 'x', 'N'],
  ...[
    '2024-03-31',
    '2024-03-31T00:30:00Z',
    '2024-03-31 02:30:00',
    '2024-10-27T02:30:00',
    '2024-02-29T23:59:59.999Z',
  ],
  ...[
    '31.03.2024 02:30',
    '3/4/2024',
    '13/4/2024',
    '2024年3月31日',
    '2024-04-30T23:00:00+02:00',
    '1899-12-31',
    'epoch',
  ],
];

const INSTANTS = [
  Date.UTC(2024, 2, 31),
  Date.UTC(2024, 2, 31, 0, 30),
  Date.UTC(2024, 2, 31, 1),
  Date.UTC(2024, 1, 29, 23, 59, 59, 999),
  Date.UTC(2024, 9, 27, 0, 30),
  -1,
];

const PATTERNS = [
  'vp',
  '^z.rich$',
  '\\d+',
  '(?-i)VP',
  '[äöü]',
  '\\bsales\\b',
  '^$',
  '.',
  "'",
  '%',
  '\\\\',
  '是|x',
];

/** A row in which any field may be missing. */
export function row(): fc.Arbitrary<Row> {
  const cell = fc.option(padded(text()), { nil: undefined });
  return fc
    .tuple(...FIELDS.map(() => cell))
    .map((cells) => Object.fromEntries(FIELDS.map((name, index) => [name, cells[index]])));
}

export function condition(): fc.Arbitrary<Condition> {
  return fc.letrec<{ tree: Condition; test: Condition }>((tie) => ({
    test: fieldTest(),
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 3, arbitrary: tie('test') },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constantFrom('all' as const, 'any' as const),
          of: fc.array(tie('tree'), { maxLength: 3 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('not' as const), of: tie('tree') }) },
    ),
  })).tree;
}

function fieldTest(): fc.Arbitrary<Condition> {
  const field = fc.constantFrom(...FIELDS);
  const kind = <Kind extends string>(name: Kind) => fc.constant(name);
  return fc.oneof(
    fc.record({
      kind: kind('compare'),
      field,
      op: fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte'),
      value: scalar(),
    }),
    fc.record({ kind: kind('between'), field, low: scalar(), high: scalar() }),
    fc.record({
      kind: kind('in'),
      field,
      values: fc.array(scalar(), { maxLength: 4 }),
      negated: fc.boolean(),
    }),
    fc.record({
      kind: kind('text'),
      field,
      op: fc.constantFrom('contains', 'starts_with', 'ends_with'),
      value: fc.oneof(text(), fc.constantFrom('', '%', '_', 'Z', 'ü', ' ')),
    }),
    fc.record({ kind: kind('matches'), field, pattern: fc.constantFrom(...PATTERNS) }),
    fc.record({ kind: kind('exists'), field, exists: fc.boolean() }),
    fc.record({ kind: kind('in_list'), field, list: fc.constantFrom('vip', 'empty') }),
    fc.record({
      kind: kind('moment'),
      field,
      op: fc.constantFrom('before', 'after'),
      at: fc.constantFrom(...INSTANTS),
    }),
    fc.record({ kind: kind('age'), field, op: fc.constantFrom('within', 'older_than'), span: span() }),
  );
}

function scalar(): fc.Arbitrary<Scalar> {
  return fc.oneof(
    padded(text()),
    fc.constantFrom(0, 1, 42, -1, 1234.5, 0.5, 9_007_199_254_740_992, 1e20),
    fc.boolean(),
    fc.constantFrom(...INSTANTS).map((instant) => ({ instant })),
  );
}

function span(): fc.Arbitrary<Duration> {
  return fc.oneof(
    fc.constantFrom(0, 1, 3_600_000, 86_400_000, 30 * 86_400_000).map((ms) => ({ ms, months: 0 })),
    fc.constantFrom(1, 3, 12).map((months) => ({ ms: 0, months })),
  );
}

function text(): fc.Arbitrary<string> {
  const short = fc.string({ unit: fc.constantFrom(...'aAzZüÜß0.,-%_\\\'"; 中日😀'), maxLength: 6 });
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...CELLS) }, { weight: 1, arbitrary: short });
}

function padded(inner: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const blanks = fc.constantFrom('', '', '', ' ', '\t', '\u00A0', '\u3000');
  return fc.tuple(blanks, inner, blanks).map((parts) => parts.join(''));
}
