import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSourceFile } from '../../src/engine/open-source-file.js';
import { literal, raw, sql } from '../../src/sql/sql.js';
import { physical, plainParquet } from './plain-parquet.js';
import { openWorkbench, type Workbench } from './workbench.js';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
  // Files are written again under one name here, within the resolution of their time stamps.
  await bench.database.run(raw('SET enable_external_file_cache = false'));
});
afterAll(() => bench.close());

/** The bytes of a Parquet file that the engine wrote. `select` is SQL of this test. */
async function parquetOf(select: string, options = ''): Promise<Buffer> {
  const path = bench.write('made.parquet', '');
  await bench.database.run(sql`COPY (${raw(select)}) TO ${literal(path)} (FORMAT parquet${raw(options)})`);
  return readFileSync(path);
}

async function openAs(name: string, content: Uint8Array) {
  bench.write(name, content);
  return openSourceFile({ path: `${bench.folder}/${name}`, name }, {}, bench.database);
}

async function read(name: string, content: Uint8Array) {
  const opened = await openAs(name, content);
  if ('problem' in opened) throw new Error(`${opened.problem.code}: ${opened.problem.message}`);
  const rows = await bench.database.rows(opened.file.scan());
  expect(rows).toHaveLength(opened.file.records ?? -1);
  return { columns: opened.file.columns, rows: rows.map(([, ...cells]) => cells) };
}

async function cell(value: string): Promise<unknown> {
  const { rows } = await read('cell.parquet', await parquetOf(`SELECT ${value} AS v`));
  return rows[0]?.[0];
}

async function refusal(name: string, content: Uint8Array) {
  const opened = await openAs(name, content);
  if ('file' in opened) throw new Error(`${name} is read.`);
  return opened.problem;
}

describe('Parquet cells', () => {
  it.each([
    ['true', 'true'],
    ['(-1)::TINYINT', '-1'],
    ['200::UTINYINT', '200'],
    ['(-3)::SMALLINT', '-3'],
    ['60000::USMALLINT', '60000'],
    ['5::INTEGER', '5'],
    ['4000000000::UINTEGER', '4000000000'],
    ['9223372036854775807::BIGINT', '9223372036854775807'],
    ['18446744073709551615::UBIGINT', '18446744073709551615'],
    ['1.10::DECIMAL(4,2)', '1.10'],
    ['1.10::DECIMAL(10,2)', '1.10'],
    ['12345678901234567890.123::DECIMAL(38,3)', '12345678901234567890.123'],
    ['0.1::FLOAT', '0.1'],
    ['0.1::DOUBLE', '0.1'],
    ["'nan'::DOUBLE", null],
    ["'-infinity'::FLOAT", '-inf'],
    ["DATE '2024-02-29'", '2024-02-29'],
    ["TIMESTAMP '2024-02-29 12:34:56.123456'", '2024-02-29T12:34:56.123456'],
    ["TIMESTAMP_MS '2024-02-29 12:34:56.123'", '2024-02-29T12:34:56.123'],
    ["TIMESTAMP_NS '2024-02-29 12:34:56.123456789'", '2024-02-29T12:34:56.123456'],
    ["TIMESTAMPTZ '2024-02-29 12:34:56.5+02'", '2024-02-29T10:34:56.5Z'],
    ["TIME '12:34:56.5'", '12:34:56.5'],
    ["'Müller'::VARCHAR", 'Müller'],
    ["encode('Müller')", 'Müller'],
    ["'\\xFF\\x00'::BLOB", 'ff00'],
    ["UUID '00000000-0000-0000-0000-00000000000A'", '00000000-0000-0000-0000-00000000000a'],
    ["'x'::ENUM('x', 'y')", 'x'],
    [`'{"a": 1}'::JSON`, '{"a": 1}'],
    ['[1, NULL, 3]', '[1,null,3]'],
    ["[{'sku': 'a', 'n': 1}]", '[{"sku":"a","n":1}]'],
    ["MAP {'k': 1}", '{"k":1}'],
    ['NULL::INTEGER[]', null],
    ['NULL', null],
  ])('%s are %j', async (value, text) => {
    expect(await cell(value)).toBe(text);
  });

  it('of instants in UTC do not depend on the zone of the session', async () => {
    const opened = await openAs(
      'zone.parquet',
      await parquetOf("SELECT TIMESTAMPTZ '2024-07-01 12:00:00+00' AS at"),
    );
    if ('problem' in opened) throw new Error(opened.problem.message);
    await bench.database.run(raw("SET TimeZone = 'America/New_York'"));
    const [[, at] = []] = await bench.database.rows(opened.file.scan());
    await bench.database.run(raw("SET TimeZone = 'UTC'"));
    expect(at).toBe('2024-07-01T12:00:00Z');
  });

  it('of the types that only other programs write', async () => {
    const julian = Buffer.alloc(12);
    julian.writeBigInt64LE(45_296_000_000_000n, 0);
    julian.writeInt32LE(2_460_370, 8);
    const file = plainParquet([
      { name: 'at', type: physical.int96, values: [julian] },
      { name: 'name', type: physical.bytes, values: [Buffer.from('Zoë')] },
      {
        name: 'digest',
        type: physical.fixedBytes,
        width: 4,
        values: [Buffer.from([0xde, 0xad, 0xbe, 0xef])],
      },
    ]);
    expect(await read('plain.parquet', file)).toEqual({
      columns: ['at', 'name', 'digest'],
      rows: [['2024-02-29T12:34:56', 'Zoë', 'deadbeef']],
    });
  });

  it('of strings in a dictionary, in several groups, packed in any way', async () => {
    const select = "SELECT i::VARCHAR AS id, 'k' || i % 7 AS k FROM range(5000) AS r (i)";
    for (const codec of ['uncompressed', 'snappy', 'gzip', 'zstd', 'lz4', 'brotli']) {
      const file = await parquetOf(select, `, COMPRESSION ${codec}, ROW_GROUP_SIZE 2048`);
      const { rows } = await read(`${codec}.parquet`, file);
      expect(rows).toHaveLength(5000);
      expect(rows[4999]).toEqual(['4999', 'k1']);
    }
  });
});

