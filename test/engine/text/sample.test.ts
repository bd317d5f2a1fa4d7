import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compressionByContent } from '../../../src/engine/compression.js';
import { describeContent } from '../../../src/engine/text/content-problem.js';
import { decodeSample, firstBadLine, readSample } from '../../../src/engine/text/sample.js';
import { openWorkbench, type Workbench } from '../workbench.js';

const encode = (text: string, name: string, addBOM = false) =>
  iconv.encode(text, name as iconv.Encoding, { addBOM });
const csv = 'id,name\n1,Müller\n2,张伟\n';
const german = 'id;name\n1;Müller\n2;Größe\n';

const sample = (content: string | Buffer, declared?: string, complete = true) =>
  decodeSample(Buffer.from(content), complete, declared);

describe('the encoding of a sample', () => {
  it.each([
    ['utf-8', csv, undefined, 'utf-8', false],
    ['utf-8 with a mark', encode(csv, 'utf-8', true), undefined, 'utf-8', true],
    ['utf-16le with a mark', encode(csv, 'utf-16le', true), undefined, 'utf-16le', true],
    ['utf-16be with a mark', encode(csv, 'utf-16be', true), undefined, 'utf-16be', true],
    ['utf-16 declared, with a mark', encode(csv, 'utf-16be', true), 'utf-16', 'utf-16be', true],
    ['utf-16le declared', encode(csv, 'utf-16le'), 'utf-16le', 'utf-16le', false],
    ['utf-32le declared, with a mark', encode(csv, 'utf-32le', true), 'utf-32le', 'utf-32le', true],
    ['gb18030 declared', encode(csv, 'gb18030'), 'excel-zh', 'gb18030', false],
    ['ASCII, declared to be windows-1252', 'id,name\n1,Miller\n', 'ansi', 'windows-1252', false],
    ['a mark that contradicts the config', encode(csv, 'utf-8', true), 'ansi', 'utf-8', true],
    ['a stray NUL', csv.replace('ü', 'ü\0'), undefined, 'utf-8', false],
  ])('is found: %s', (_, content, declared, encoding, bom) => {
    const found = sample(content, declared);
    expect(found).toMatchObject({ kind: 'text', encoding, bom, complete: true });
    expect(found.kind === 'text' ? found.text.replace('\0', '') : '').toMatch(/^id,name\n1,M/);
  });

  it('does not mind a character that the end of the sample cuts', () => {
    const cut = Buffer.from('id,name\n1,张').subarray(0, -1);
    expect(sample(cut, undefined, false)).toMatchObject({ kind: 'text', text: 'id,name\n1,' });
    expect(sample(cut)).toMatchObject({ kind: 'not-utf8', line: 2 });
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \n\n'],
    ['a mark alone', '\ufeff'],
  ])('is none for %s', (_, content) => {
    expect(sample(content)).toEqual({ kind: 'empty' });
  });
});

