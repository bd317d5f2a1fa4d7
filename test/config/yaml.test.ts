import { describe, expect, it } from 'vitest';
import { readYaml } from '../../src/config/yaml/read-yaml.js';
import { readMarked } from './marked.js';

const read = (text: string) => readYaml(text, 'nurture.yaml');
const codesOf = (text: string) => read(text).diagnostics.map(({ code }) => code);

describe('readYaml', () => {
  it('gives plain data', () => {
    const { document, diagnostics } = read(
      'a: [1, two, true, null, 2024-03-05, 09:00, no, 5%]\nb: { c: "007" }\n',
    );
    expect(diagnostics).toEqual([]);
    expect(document?.value).toEqual({
      a: [1, 'two', true, null, '2024-03-05', '09:00', 'no', '5%'],
      b: { c: '007' },
    });
  });

  it.each(['', '\n', '# only a comment\n', '---\n', '\ufeff'])('reads %j as nothing', (text) => {
    expect(read(text).document?.value).toBeNull();
  });

  it('reads a file with a byte order mark and CRLF line ends', () => {
    expect(read('\ufeffa: 1\r\nb: 2\r\n').document?.value).toEqual({ a: 1, b: 2 });
  });

  it('accepts %YAML 1.2', () => {
    expect(read('%YAML 1.2\n---\na: no\n')).toMatchObject({
      document: { value: { a: 'no' } },
      diagnostics: [],
    });
  });

  it('reads a file with a refused directive as YAML 1.2 all the same', () => {
    expect(read('%YAML 1.1\n---\na: no\nb: 0o17\n').document?.value).toMatchObject({ a: 'no' });
  });

  it.each([
    ['yaml/duplicate-key', 'a: 1\n‹a›: 2\n'],
    ['yaml/duplicate-key', '{ a: 1, "b": 2, ‹"a"›: 3 }'],
    ['yaml/duplicate-key', '1: a\n‹"1"›: b\n'],
    ['yaml/reserved-key', 'a: { ‹__proto__›: 1 }'],
    ['yaml/alias', 'a: ‹&name› 1'],
    ['yaml/alias', '‹&name› a: 1'],
    ['yaml/alias', 'a: ‹*name›'],
    ['yaml/tag', 'a: ‹!secret› b'],
    ['yaml/tag', 'a: ‹!!binary› aGVsbG8='],
    ['yaml/tag', 'a: ‹!!set› { b, c }'],
    ['yaml/directive', '‹%YAML 1.1›\n---\na: 1'],
    ['yaml/directive', '‹%TAG ! tag:example.com,2024:›\n---\na: 1'],
    ['yaml/multiple-documents', 'a: 1\n‹---›\nb: 2\n'],
    ['yaml/changed-number', 'a: ‹007›'],
    ['yaml/changed-number', 'a: [1, ‹-00.5›]'],
    ['yaml/changed-number', 'a: ‹49170123456789012›'],
    ['yaml/changed-number', 'a: ‹0.12345678901234567›'],
    ['yaml/changed-number', 'a: ‹1234567890123456›'],
    ['yaml/changed-number', 'a: ‹0x1F›'],
    ['yaml/changed-number', 'a: ‹0o17›'],
    ['yaml/changed-number', 'a: ‹.inf›'],
    ['yaml/changed-number', 'a: ‹.nan›'],
    ['yaml/changed-number', 'a: ‹1e999›'],
    ['yaml/tab-indent', 'a:\n‹\t›b: 1'],
    ['yaml/syntax', 'a: "‹\\›d+"'],
  ])('finds %s in %j', (code, marked) => {
    const { text, place } = readMarked(marked);
    expect(read(text).diagnostics).toMatchObject([{ code, at: place }]);
  });

  it.each([
    'a: 0',
    'a: -0.5',
    'a: .5',
    'a: 10.00',
    'a: 1e6',
    'a: 123456789012345',
    'a: +3',
    'a: -5.900429858080613e-309',
    'a: 0.30000000000000004',
    "a: '007'",
    'a: 1_000',
    'a: 007a',
  ])('takes %j as it is', (text) => {
    expect(codesOf(text)).toEqual([]);
  });

  it.each(['{', '[', 'a: [', 'a: b: c', '"', 'a:\n  - b\n c', '@', 'a: `b', '- a\nb', '%', '? [a]'])(
    'finds something at a place in %j',
    (text) => {
      const { diagnostics } = read(text);
      expect(diagnostics.length).toBeGreaterThan(0);
      for (const { at } of diagnostics) expect(at?.line).toBeGreaterThan(0);
    },
  );

  describe('limits, before anything is built', () => {
    it.each([
      ['yaml/too-large', `a: ${'x'.repeat(1024 * 1024)}`],
      ['yaml/too-deep', '['.repeat(100_000)],
      ['yaml/too-deep', '{a: '.repeat(100_000)],
      ['yaml/too-deep', '- '.repeat(100_000)],
      ['yaml/too-deep', '? '.repeat(100_000)],
      ['yaml/too-deep', Array.from({ length: 100 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
      ['yaml/too-many-values', Array.from({ length: 100_000 }, (_, key) => `k${key}: 1\n`).join('')],
      ['yaml/too-many-values', `[${'1,'.repeat(100_000)}]`],
      ['yaml/too-many-values', ':\n'.repeat(100_000)],
      ['yaml/too-many-values', '*a '.repeat(100_000)],
      ['yaml/too-many-values', ']'.repeat(200_000)],
      ['yaml/too-many-values', '\n'.repeat(200_000)],
    ])('%s', (code, text) => {
      expect(codesOf(text)).toEqual([code]);
    });

    it('lets 32 levels and 20,000 values pass', () => {
      expect(codesOf(`${'['.repeat(32)}1${']'.repeat(32)}`)).toEqual([]);
      expect(codesOf(`${'['.repeat(33)}1${']'.repeat(33)}`)).toEqual(['yaml/too-deep']);
      const block = (levels: number) =>
        Array.from({ length: levels }, (_, at) => `${' '.repeat(at)}a:\n`).join('');
      expect(codesOf(`${block(32)}${' '.repeat(32)}b`)).toEqual([]);
      expect(codesOf(block(33))).toEqual(['yaml/too-deep']);
      expect(codesOf(`[${'1,'.repeat(19_999)}]`)).toEqual([]);
    });
  });

  it('finds an alias bomb without opening it', () => {
    const bomb = ['a: &a [x, x]', 'b: &b [*a, *a]', 'c: &c [*b, *b]', 'd: [*c, *c]'].join('\n');
    expect(new Set(codesOf(bomb))).toEqual(new Set(['yaml/alias']));
    expect(read(bomb).document).toBeUndefined();
  });
});

describe('places', () => {
  const { document } = read('top:\n  list:\n    - { id: a, n: 1 }\n    - id: b\n      empty:\n');
  const at = (path: readonly (string | number)[], on: 'key' | 'value') => {
    const { line, column, endColumn } = document?.placeOf(path, on) ?? {};
    return [line, column, endColumn];
  };

  it.each([
    ['a key', ['top', 'list', 0, 'id'], 'key', [3, 9, 11]],
    ['a value', ['top', 'list', 0, 'id'], 'value', [3, 13, 14]],
    ['a flow mapping', ['top', 'list', 0], 'value', [3, 7, 22]],
    ['the first line of a block mapping', ['top', 'list', 1], 'value', [4, 7, 12]],
    ['the key of an empty value', ['top', 'list', 1, 'empty'], 'value', [5, 7, 12]],
    ['the parent of a missing key', ['top', 'list', 0, 'missing'], 'value', [3, 7, 22]],
    ['the key of the parent of a missing key', ['top', 'missing'], 'value', [1, 1, 4]],
    ['the top', [], 'value', [1, 1, 5]],
  ] as const)('shows %s', (_, path, on, expected) => {
    expect(at(path, on)).toEqual(expected);
  });
});