describe('Parquet columns', () => {
  it('are the fields of structs, down to the fourth level', async () => {
    const select = `SELECT 1 AS id, {'name': 'Acme', 'geo': {'a.b': {'c': {'d': 5}}}} AS company, NULL::STRUCT(x INTEGER) AS none`;
    expect(await read('nested.parquet', await parquetOf(select))).toEqual({
      columns: ['id', 'company.name', 'company.geo.a.b.c', 'none.x'],
      rows: [['1', 'Acme', '{"d":5}', null]],
    });
  });

  it('may have any name, and are refused when two have one name', async () => {
    const names = ['a"b', "it's", '__proto__', 'Straße 1', 'a.b', 'x_1'];
    const select = `SELECT ${names.map((name, index) => `${index} AS "${name.replaceAll('"', '""')}"`).join(', ')}`;
    expect((await read('names.parquet', await parquetOf(select))).columns).toEqual(names);
    const value = [Buffer.from('v')];
    const twice = plainParquet([
      { name: 'email', type: physical.bytes, values: value },
      { name: 'Email', type: physical.bytes, values: value },
    ]);
    expect(await refusal('twice.parquet', twice)).toMatchObject({
      code: 'input/duplicate-header',
      message: expect.stringMatching(/"email"/i),
    });
  });
});

describe('Parquet files', () => {
  it('are known by their content', async () => {
    const file = await parquetOf("SELECT 'L1' AS id");
    expect(await read('leads.csv', file)).toEqual({ columns: ['id'], rows: [['L1']] });
  });

  it('may have no rows', async () => {
    expect(await read('none.parquet', await parquetOf('SELECT 1 AS id WHERE false'))).toEqual({
      columns: ['id'],
      rows: [],
    });
  });

  it('that are damaged are refused without a word of their content', async () => {
    const whole = await parquetOf(
      "SELECT 'secret' || i AS id FROM range(3000) AS r (i)",
      ', COMPRESSION uncompressed',
    );
    const damaged = (change: (bytes: Buffer) => unknown) => {
      const bytes = Buffer.from(whole);
      change(bytes);
      return bytes;
    };
    const end = whole.length;
    const cases: readonly (readonly [Buffer, string])[] = [
      [whole.subarray(0, end - 1), 'does not end as a Parquet file does'],
      [whole.subarray(0, end >> 1), 'does not end as a Parquet file does'],
      [whole.subarray(0, 6), 'does not end as a Parquet file does'],
      [Buffer.from('id,email\n1,a@b.example\n'), 'does not end as a Parquet file does'],
      [damaged((bytes) => bytes.writeUInt32LE(0xffffffff, end - 8)), 'footer'],
      [damaged((bytes) => bytes.fill(0, end - 100, end - 8)), 'footer'],
      [damaged((bytes) => bytes.fill(0xff, 40, 400)), 'data'],
      [damaged((bytes) => bytes.fill(0, 4, 30)), 'data'],
    ];
    for (const [bytes, reason] of cases) {
      const problem = await refusal('damaged.parquet', bytes);
      expect(problem.code).toBe('input/unreadable-file');
      expect(problem.message).toContain(reason);
      expect(problem.message).not.toMatch(/secret|\/tmp|\\x/);
    }
  });

  it('that were damaged at random are read or refused, and never end the process', async () => {
    const select = `SELECT i AS id, 'user' || i || '@b.example' AS email, CASE WHEN i % 5 > 0 THEN i * 1.5 END AS x,
      TIMESTAMP '2024-01-01' + to_seconds(i) AS at, {'a': i, 'b': [i, i + 1]} AS s FROM range(3000) AS r (i)`;
    const seeds = [
      await parquetOf(select, ', COMPRESSION uncompressed'),
      await parquetOf(select, ', COMPRESSION zstd'),
    ];
    const outcomes = new Set<string>();
    for (let seed = 0; seed < 100; seed++) {
      const opened = await openAs('mutant.parquet', mutant(seeds[seed % 2] ?? Buffer.alloc(0), seed));
      outcomes.add('file' in opened ? 'read' : opened.problem.code);
      if ('problem' in opened) expect(opened.problem.message).not.toMatch(/user\d|example/);
      else expect(await bench.database.rows(opened.file.scan())).toHaveLength(3000);
    }
    expect([...outcomes].sort()).toEqual(['input/unreadable-file', 'read']);
  });
});

/** A copy with one kind of damage, the same for the same seed. */
function mutant(whole: Buffer, seed: number): Buffer {
  const random = randomNumbers(seed);
  const bytes = Buffer.from(whole);
  const at = Math.floor(random() * bytes.length);
  switch (seed % 5) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return bytes.fill(0, at, Math.min(bytes.length, at + 64));
    case 2:
      bytes.writeUInt8((bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8)), at);
      return bytes;
    case 3: {
      const footer = bytes.readUInt32LE(bytes.length - 8);
      bytes.writeUInt8(Math.floor(random() * 256), bytes.length - 9 - Math.floor(random() * (footer - 1)));
      return bytes;
    }
    default:
      bytes.writeUInt32LE(Math.floor(random() * 2 ** 32), bytes.length - 8);
      return bytes;
  }
}

/** Mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
