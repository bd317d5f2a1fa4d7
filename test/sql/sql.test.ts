import { describe, expect, test } from 'vitest';
import { identifier, join, literal, raw, sql } from '../../src/sql/sql.js';
import { HOSTILE } from './hostile.js';
import { useDatabase } from './run-sql.js';

describe('a fragment', () => {
  test('splices fragments and binds everything else, in order', () => {
    const inner = sql`score > ${10} AND name = ${'a'}`;
    expect(sql`SELECT ${true} WHERE ${inner} OR ${null}`).toEqual({
      text: 'SELECT ? WHERE score > ? AND name = ? OR ?',
      parameters: [true, 10, 'a', null],
    });
  });

  test('joins parts with their parameters', () => {
    expect(join([sql`a = ${1}`, raw('b'), sql`c = ${2}`], ' AND ')).toEqual({
      text: 'a = ? AND b AND c = ?',
      parameters: [1, 2],
    });
    expect(join([], ', ')).toEqual({ text: '', parameters: [] });
  });

  test('takes a value that looks like SQL as a value', () => {
    expect(sql`SELECT ${'1; DROP TABLE leads'}`).toEqual({
      text: 'SELECT ?',
      parameters: ['1; DROP TABLE leads'],
    });
  });
});

describe('quoting', () => {
  test('doubles the quote of its kind and nothing else', () => {
    expect(identifier('lead "id"').text).toBe('"lead ""id"""');
    expect(literal("O'Brien \\ ?").text).toBe("'O''Brien \\ ?'");
  });

  test('refuses what DuckDB can not write', () => {
    expect(() => literal('a\0b')).toThrow(RangeError);
    expect(() => identifier('a\0b')).toThrow(RangeError);
    expect(() => identifier('')).toThrow(RangeError);
  });
});

describe('hostile texts come back unchanged', () => {
  const run = useDatabase();
  // Compared byte by byte, because the driver drops a byte order mark at the beginning of a text that it hands back.
  const bytes = (text: string) => Buffer.from(text).toString('hex').toUpperCase();
  const writable = HOSTILE.filter((text) => !text.includes('\0'));

  test('as parameters', async () => {
    for (const text of HOSTILE)
      expect(await run(sql`SELECT hex(CAST(${text} AS VARCHAR))`)).toEqual([[bytes(text)]]);
  });

  test('as literals', async () => {
    for (const text of writable)
      expect(await run(sql`SELECT hex(${literal(text)})`)).toEqual([[bytes(text)]]);
  });

  test('as identifiers', async () => {
    for (const text of writable) {
      const name = identifier(text);
      expect(await run(sql`SELECT t.${name} + 1 FROM (SELECT 1 AS ${name}) AS t`)).toEqual([[2]]);
    }
  });
});
