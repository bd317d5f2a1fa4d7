import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanDocument } from '../../src/engine/json/scan-document.js';
import { openSourceFile } from '../../src/engine/open-source-file.js';
import { brokenRecords, locateRecords } from '../../src/engine/records.js';
import type { SourceFile } from '../../src/engine/source-file.js';
import type { Dialect } from '../../src/model/config.js';
import { literal, raw, sql } from '../../src/sql/sql.js';
import { openWorkbench, type Workbench } from './workbench.js';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench.close());

type Content = string | Uint8Array;

async function openAs(name: string, content: Content, dialect: Dialect = {}, mapped: readonly string[] = []) {
  bench.write(name, content);
  return openSourceFile({ path: `${bench.folder}/${name}`, name }, dialect, bench.database, mapped);
}

/** A file that must be readable, and its cells by header. */
async function read(name: string, content: Content, dialect: Dialect = {}, mapped: readonly string[] = []) {
  const opened = await openAs(name, content, dialect, mapped);
  if ('problem' in opened) throw new Error(`${opened.problem.code}: ${opened.problem.message}`);
  const { file } = opened;
  const rows = await bench.database.rows(file.scan());
  expect(rows).toHaveLength(file.records ?? -1);
  const records = rows.map(([, ...cells]) =>
    Object.fromEntries(
      file.columns.flatMap((name, index) => (cells[index] === null ? [] : [[name, cells[index]]])),
    ),
  );
  return { file, columns: file.columns, records, broken: Object.fromEntries(file.broken) };
}

async function refusal(
  name: string,
  content: Content,
  dialect: Dialect = {},
  mapped: readonly string[] = [],
) {
  const opened = await openAs(name, content, dialect, mapped);
  if ('file' in opened) throw new Error(`${name} is read.`);
  const { code, message, help, at } = opened.problem;
  return { code, message, help, at };
}

const lines = (...records: readonly unknown[]) =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');
const nested = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;

