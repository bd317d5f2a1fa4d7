import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { judge, type Reading, type Verdict } from './judge.js';
import { mutants } from './mutate.js';
import { readStrictly } from './second-opinion.js';
import {
  bytesOf,
  isIntact,
  multilineTable,
  plainTable,
  plainWriting,
  type Table,
  tokensOf,
} from './tables.js';

const table: Table = {
  header: ['id', 'name', 'sum'],
  rows: [
    ['r1', 'Ada', 's1'],
    ['r2', 'Bo', 's2'],
    ['r3', '', 's3'],
  ],
  writing: plainWriting,
  traces: (row) => [row[0] ?? '', row[2] ?? ''],
};
const [r1, r2, r3] = table.rows as readonly [string[], string[], string[]];

function read(rows: readonly (readonly (string | null)[])[], leftOut: readonly string[] = []): Reading {
  return { columns: table.header, rows, leftOut };
}

describe('the judge', () => {
  const whole = 'id,name,sum\nr1,Ada,s1\nr2,Bo,s2\nr3,,s3\n';
  const short = whole.replace('Bo,', 'Bo');
  const shifted = whole.replace('r2,Bo', 'r2,,Bo');

  it.each<[string, string, Reading, Verdict]>([
    ['all rows', whole, read([r1, r2, ['r3', null, 's3']]), 'exact'],
    [
      'columns in another order',
      whole,
      {
        columns: ['sum', 'id', 'name'],
        rows: [r1, r2, r3].map(([a, b, c]) => [c ?? '', a ?? '', b ?? '']),
        leftOut: [],
      },
      'exact',
    ],
    ['no row at all', whole, read([]), 'silent'],
    ['a row that is missing', whole, read([r1, r3]), 'silent'],
    ['a row twice', whole, read([r1, r1, r2, r3]), 'silent'],
    ['rows in another order', whole, read([r2, r1, r3]), 'silent'],
    ['a row left out by name', short, read([r1, r3], ['r2,Bos2']), 'quarantined'],
    ['a row left out in part', short, read([r1, r3], ['r2,Bo']), 'silent'],
    ['a row cut off where its cells end', shifted, read([r1, ['r2', '', 'Bo'], r3]), 'silent'],
    ['a row filled up with nothing', short, read([r1, ['r2', 'Bos2', null], r3]), 'silent'],
    ['a row that was never there', `${whole}total,3,\n`, read([r1, r2, r3, ['total', '4', '']]), 'silent'],
    [
      'a row that was added in good form',
      `${whole}total,3,\n`,
      read([r1, r2, r3, ['total', '3', '']]),
      'undetectable',
    ],
    [
      'the same beside a damaged one',
      `${short}total,3,\n`,
      read([r1, r3, ['total', '3', '']], ['r2,Bos2']),
      'undetectable',
    ],
    ['a file that ends early', whole.slice(0, -8), read([r1, r2]), 'undetectable'],
    [
      'a byte that was replaced',
      whole.replace('Bo', '\ufffd'),
      read([r1, ['r2', '\ufffd', 's2'], r3]),
      'silent',
    ],
    ['a NUL that was kept', whole.replace('Bo', '\0'), read([r1, ['r2', '\0', 's2'], r3]), 'silent'],
    [
      'a header without a column',
      whole,
      { columns: ['id', 'title', 'sum'], rows: table.rows, leftOut: [] },
      'refused',
    ],
    ['a diagnostic', whole, { refused: 'input/open-quote' }, 'refused'],
  ])('of %s', (_, text, reading, verdict) => {
    expect(judge(table, text, reading)).toMatchObject({ verdict });
  });

  it('convicts a parser that forgives', () => {
    const lax = plainTable(24);
    const verdicts = Array.from(mutants(1, 200, lax), ({ bytes }) => {
      const text = bytes.toString();
      const [columns = [], ...rows] = readLaxly(text);
      return judge(lax, text, { columns, rows, leftOut: [] }).verdict;
    });
    expect(verdicts.filter((verdict) => verdict === 'silent').length).toBeGreaterThan(60);
  });

  function readLaxly(text: string): string[][] {
    return parse(text, {
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_records_with_error: true,
    });
  }
});

describe('the mutants', () => {
  it('are the same for the same seed, and each is damaged', () => {
    const clean = multilineTable(24);
    const made = (seed: number, count: number) =>
      Array.from(mutants(seed, count, clean), ({ bytes }) => bytes.toString('latin1'));
    const first = made(3, 60);
    expect(made(3, 40)).toEqual(first.slice(0, 40));
    expect(made(4, 60)).not.toEqual(first);
    expect(first).not.toContain(bytesOf(tokensOf(clean)).toString('latin1'));
  });

  it('come from tables that csv-parse reads as they are, and whose rows tell whether they are whole', () => {
    for (const clean of [plainTable(24), multilineTable(24)]) {
      expect(readStrictly(bytesOf(tokensOf(clean)).toString(), clean.writing)).toEqual([
        clean.header,
        ...clean.rows,
      ]);
      expect(clean.rows.every(isIntact)).toBe(true);
      expect(isIntact(clean.rows[1]?.with(3, 'other') ?? [])).toBe(false);
    }
  });
});
