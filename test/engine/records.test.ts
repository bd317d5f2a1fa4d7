import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenRecords, locateRecords } from '../../src/engine/records.js';
import type { SourceFile } from '../../src/engine/source-file.js';
import { openWorkbench, readThrough, type Workbench } from './workbench.js';

/*
 * Places are found by reading a file once more, beside the engine; every line that is named to people depends on the two
 * agreeing on which record is the n-th. So both read the same small files, full of what goes wrong in exports.
 */
describe('places of records agree with the rows that the engine reads', () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await openWorkbench();
  });
  afterAll(() => bench.close());

  it('in delimited text', async () => {
    let compared = 0;
    const property = fc.asyncProperty(delimitedText, async (text) => {
      bench.write('random.csv', text);
      const file = await bench.open('random.csv', { delimiter: ',', skip_rows: 0, header_rows: 1 });
      if (typeof file === 'string') return;
      const rows = await readThrough(bench.database, file);
      expect(rows).toHaveLength(file.records);
      const places = await locateRecords(file, positionsOf(rows.length + 1));
      expect([...places].map(([position, { text: found }]) => [position, characters(found)])).toEqual(
        rows.map((cells, index) => [index + 1, characters(cells.join(''))]),
      );
      const broken = await brokenRecords(file);
      expect(broken).toHaveLength([...file.broken.values()].reduce((sum, count) => sum + count, 0));
      compared++;
    });
    await fc.assert(property, { numRuns: 300 });
    expect(compared).toBeGreaterThan(100);
  });

  it('in JSON Lines', async () => {
    const property = fc.asyncProperty(jsonLines, async (text) => {
      bench.write('random.jsonl', text);
      const file = await bench.open('random.jsonl');
      if (typeof file === 'string') return;
      const bads = (await bench.database.rows(file.scan())).map(([bad]) => bad);
      const places = await locateRecords(file, positionsOf(bads.length + 1));
      expect([...places.values()].map((place) => !isObject(place.text))).toEqual(bads);
      const lines = text.split('\n');
      for (const place of places.values()) expect(lines[place.line - 1]).toContain(place.text);
    });
    await fc.assert(property, { numRuns: 150 });
  });

  it('and name line, offset and text, with what is broken and blank in between', async () => {
    bench.write('q.csv', '\n\nid,note\n1,"two\nlines"\n\n2,5" screen\nbroken\n3,"5" x\n4,end\n');
    const file = (await bench.open('q.csv')) as SourceFile;
    const places = await locateRecords(file, positionsOf(3));
    expect([...places.values()]).toEqual([
      { line: 4, offset: 10, text: '1,"two\nlines"' },
      { line: 10, offset: 52, text: '4,end' },
    ]);
    expect(await brokenRecords(file)).toEqual([
      { line: 7, offset: 25, text: '2,5" screen', reason: 'broken_quote', column: 'note' },
      { line: 8, offset: 37, text: 'broken', reason: 'too_few_cells' },
      { line: 9, offset: 44, text: '3,"5" x', reason: 'broken_quote', column: 'note' },
    ]);
  });

  it('whatever the size of the pieces a file comes in', async () => {
    const rows = Array.from({ length: 40_000 }, (_, row) => `${row},"${'long '.repeat(row % 9)}\r\nname"`);
    bench.write('long.csv', `id,name\r\n${rows.join('\r\n')}\r\n`);
    const file = (await bench.open('long.csv')) as SourceFile;
    const places = await locateRecords(file, new Set([1, 20_000, 40_000]));
    const expected = [0, 19_999, 39_999].map((row) => [row * 2 + 2, rows[row]]);
    expect([...places.values()].map(({ line, text }) => [line, text])).toEqual(expected);
    expect(file.records).toBe(40_000);
  });
});

function positionsOf(count: number): ReadonlySet<number> {
  return new Set(Array.from({ length: count }, (_, index) => index + 1));
}

/** What is left of a record without its punctuation: the same for its text and for its cells. */
function characters(text: string): string {
  return text.replace(/[",\s]/g, '');
}

function isObject(text: string): boolean {
  try {
    return text.trimStart().startsWith('{') && JSON.parse(text) !== null;
  } catch {
    return false;
  }
}

const goodCells = [
  'x',
  'x"y',
  '"q"',
  '"q,q"',
  '"q\nq"',
  '"q\r\nq"',
  '"q""q"',
  ' "q"',
  '"q" ',
  '',
  '""',
  ' ',
  '"\n"',
];
const badCells = ['  "q"', '"q"x', '"q" x', '"q" "q', '"', '"q', '   '];

const delimitedText = fc
  .record({
    columns: fc.integer({ min: 1, max: 3 }),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    bom: fc.constantFrom('', '\ufeff'),
    blankLines: fc.integer({ min: 0, max: 2 }),
    lastLineEnds: fc.boolean(),
  })
  .chain((shape) => {
    const cell = fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...goodCells) },
      fc.constantFrom(...badCells),
    );
    const row = (cells: number) => fc.array(cell, { minLength: cells, maxLength: cells });
    const rows = fc.array(
      fc.oneof({ weight: 8, arbitrary: row(shape.columns) }, row(0), row(shape.columns + 1), row(1)),
      { maxLength: 9 },
    );
    return rows.map((all) => render(shape, all));
  });

function render(
  shape: { columns: number; lineEnd: string; bom: string; blankLines: number; lastLineEnds: boolean },
  rows: readonly (readonly string[])[],
): string {
  let letter = 100;
  const numbered = rows.map((cells) =>
    cells.map((cell) => cell.replace(/[xyq]/g, (name) => `${name}${letter++}`)).join(','),
  );
  const header = ['h', 'i', 'j'].slice(0, shape.columns).join(',');
  const lines = [...Array<string>(shape.blankLines).fill(''), header, ...numbered];
  return `${shape.bom}${lines.join(shape.lineEnd)}${shape.lastLineEnds ? shape.lineEnd : ''}`;
}

const jsonLines = fc
  .tuple(
    fc.constantFrom('', '\ufeff'),
    fc.constantFrom('\n', '\r\n'),
    fc.array(
      fc.constantFrom(
        '{"a":1}',
        ' {"a":"x\\ny"} ',
        '',
        ' ',
        '\t',
        '[1]',
        'null',
        'not json',
        '{"a":',
        '{"a":1} {"b":2}',
        '"{"',
      ),
      { minLength: 1, maxLength: 8 },
    ),
    fc.boolean(),
  )
  .map(([bom, lineEnd, lines, lastLineEnds]) => `${bom}${lines.join(lineEnd)}${lastLineEnds ? lineEnd : ''}`);