describe('values of JSON records', () => {
  it.each([
    ['12345678901234567890', '12345678901234567890'],
    ['9007199254740993', '9007199254740993'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['1.10', '1.1'],
    ['"1e5"', '1e5'],
    ['"007"', '007'],
    ['true', 'true'],
    ['""', ''],
    ['null', undefined],
    ['NaN', 'NaN'],
    ['"\\u00e9\\u4e2d \\ud83d\\ude00 \\n\\"\\\\\\/"', 'é中 😀 \n"\\/'],
    ['"x\\u0000y"', 'x\0y'],
    ['[1, "x",null]', '[1,"x",null]'],
  ])('%s is %j', async (value, text) => {
    expect((await read('value.jsonl', `{"id":1,"a":${value}}\n`)).records[0]?.a).toBe(text);
    expect((await read('value.json', `[{"id":1,"a":${value}}]`)).records[0]?.a).toBe(text);
  });

  it('are found under keys of any text', async () => {
    const keys = [
      '',
      ' ',
      'a"b',
      "it's",
      '*',
      'c/d',
      'e~f',
      '~1',
      'g\nh',
      '$',
      '0',
      'k.l',
      'm[0]',
      'constructor',
      'é',
    ];
    const record = Object.fromEntries(keys.map((key, index) => [key, `v${index}`]));
    const { columns, records } = await read('keys.jsonl', lines(record));
    expect([...columns].sort()).toEqual([...keys].sort());
    expect(records).toEqual([record]);
    const proto = await read('proto.jsonl', '{"__proto__":"x","b":2}\n');
    expect(proto.columns).toEqual(['__proto__', 'b']);
    expect(Object.hasOwn(proto.records[0] ?? {}, '__proto__')).toBe(true);
    expect((await read('nul.jsonl', '{"a\\u0000":1,"b":2}\n')).columns).toEqual(['b']);
  });

  it('are the first ones of a repeated key', async () => {
    expect((await read('twice.jsonl', '{"a":1,"a":2}\n')).records).toEqual([{ a: '1' }]);
  });
});

describe('JSON Lines', () => {
  it('have a damaged record for each line that is no object, with reason and place', async () => {
    const content = [
      '{"id":1}',
      '[{"id":2},{"id":3}]',
      '{"id":4}{"id":5}',
      '',
      '{"id":6} {"id":7}',
      ' \t\r',
      '"text"',
      '{"id":"\\ud800"}',
      '{"id":8,',
      'x\0y',
      nested(33),
      nested(32),
      '{"id":"a\u0001"}',
      '{"id":9}',
    ].join('\n');
    const { file, records, broken } = await read('broken.jsonl', content);
    expect(records).toEqual([{ id: '1' }, { a: '['.repeat(31) + ']'.repeat(31) }, { id: '9' }]);
    expect(broken).toEqual({ not_an_object: 2, not_json: 6, too_deep: 1 });
    const listed = await brokenRecords(file);
    expect(listed.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '2 not_an_object',
      '3 not_json',
      '5 not_json',
      '7 not_an_object',
      '8 not_json',
      '9 not_json',
      '10 not_json',
      '11 too_deep',
      '13 not_json',
    ]);
    expect(listed[1]).toEqual({ line: 3, offset: 29, reason: 'not_json', text: '{"id":4}{"id":5}' });
    expect([...(await locateRecords(file, new Set([3]))).values()]).toMatchObject([
      { line: 14, text: '{"id":9}' },
    ]);
  });

  it('survive any nesting', async () => {
    const content = `{"a":1}\n${nested(100_000)}\n{"b":${'{"c":'.repeat(100_000)}\n${'['.repeat(100_000)}\n`;
    const { records, broken } = await read('deep.jsonl', content);
    expect(records).toEqual([{ a: '1' }]);
    expect(broken).toEqual({ not_json: 2, too_deep: 1 });
  });

  it('count brackets in texts for no nesting', async () => {
    const text = '[{"'.repeat(40);
    expect((await read('brackets.jsonl', lines({ a: text }))).records).toEqual([{ a: text }]);
    const wide = Array.from({ length: 40 }, (_, id) => ({ id }));
    expect((await read('wide.jsonl', lines({ a: wide }))).records[0]?.a).toBe(JSON.stringify(wide));
  });

  it.each([
    ['marked', `\ufeff${lines({ id: 1 }, { id: 2 })}`],
    ['marked and blank', `\ufeff\n\n${lines({ id: 1 }, { id: 2 })}`],
    ['with returns', lines({ id: 1 }, { id: 2 }).replaceAll('\n', '\r\n')],
    ['without a last line end', lines({ id: 1 }, { id: 2 }).trimEnd()],
    ['in UTF-16', Buffer.from(`\ufeff${lines({ id: 1 }, { id: 2 })}`, 'utf16le')],
  ])('are read %s', async (_, content) => {
    const { file, records } = await read('form.jsonl', content);
    expect(records).toEqual([{ id: '1' }, { id: '2' }]);
    const [place] = (await locateRecords(file, new Set([2]))).values();
    expect(place?.text).toBe('{"id":2}');
  });

  it('are read in the declared encoding', async () => {
    const content = Buffer.from('{"name":"M\xfcller"}\n', 'latin1');
    expect((await read('old.jsonl', content, { encoding: 'windows-1252' })).records).toEqual([
      { name: 'Müller' },
    ]);
    expect(await refusal('old.jsonl', content)).toMatchObject({ code: 'input/not-utf8' });
  });

  it('are refused when no line is a record, or one is far too long', async () => {
    expect(await refusal('array.jsonl', '[{"id":1},{"id":2}]\n')).toMatchObject({
      code: 'input/not-json-records',
      message: 'array.jsonl has no JSON object that could be a record: 1 not_an_object.',
    });
    expect(await refusal('pretty.jsonl', '{\n  "id": 1\n}\n')).toMatchObject({
      code: 'input/not-json-records',
    });
    expect(await refusal('empty.jsonl', '{}\n{}\n')).toMatchObject({ code: 'input/not-json-records' });
    expect(await refusal('long.jsonl', `{"id":1}\n{"a":"${'x'.repeat(17 * 2 ** 20)}"}\n`)).toMatchObject({
      code: 'input/unreadable-file',
      message: 'long.jsonl can not be read: line 2 is longer than 16 MiB.',
    });
    expect(await refusal('declared.jsonl', lines({ id: 1 }), { records: 'a' })).toMatchObject({
      code: 'input/not-json-records',
    });
  });

  it('keep records apart that are longer than a piece of the file', async () => {
    const long = 'é'.repeat(700_000);
    const { file, records, broken } = await read(
      'pieces.jsonl',
      `${lines({ a: long }, { a: 'b' })}x\n${lines({ a: 'c' })}`,
    );
    expect(records.map(({ a }) => a)).toEqual([long, 'b', 'c']);
    expect(broken).toEqual({ not_json: 1 });
    expect(await brokenRecords(file)).toMatchObject([{ line: 3, text: 'x' }]);
  });
});

