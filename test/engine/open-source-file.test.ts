import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locateRecords } from '../../src/engine/records.js';
import type { SourceFile } from '../../src/engine/source-file.js';
import { literal, sql } from '../../src/sql/sql.js';
import { openWorkbench, readThrough, type Workbench } from './workbench.js';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench.close());

/** Rows of a file that is given by its content; the code of the problem when it is refused. */
async function rowsOf(name: string, content: string | Uint8Array) {
  bench.write(name, content);
  const file = await bench.open(name);
  if (typeof file === 'string') return file;
  return { columns: file.columns, rows: await readThrough(bench.database, file) };
}

const csv = 'id,email\n1,a@b.example\n2,b@b.example\n';
const table = {
  columns: ['id', 'email'],
  rows: [
    ['1', 'a@b.example'],
    ['2', 'b@b.example'],
  ],
};

async function zstd(name: string, rows: number): Promise<Buffer> {
  const target = literal(`${bench.folder}/${name}`);
  await bench.database.run(
    sql`COPY (SELECT i AS id, hash(i) AS email FROM range(${rows}) AS r (i)) TO ${target} (FORMAT csv, HEADER, COMPRESSION zstd)`,
  );
  return readFileSync(`${bench.folder}/${name}`);
}

describe('compressed files', () => {
  const large = gzipSync(
    `id,email\n${Array.from({ length: 100_000 }, (_, id) => `${id},${Math.imul(id, 2654435761)}@b.example`).join('\n')}\n`,
  );

  it('are read whatever the case of their ending, and in several members', async () => {
    expect(await rowsOf('L.CSV.GZ', gzipSync(csv))).toEqual(table);
    const members = Buffer.concat([gzipSync('id,email\n1,a@b.example\n'), gzipSync('2,b@b.example\n')]);
    expect(await rowsOf('members.csv.gz', members)).toEqual(table);
  });

  it('are refused when a .gz is cut, damaged, or followed by something else', async () => {
    expect(await rowsOf('whole.csv.gz', large)).toMatchObject({ columns: ['id', 'email'] });
    expect(await rowsOf('cut.csv.gz', large.subarray(0, large.length - 1))).toBe('input/truncated-file');
    expect(await rowsOf('half.csv.gz', large.subarray(0, large.length >> 1))).toBe('input/truncated-file');
    const damaged = Buffer.from(large);
    damaged[large.length >> 1] = (damaged[large.length >> 1] ?? 0) ^ 0x55;
    expect(await rowsOf('damaged.csv.gz', damaged)).toBe('input/truncated-file');
    expect(await rowsOf('padded.csv.gz', Buffer.concat([gzipSync(csv), Buffer.alloc(512)]))).toBe(
      'input/truncated-file',
    );
    expect(await rowsOf('cut.jsonl.gz', gzipSync('{"id":1}\n').subarray(0, 20))).toBe('input/truncated-file');
  });

  it('are refused when a .zst is cut anywhere', async () => {
    const whole = await zstd('whole.csv.zst', 50_000);
    expect(((await bench.open('whole.csv.zst')) as SourceFile).columns).toEqual(['id', 'email']);
    for (const length of [whole.length - 1, whole.length >> 1, 12, 5, 3]) {
      expect(await rowsOf('cut.csv.zst', whole.subarray(0, length))).toBe('input/truncated-file');
    }
    expect(await rowsOf('tail.csv.zst', Buffer.concat([whole, Buffer.from('tail')]))).toBe(
      'input/truncated-file',
    );
  });

  it('give the lines of their records, in .zst too', async () => {
    await zstd('lines.csv.zst', 5000);
    const packed = (await bench.open('lines.csv.zst')) as SourceFile;
    const found = await locateRecords(packed, new Set([1, 4000]));
    expect([...found.values()].map(({ line, offset }) => ({ line, offset }))).toEqual([
      { line: 2 },
      { line: 4001 },
    ]);
    bench.write('lines.csv.gz', large);
    const zipped = (await bench.open('lines.csv.gz')) as SourceFile;
    expect([...(await locateRecords(zipped, new Set([2]))).values()]).toMatchObject([
      { line: 3, text: expect.stringMatching(/^1,/) },
    ]);
  });
});

describe('JSON', () => {
  const records = {
    columns: ['id', 'company.name'],
    rows: [
      ['1', 'Acme'],
      ['2', null],
    ],
  };
  const json = '[{"id":1,"company":{"name":"Acme"}},\n{"id":2}]';
  const lines = '{"id":1,"company":{"name":"Acme"}}\n\n{"id":2}\n';

  it.each([
    ['plain.json', json],
    ['marked.json', `\ufeff${json}`],
    ['packed.json.gz', gzipSync(json)],
    ['plain.jsonl', lines],
    ['marked.ndjson', `\ufeff${lines}`],
    ['packed.JSONL.GZ', gzipSync(lines)],
  ])('is read from %s', async (name, content) => {
    expect(await rowsOf(name, content)).toEqual(records);
  });

  it('may have keys of any text', async () => {
    const record = { '': '0', 'a"b': '1', '*': '2', 'c/d': '3', 'e~f': '4', 'g\nh': '5', $: '6', ' ': '7' };
    const read = await rowsOf('keys.jsonl', `${JSON.stringify(record)}\n`);
    expect(read).toEqual({ columns: Object.keys(record), rows: [Object.values(record)] });
    expect(await rowsOf('nul.jsonl', '{"a\\u0000":1,"b":2}\n')).toEqual({ columns: ['b'], rows: [['2']] });
  });
});

describe('text', () => {
  it('may begin with blank lines', async () => {
    for (const lineEnd of ['\n', '\r\n'])
      expect(await rowsOf('blank.csv', `${lineEnd}${lineEnd}${csv.replaceAll('\n', lineEnd)}`)).toEqual(
        table,
      );
  });

  it.each([
    ['', 'input/empty-file'],
    ['\ufeff', 'input/empty-file'],
    ['\n \n\n', 'input/empty-file'],
    [gzipSync(csv), undefined],
    [Buffer.from(csv, 'utf16le'), 'input/not-utf8'],
    ['id,email\n1,"a\n2,b\n', undefined],
    ['id,email\n1,"a\nb"\n2,"b\n3,c\n', 'input/open-quote'],
    ['id,email\n1,"a"b\n2,b\n', undefined],
  ])('%j', async (content, code) => {
    const read = await rowsOf('text.csv', content);
    expect(typeof read === 'string' ? read : undefined).toBe(code);
  });

  it('with a record of several broken quotes has no row of its remains', async () => {
    const read = await rowsOf('tangled.csv', 'h,i\n1,2\n"a"b,"c"d,e\n3,4\n');
    expect(read).toMatchObject({
      rows: [
        ['1', '2'],
        ['3', '4'],
      ],
    });
    expect(await rowsOf('swallowed.csv', 'h,i\n1,2\n"a"b,"c"d,e\n3,"4\n5,6\n')).toMatchObject({
      rows: [
        ['1', '2'],
        ['5', '6'],
      ],
    });
  });

  it('with a second kind of line end far below is read as far as it is certain', async () => {
    const rows = '1,a@b.example\r\n'.repeat(40_000);
    bench.write('appended.csv', `id,email\r\n${rows}2,b@b.example\n`);
    expect(await bench.open('appended.csv')).toMatchObject({ records: 40_001, broken: new Map() });
    bench.write('stray.csv', `id,email\n${rows.replaceAll('\r', '')}2,b\rc\n`);
    const stray = { records: 40_000, broken: new Map([['stray_return', 1]]) };
    expect(await bench.open('stray.csv')).toMatchObject(stray);
  });
});