describe('a file in another encoding is refused with the cure', () => {
  it.each([
    [
      'undeclared',
      sample(encode(german, 'windows-1252')),
      'input/not-utf8',
      'a.csv is not UTF-8. Line 2 would read "Müller" as windows-1252, "M黮ler" as gb18030.',
      'dialect: { encoding: windows-1252 }',
    ],
    [
      'utf-16 without a mark',
      sample(encode(csv, 'utf-16le')),
      'input/not-utf8',
      'a.csv is not UTF-8: it holds UTF-16 (little endian) without a byte order mark.',
      'dialect: { encoding: utf-16le }',
    ],
    [
      'utf-32',
      sample(encode(csv, 'utf-32be', true)),
      'input/not-utf8',
      'a.csv is not UTF-8: it holds UTF-32 (big endian).',
      'dialect: { encoding: utf-32be }',
    ],
    [
      'UTF-8 that is declared to be windows-1252',
      sample(german, 'windows-1252'),
      'input/wrong-encoding',
      'a.csv is declared to be windows-1252, but its bytes are utf-8.',
      'Remove encoding:',
    ],
    [
      'UTF-8 that is declared to be gb18030',
      sample('张伟,总经理,北京\n', 'gb18030'),
      'input/wrong-encoding',
      'a.csv is declared to be gb18030, but its bytes are utf-8.',
      'Remove encoding:',
    ],
    [
      'ASCII that is declared to be utf-16le',
      sample('id,name\n1,Miller\n', 'utf-16le'),
      'input/wrong-encoding',
      'a.csv is declared to be utf-16le, but its bytes are utf-8.',
      'Remove encoding:',
    ],
    [
      'the other byte order',
      sample(encode(csv, 'utf-16be'), 'utf-16le'),
      'input/wrong-encoding',
      'a.csv is declared to be utf-16le, but its bytes are utf-16be.',
      'dialect: { encoding: utf-16be }',
    ],
    [
      'bytes without a meaning',
      sample(Buffer.from('id\n1\n\x81\n', 'latin1'), 'windows-1252'),
      'input/wrong-encoding',
      'a.csv is not windows-1252: line 3 holds bytes that mean nothing in it.',
      'Correct encoding:',
    ],
  ])('%s', (_, problem, code, message, help) => {
    if (problem.kind === 'text' || problem.kind === 'empty') throw new Error('The sample was read.');
    const told = describeContent('a.csv', problem);
    expect(told).toMatchObject({ code, message });
    expect(told.help).toContain(help);
  });

  it('wherever the first wrong byte is', () => {
    const raw = encode('1;Größe', 'windows-1252');
    const told = describeContent('a.csv', { kind: 'bad-bytes', line: 70_000, raw });
    expect(told.at).toEqual({ file: 'a.csv', line: 70_000 });
    expect(told.message).toContain('Line 70000 would read "Größe" as windows-1252');
    const problem = { kind: 'bad-encoding', line: 9, lines: 4, encoding: 'gb18030' } as const;
    expect(describeContent('a.csv', problem).message).toContain('line 9 holds');
    expect(describeContent('a.csv', problem).message).toContain('4 such lines in all');
  });

  it('with the first bad line, by line feeds or by returns', () => {
    const bad = Buffer.from('a\rb\r\xfc', 'latin1');
    expect(firstBadLine(bad, true)).toEqual({ line: Buffer.from([0xfc]), number: 3 });
    expect(firstBadLine(Buffer.from('a\n\xfc\nb\n', 'latin1'), true)?.number).toBe(2);
    expect(firstBadLine(Buffer.from(csv), true)).toBeUndefined();
  });
});

describe('a file that is no text', () => {
  it.each([
    ['workbook', Buffer.from('PK\x03\x04rest', 'latin1')],
    ['old-workbook', Buffer.from('d0cf11e0a1b11ae100', 'hex')],
    ['parquet', Buffer.from('PAR1rest')],
    ['pdf', Buffer.from('%PDF-1.7')],
    ['gzip', gzipSync('a')],
    ['html', Buffer.from('\n <!DOCTYPE html><html>')],
    ['html', Buffer.from('\ufeff<html lang="de">')],
    ['binary', Buffer.alloc(100)],
  ])('is recognised: %s', (format, content) => {
    const found = sample(content);
    expect(found).toEqual({ kind: 'other-format', format });
    if (found.kind === 'other-format') expect(describeContent('a.csv', found).code).toBe('input/not-text');
  });

  it('is none that only looks a little like it', () => {
    expect(sample('PAR,name\n1,a\n').kind).toBe('text');
    expect(sample('<htmlish>,name\n1,a\n').kind).toBe('text');
  });
});

describe('packed files', () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await openWorkbench();
  });
  afterAll(() => bench.close());

  it('are recognised by content, then by name', async () => {
    const zstd = Buffer.from('28b52ffd', 'hex');
    const cases = [
      [bench.write('gzip.csv', gzipSync(csv)), 'gzip'],
      [bench.write('zstd.csv', zstd), 'zstd'],
      [bench.write('skippable.csv', Buffer.from('502a4d18', 'hex')), 'zstd'],
      [bench.write('plain.csv', csv), 'uncompressed'],
      [bench.write('short.csv', 'a'), 'uncompressed'],
      [bench.write('broken.csv.GZ', csv), 'gzip'],
    ] as const;
    for (const [path, expected] of cases) expect(await compressionByContent(path)).toBe(expected);
  });

  it('are sampled by what is in them', async () => {
    const path = bench.write('packed.csv', gzipSync(encode(german, 'windows-1252')));
    const found = await readSample(path, 'gzip', 'excel-de', bench.database);
    expect(found).toEqual({
      kind: 'text',
      text: german,
      complete: true,
      encoding: 'windows-1252',
      bom: false,
    });
  });

  it('are sampled to 256 KiB', async () => {
    const path = bench.write('large.csv', `id,name\n${'1,张伟\n'.repeat(50_000)}`);
    const found = await readSample(path, 'uncompressed', undefined, bench.database);
    expect(found).toMatchObject({ kind: 'text', complete: false });
    expect(found.kind === 'text' ? found.text.length : 0).toBeGreaterThan(100_000);
  });
});