describe('JSON documents', () => {
  it('give their records in order, with lines', async () => {
    const content = '\ufeff [ {"id":1},\n2,\n\n {"id"\n:3}, null, {"id":"\\u00e9"} ]\n';
    const { file, records, broken } = await read('array.json', content);
    expect(records).toEqual([{ id: '1' }, { id: '3' }, { id: 'é' }]);
    expect(broken).toEqual({ not_an_object: 2 });
    expect(await brokenRecords(file)).toMatchObject([
      { line: 2, text: '2' },
      { line: 5, text: 'null' },
    ]);
    const [place] = (await locateRecords(file, new Set([2]))).values();
    expect(place).toMatchObject({ line: 4, text: '{"id"\n:3}' });
  });

  it('give the records at the declared path', async () => {
    const content = `{"page":1,"data":{"x":[1],"items":[{"id":12345678901234567890},\n{"id":2}]},"items":[]}`;
    const { records, file } = await read('inside.json', content, { records: 'data.items' });
    expect(records).toEqual([{ id: '12345678901234567890' }, { id: '2' }]);
    expect(file.dialect).toBe('{ records: "data.items" }');
    expect((await read('inside.json', content, { records: '/data/items' })).records).toHaveLength(2);
    const dotted = await read('dotted.json', '{"data.items":[{"id":1}]}', { records: 'data.items' });
    expect(dotted.records).toEqual([{ id: '1' }]);
    expect(await refusal('inside.json', content, { records: 'data.rows' })).toMatchObject({
      code: 'input/not-json-records',
      message: 'inside.json has no array at "data.rows".',
      help: expect.stringContaining('dialect: { records: data.items }'),
    });
  });

  it('ask for the path of the records', async () => {
    expect(
      await refusal('one.json', '{"meta":{"n":[1]},"data":{"items":[{"id":1,"tags":[{"x":1}]}]}}'),
    ).toMatchObject({
      code: 'input/not-json-records',
      help: 'Its only array of objects is at data.items. If these are the records, add dialect: { records: data.items } to the source.',
    });
    const several = await refusal('two.json', '{"a":[{}],"b c":{"d":[{}]}}');
    expect(several.help).toContain('dialect: { records: a } or dialect: { records: "/b c/d" }');
    expect((await refusal('none.json', '{"id":1}')).help).toContain('one record per line');
  });

  it.each([
    ['[{"id":1},{"id":2}', 1, 19],
    ['[{"id":1},\n{"id":2', 2, 8],
    ['[{"id":1},\n{"é":2 "b":3}]', 2, 8],
    ['[{"id":1},]', 1, 11],
    ['[{"id":1}] x', 1, 12],
    ['{"id":1}\n{"id":2}\n', 2, 1],
    ['[{"id":"\\ud800"}]', 1, 15],
    ['[{"id":"a\nb"}]', 1, 10],
    ['[{"id":01}]', 1, 10],
    ['[{"id":nope}]', 1, 12],
    ["[{'id':1}]", 1, 3],
    ['[{"id":1}}', 1, 10],
    ['id,email\n1,a@b.example\n', 1, 3],
  ])('%j are refused at line %i, column %i', async (content, line, column) => {
    const { code, at } = await refusal('faulty.json', content);
    expect({ code, at }).toEqual({ code: 'input/broken-json', at: { file: 'faulty.json', line, column } });
  });

  it('are refused for a fault far from their beginning, too', async () => {
    const many = '{"id":1},\n'.repeat(300_000);
    const { at } = await refusal('late.json', `[${many}{"id":}]`);
    expect(at).toMatchObject({ line: 300_001, column: 7 });
    const bytes = Buffer.concat([Buffer.from(`[${many}{"id":"`), Buffer.from([0xff]), Buffer.from('"}]')]);
    expect((await refusal('bytes.json', bytes)).at).toMatchObject({ line: 300_001, column: 8 });
  });

  it('name the cure when they are something else', async () => {
    expect((await refusal('lines.json', lines({ id: 1 }, { id: 2 }))).help).toContain('.jsonl');
    expect((await refusal('table.json', 'id,email\n')).help).toContain('.csv');
    expect(await refusal('table.csv', '[\n{"id":1}]')).toMatchObject({
      code: 'input/not-text',
      help: expect.stringContaining('.json,'),
    });
    expect(await refusal('lines.csv', lines({ id: 1 }, { id: 2 }))).toMatchObject({
      code: 'input/not-text',
      help: expect.stringContaining('.jsonl'),
    });
    expect(await refusal('none.json', '[]')).toMatchObject({ code: 'input/empty-file' });
  });

  it('survive any nesting', async () => {
    const { records, broken } = await read('deep.json', `[${nested(33)},${nested(32)},${nested(100_000)}]`);
    expect(records).toHaveLength(1);
    expect(broken).toEqual({ too_deep: 2 });
    expect(await refusal('open.json', '['.repeat(100_000))).toMatchObject({ code: 'input/broken-json' });
    expect(await refusal('deeper.json', '['.repeat(1_000_001))).toMatchObject({ code: 'input/broken-json' });
    expect(await refusal('objects.json', '{"a":'.repeat(100_000))).toMatchObject({
      code: 'input/broken-json',
    });
  });
});

