import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileNames, fileSlug } from '../../../src/plan/lists/file-slug.js';

/** Texts that somebody might write into a config in order to get somewhere else. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom(
    '../../etc/passwd',
    '/abs',
    'C:\\x',
    '\\\\host\\share',
    '..',
    '.',
    '.hidden',
    'a\0b',
    'a/b',
  ),
  fc.constantFrom(
    'CON',
    'nul',
    'com1',
    'LPT9',
    'aux.csv',
    'CONIN$',
    'x.',
    'x ',
    '-rf',
    '~',
    '$HOME',
    '\u202Egpj',
  ),
  fc.constantFrom(
    'e\u0301',
    '\u00e9',
    'ﬁ',
    'İ',
    'ß',
    'SS',
    '中文',
    '🙂',
    '\ud800',
    'a'.repeat(500),
    '名'.repeat(300),
  ),
);

describe('names of list files', () => {
  it('stay in the directory, whatever they are made of', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (parts) => {
        const name = fileSlug(parts);
        expect(name).toMatch(/^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_-]*$/u);
        expect(Buffer.byteLength(`${name}-1000.parquet`)).toBeLessThan(160);
        expect(win32.basename(name)).toBe(name);
        expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)$/i);
      }),
      { numRuns: 2000 },
    );
  });

  it('are files of their own on the disk', () => {
    fc.assert(
      fc.property(fc.array(fc.array(hostile, { minLength: 1, maxLength: 2 }), { maxLength: 30 }), (all) => {
        const folder = mkdtempSync(join(tmpdir(), 'names-'));
        const names = new FileNames();
        try {
          const given = all.map((parts) => `${names.unique(fileSlug(parts))}.csv`);
          for (const name of given) writeFileSync(join(folder, name), '', { flag: 'wx' });
          expect(readdirSync(folder).sort()).toEqual(given.toSorted());
          const folded = given.map((name) => name.normalize('NFKC').toUpperCase().toLowerCase());
          expect(new Set(folded).size).toBe(given.length);
        } finally {
          rmSync(folder, { recursive: true });
        }
      }),
      { numRuns: 100 },
    );
  });

  const cases: readonly (readonly [readonly string[], string])[] = [
    [['sends', 'welcome'], 'sends-welcome'],
    [['sends', '../../etc'], 'sends-etc'],
    [['v1.2', 'Größe'], 'v1-2-Größe'],
    [['nul'], 'nul-list'],
    [['sends', '!!!'], 'sends-unnamed'],
    [['sends', '客户成功'], 'sends-客户成功'],
    [['sends', 'e\u0301'], 'sends-\u00e9'],
  ];
  it.each(cases)('%j', (parts, name) => {
    expect(fileSlug(parts)).toBe(name);
  });

  it('get a number where two would be one', () => {
    const names = new FileNames();
    expect(['a', 'A', 'b', 'a', 'a-2'].map((name) => names.unique(name))).toEqual([
      'a',
      'A-2',
      'b',
      'a-3',
      'a-2-2',
    ]);
  });
});
