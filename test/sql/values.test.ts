import { describe, expect, test } from 'vitest';
import { raw, sql } from '../../src/sql/sql.js';
import { foldText, type Reading, readBoolean, readNumber, readText } from '../../src/sql/values.js';
import { HOSTILE } from './hostile.js';
import { type Cell, readEach, useDatabase } from './run-sql.js';

const run = useDatabase();
const cell = raw('cell');

async function checkNumbers(
  decimal: Reading['decimal'],
  table: readonly (readonly [string, number | null])[],
) {
  const reading: Reading = { timezone: 'UTC', ...(decimal === undefined ? {} : { decimal }) };
  const values = await readEach(
    run,
    readNumber(readText(cell), reading),
    table.map(([text]) => text),
  );
  expect(table.map(([text], index) => [text, values[index]])).toEqual(table);
}

/** Texts are compared byte by byte, because the driver drops a byte order mark at the beginning of what it hands back. */
function bytes(text: Cell): Cell {
  return text === null ? null : Buffer.from(text).toString('hex').toUpperCase();
}

describe('readText', () => {
  test('takes blanks away at both ends and nothing inside', async () => {
    const table: readonly (readonly [Cell, Cell])[] = [
      ['a b', 'a b'],
      [' a\t', 'a'],
      ['\r\na\u000B\f', 'a'],
      ['\u00A0ü\u3000', 'ü'],
      ['\uFEFF中文', '中文'],
      ['中文 ', '中文'],
      ['é\u00A0é', 'é\u00A0é'],
      ['\u00A1hola', '\u00A1hola'],
      ['\u3001x', '\u3001x'],
      ['\u2003em space stays', '\u2003em space stays'],
      ['\u0001', '\u0001'],
      ['', null],
      [' \u3000\t', null],
      [null, null],
    ];
    const values = await readEach(
      run,
      sql`hex(${readText(cell)})`,
      table.map(([text]) => text),
    );
    expect(values).toEqual(table.map(([, trimmed]) => bytes(trimmed)));
  });

  test('leaves hostile texts alone but for their ends', async () => {
    const trimmed = HOSTILE.map(
      (text) => text.replace(/^[ \u00A0\u3000\uFEFF]+|[ \u00A0\u3000\uFEFF]+$/g, '') || null,
    );
    expect(await readEach(run, sql`hex(${readText(cell)})`, HOSTILE)).toEqual(trimmed.map(bytes));
  });
});

describe('foldText', () => {
  test('makes composed and decomposed, upper and lower case the same', async () => {
    const [composed, decomposed] = await readEach(run, foldText(cell), ['ZÜRICH', 'zu\u0308rich']);
    expect(composed).toBe('zürich');
    expect(decomposed).toBe('zürich');
  });
});

describe('readNumber', () => {
  test('reads digits with a point, thousands in commas', () =>
    checkNumbers(undefined, [
      ['0', 0],
      ['-0', -0],
      ['42', 42],
      ['+3', 3],
      ['-12.50', -12.5],
      ['1,234.56', 1234.56],
      ['1,234,567', 1_234_567],
      ['0042', 42],
      [' 7 ', 7],
      ['\u00A07\u3000', 7],
      ['9007199254740993', 9_007_199_254_740_992],
      ['123456789012345678901234567890', 1.2345678901234568e29],
      ["1'234.5", 1234.5],
      ["-1'234'567", -1_234_567],
      ['1\u2019234.5', 1234.5],
      ['1\u00a0234\u00a0567', 1_234_567],
      ['1\u202f234.5', 1234.5],
    ]));

  test('reads a comma as decimal mark when declared', () =>
    checkNumbers(',', [
      ['1.234,56', 1234.56],
      ['1.234', 1234],
      ['0,5', 0.5],
      ['-3', -3],
      ["1'234,5", 1234.5],
      ['1\u202f234\u202f567,5', 1_234_567.5],
      ['1234.56', null],
      ['1,234.56', null],
    ]));

  test('refuses everything else, also what DuckDB would read', () =>
    checkNumbers('.', [
      ['', null],
      ['.5', null],
      ['5.', null],
      ['1,23', null],
      ['12,34', null],
      ['1,2345', null],
      ['1,234,56', null],
      ['0,750', null],
      ['012,345', null],
      ["1'23", null],
      ["1'234,567.8", null],
      ["1,234'567", null],
      ["1'234'56", null],
      ['1\u00a0234\u202f567', null],
      ["'123", null],
      ['1e3', null],
      ['1_000', null],
      ['0x10', null],
      ['inf', null],
      ['nan', null],
      ['--1', null],
      ['- 1', null],
      ['1 000', null],
      ['12 EUR', null],
      ['１２', null],
      ['1\n2', null],
      ['9'.repeat(400), null],
    ]));
});

describe('readBoolean', () => {
  test('knows the words of S2.2 in any case, and nothing else', async () => {
    const yes = ['true', 'TRUE', 'yes', 'y', '1', 'ja', 'Wahr', '是', 'x', 'X', ' yes '];
    const no = ['false', 'No', 'n', '0', 'nein', 'FALSCH', '否'];
    const neither = ['', '2', 'on', 'off', 't', 'f', 'oui', '1.0', 'truee'];
    const read = (texts: readonly string[]) => readEach(run, readBoolean(readText(cell)), texts);
    expect(await read(yes)).toEqual(yes.map(() => true));
    expect(await read(no)).toEqual(no.map(() => false));
    expect(await read(neither)).toEqual(neither.map(() => null));
  });
});

test('no hostile text makes a reading fail', async () => {
  const readings = sql`${readNumber(readText(cell), { timezone: 'UTC' })} IS NULL AND ${readBoolean(cell)} IS NULL`;
  expect(await readEach(run, readings, HOSTILE)).toEqual(HOSTILE.map(() => true));
});