describe('columns of JSON records', () => {
  it('are the paths of nested values', async () => {
    const record = {
      id: 1,
      a: { b: { c: { d: { e: 1 } } } },
      tags: ['x'],
      items: [{ sku: 's', n: { q: 2 } }],
      none: {},
    };
    const { columns, records } = await read('nested.jsonl', lines(record));
    expect(columns).toEqual(['id', 'a.b.c.d', 'tags', 'items', 'items[0].sku', 'items[0].n.q']);
    expect(records[0]).toMatchObject({
      'a.b.c.d': '{"e":1}',
      tags: '["x"]',
      'items[0].sku': 's',
      'items[0].n.q': '2',
    });
  });

  it('are looked up by a mapped path that the sample does not show', async () => {
    const plain = Array.from({ length: 600 }, (_, id) => ({ id }));
    const late = {
      mail: { tags: ['a', 'b'] },
      recipients: [{ email: 'x@y.example' }],
      a: { b: { c: { d: { e: { f: 7 } } } } },
    };
    const mapped = ['mail.tags.1', 'recipients[0].email', 'a.b.c.d.e.f', 'mail', 'absent', '/a/b/c'];
    const { columns, records } = await read('late.jsonl', lines(...plain, late), {}, mapped);
    expect(columns).toEqual(['id', 'mail.tags.1', 'recipients[0].email', 'a.b.c.d.e.f', 'mail', '/a/b/c']);
    expect(records[600]).toEqual({
      'mail.tags.1': 'b',
      'recipients[0].email': 'x@y.example',
      'a.b.c.d.e.f': '7',
      mail: '{"tags":["a","b"]}',
      '/a/b/c': '{"d":{"e":{"f":7}}}',
    });
  });

  it('may be an object in some records and a text in others', async () => {
    const { records } = await read('mixed.jsonl', lines({ a: 'x' }, { a: { b: 1 } }, { a: [1] }));
    expect(records).toEqual([{ a: 'x' }, { a: '{"b":1}', 'a.b': '1' }, { a: '[1]' }]);
  });

  it('that read alike are told apart by pointers', async () => {
    const content = lines({ 'a.b': 1, a: { b: 2 } });
    expect((await read('alike.jsonl', content)).records).toEqual([{ 'a.b': '1', '/a/b': '2' }]);
    expect((await read('alike.jsonl', content, {}, ['/a/b'])).records).toEqual([{ 'a.b': '1', '/a/b': '2' }]);
    expect(await refusal('alike.jsonl', content, {}, ['a.b'])).toMatchObject({
      code: 'input/duplicate-header',
      help: 'Say which, with a JSON pointer in place of the header: "/a.b" or "/a/b".',
    });
  });

  it('may be more than are read together', async () => {
    const record = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`k${index}`, `v${index}`]));
    expect((await read('many.jsonl', lines(record), {}, ['k39', 'k20'])).records).toEqual([record]);
  });
});

describe('JSON envelopes', () => {
  const text = (record: unknown) => ({
    Type: 'Notification',
    Timestamp: 't1',
    Message: JSON.stringify(record),
  });

  it('hold the record as text or as an object, and their own fields', async () => {
    const content = lines(text({ event: 'Open', mail: { to: 'x' } }), {
      Timestamp: 't2',
      Message: { event: 'Click' },
    });
    const { columns, records, file } = await read('sns.jsonl', content, { envelope: 'Message' });
    expect(columns).toEqual(['event', 'mail.to', 'envelope.Type', 'envelope.Timestamp']);
    expect(records).toEqual([
      { event: 'Open', 'mail.to': 'x', 'envelope.Type': 'Notification', 'envelope.Timestamp': 't1' },
      { event: 'Click', 'envelope.Timestamp': 't2' },
    ]);
    expect(file.dialect).toBe('{ envelope: "Message" }');
    const mapped = await read('sns.jsonl', content, { envelope: 'Message' }, ['envelope.Message', 'mail']);
    expect(mapped.records[0]).toMatchObject({
      mail: '{"to":"x"}',
      'envelope.Message': expect.stringContaining('Open'),
    });
  });

  it('may stand in a document and be nested', async () => {
    const content = JSON.stringify({ data: { items: [{ body: text({ id: 1 }) }] } });
    const { records } = await read('sqs.json', content, { records: 'data.items', envelope: 'body.Message' });
    expect(records[0]?.id).toBe('1');
  });

  it('without a record are damaged records', async () => {
    const content = `${lines(text({ id: 1 }), { id: 2 }, { Message: null }, { Message: 'x' }, text([1]), { Message: 5 })}x\n${lines({ Message: nested(33) }, { Message: nested(32) })}`;
    const { records, broken } = await read('bad.jsonl', content, { envelope: 'Message' });
    expect(records).toHaveLength(2);
    expect(broken).toEqual({ bad_envelope: 5, not_json: 1, too_deep: 1 });
    expect(await refusal('wrong.jsonl', content, { envelope: 'message' })).toMatchObject({
      code: 'input/not-json-records',
      help: expect.stringContaining('Correct envelope:'),
    });
  });
});

describe('the check of JSON documents', () => {
  const scan = async (bytes: Buffer, piece: number) => {
    const pieces = async function* () {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    };
    return scanDocument(pieces(), undefined);
  };

  it('agrees with JSON.parse, wherever the pieces are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', '"', '{', ']', ',', '\\', '1', ':', '\n', 'é'),
        fc.integer({ min: 1, max: 9 }),
        async (json, at, put, piece) => {
          const place = at % (json.length + 1);
          const text = `${json.slice(0, place)}${put}${json.slice(place)}`;
          if (Buffer.from(text).toString() !== text) return;
          const scanned = await scan(Buffer.from(text), piece);
          expect(scanned.kind !== 'fault').toBe(parses(text));
          expect(await scan(Buffer.from(text), text.length * 4 + 1)).toEqual(scanned);
        },
      ),
      { numRuns: 1000, seed: 7 },
    );
  });

  it('is at least as strict as the engine', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), { minLength: 1 }),
        fc.nat(),
        fc.option(fc.constantFrom('"', '{', ']', ',', '\\', '\\ud800', '0', ' ', '\0', '-')),
        async (records, at, put) => {
          const json = JSON.stringify(records);
          const place = at % (json.length + 1);
          const text = `${json.slice(0, place)}${put ?? ''}${json.slice(place)}`;
          const scanned = await scan(Buffer.from(text), 1 << 20);
          if (scanned.kind !== 'records') return;
          const path = bench.write('engine.json', text);
          const [row] = await bench.database.rows(
            sql`SELECT count(*)::INTEGER FROM read_json_objects(${literal(path)}, format = ${raw("'array'")})`,
          );
          expect(row?.[0]).toBe(scanned.found.records);
        },
      ),
      { numRuns: 150, seed: 7 },
    );
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Every row a source file yields, for comparing with what went in. */
async function cellsOf(file: SourceFile) {
  return (await bench.database.rows(file.scan())).map(([, ...cells]) => cells);
}

describe('any records', () => {
  it('are read alike from lines and from a document', async () => {
    const records = fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(records, async (some) => {
        const [fromLines, fromDocument] = [
          await openAs('any.jsonl', lines(...some)),
          await openAs('any.json', JSON.stringify(some, null, 1)),
        ];
        if ('problem' in fromLines || 'problem' in fromDocument) {
          expect('problem' in fromLines && 'problem' in fromDocument).toBe(true);
          return;
        }
        expect(fromLines.file.columns).toEqual(fromDocument.file.columns);
        const cells = await cellsOf(fromLines.file);
        expect(await cellsOf(fromDocument.file)).toEqual(cells);
        for (const [index, record] of some.entries())
          for (const [key, value] of Object.entries(record))
            if (typeof value === 'string')
              expect(cells[index]?.[fromLines.file.columns.indexOf(key)]).toBe(value);
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});
