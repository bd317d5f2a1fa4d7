import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wasmModule } from '../../../scripts/build-wasm.mjs';
import { RecordCheck } from '../../../src/engine/text/record-check.js';
import { type ReadRecord, RecordReader } from '../../../src/engine/text/record-reader.js';

function check(bytes: Buffer, columns: number, piece: number, quote = '"') {
  const found = new RecordCheck({ delimiter: ',', quote, columns });
  for (let at = 0; at < bytes.length; at += piece) found.push(bytes.subarray(at, at + piece));
  found.end();
  return { regular: found.regular, records: found.records, spanning: found.spanning };
}

/** The careful reader's view of the same bytes: what is sound, and whether anything else is there. */
function readCarefully(bytes: Buffer, columns: number, piece: number, quote = '"') {
  const seen = { sound: 0, spanning: 0, other: 0 };
  const header = Array.from({ length: columns }, (_, index) => `h${index}`);
  const layout = { delimiter: ',', quote, escape: quote, header, headerLine: 1, headerRows: 1 };
  const habits = { spans: 'unknown', returnEnds: false, strayQuotes: 'damage', damaged: false } as const;
  const reader = new RecordReader(layout, habits, ({ kind, breaks }: ReadRecord) => {
    if (kind !== 'sound') seen.other++;
    else {
      seen.sound++;
      if (breaks > 0) seen.spanning++;
    }
    return undefined;
  });
  for (let at = 0; at < bytes.length; at += piece) reader.push(Buffer.from(bytes.subarray(at, at + piece)));
  reader.end();
  return seen;
}

const pieces = [
  'x',
  'ü',
  '中',
  '😀',
  '"',
  '""',
  ',',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '\0',
  'word',
  '"q"',
  '"q,\n"',
  ',',
];
const rawPieces = [
  Buffer.from([0xff]),
  Buffer.from([0xc3]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xf4, 0x90, 0x80, 0x80]),
];

const text = fc
  .array(
    fc.oneof(
      { weight: 40, arbitrary: fc.constantFrom(...pieces).map((piece) => Buffer.from(piece)) },
      { weight: 1, arbitrary: fc.constantFrom(...rawPieces) },
    ),
    { maxLength: 60 },
  )
  .map((parts) => Buffer.concat(parts));

describe('the fast check of records', () => {
  it('calls regular only what the careful reader reads without a fault, and counts the same', () => {
    let regular = 0;
    const property = fc.property(
      text,
      fc.integer({ min: 1, max: 70 }),
      fc.constantFrom(1, 2, 3),
      (rows, piece, columns) => {
        const header = ['h0', 'h1', 'h2'].slice(0, columns).join(',');
        const bytes = Buffer.concat([Buffer.from(`${header}\n`), rows]);
        const found = check(bytes, columns, piece);
        if (!found.regular) return;
        regular++;
        const careful = readCarefully(bytes, columns, piece);
        const blanks = columns === 1 ? 0 : careful.other;
        expect({ records: found.records, spanning: found.spanning, other: blanks }).toEqual({
          records: careful.sound,
          spanning: careful.spanning,
          other: 0,
        });
      },
    );
    fc.assert(property, { numRuns: 5000 });
    expect(regular).toBeGreaterThan(300);
  });

  it('says the same whatever the pieces the text comes in', () => {
    const property = fc.property(text, fc.integer({ min: 1, max: 70 }), (rows, piece) => {
      const bytes = Buffer.concat([Buffer.from('a,b\n'), rows]);
      const whole = check(bytes, 2, bytes.length);
      const cut = check(bytes, 2, piece);
      expect(cut.regular).toBe(whole.regular);
      if (whole.regular) expect(cut).toEqual(whole);
    });
    fc.assert(property, { numRuns: 3000 });
  });

  it.each([
    ['plain records', 'a,b\n1,2\n3,4\n', { regular: true, records: 2, spanning: 0 }],
    ['no line end at the end', 'a,b\n1,2', { regular: true, records: 1, spanning: 0 }],
    ['a byte order mark', '\ufeffa,b\r\n1,2\r\n', { regular: true, records: 1, spanning: 0 }],
    ['a header alone', 'a,b', { regular: true, records: 0, spanning: 0 }],
    ['cells that span lines', 'a,b\n1,"2\n3"\n4,"5,""6"""\n', { regular: true, records: 2, spanning: 1 }],
  ])('finds regular: %s', (_, content, expected) => {
    expect(check(Buffer.from(content), 2, 1 << 20)).toEqual(expected);
  });

  it.each([
    ['one separator too many before an empty last cell', 'a,b\n1,2,\n'],
    ['one cell too few', 'a,b\n1\n'],
    ['a blank line', 'a,b\n1,2\n\n3,4\n'],
    ['a record without content', 'a,b\n,\n'],
    ['the header once more', 'a,b\n1,2\na,b\n'],
    ['line ends of two kinds', 'a,b\n1,2\r\n3,4\n'],
    ['a lone carriage return', 'a,b\n1\r,2\n'],
    ['a NUL', 'a,b\n1,\0\n'],
    ['a quote inside a cell', 'a,b\n1,x"y\n'],
    ['something behind a closing quote', 'a,b\n1,"x"y\n'],
    ['a quote that nothing closes', 'a,b\n1,"x\n2,3\n'],
    ['a record longer than the limit', `a,b\n1,${'x'.repeat(1_000_001)}\n`],
  ])('finds odd: %s', (_, content) => {
    expect(check(Buffer.from(content), 2, 1 << 20).regular).toBe(false);
  });

  it('calls trimmed only a text whose cells are their own text', () => {
    const blanks = [' ', '\t', '\u00a0', '\u3000', '\ufeff', '\u000b', '\u000c'];
    const cell = fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom('x', 'Özil', '王', 'カナ', '', 'a b', '"q"', '"a b"', '"中"') },
      fc
        .tuple(
          fc.constantFrom('', 'x', '王', 'é'),
          fc.constantFrom(...blanks),
          fc.constantFrom('', 'x', '王'),
        )
        .map((parts) => parts.join('')),
      fc.constantFrom('""', '" x"', '"x "', '"x\u00a0"', '"\u3000x"'),
    );
    let trimmed = 0;
    const property = fc.property(
      fc.array(fc.tuple(cell, cell), { maxLength: 5 }),
      fc.boolean(),
      (rows, returns) => {
        const lineEnd = returns ? '\r\n' : '\n';
        const content = ['a,b', ...rows.map((cells) => cells.join(','))].join(lineEnd);
        const found = new RecordCheck({ delimiter: ',', quote: '"', columns: 2 });
        found.push(Buffer.from(content));
        found.end();
        if (!found.regular || !found.trimmed) return;
        trimmed++;
        for (const written of rows.flat()) {
          const text = written.replace(/^"(.*)"$/s, '$1');
          expect(text).toBe(
            text.replace(/^[ \t\n\v\f\r\u00a0\u3000\ufeff]+|[ \t\n\v\f\r\u00a0\u3000\ufeff]+$/g, ''),
          );
          expect(written).not.toBe('""');
        }
      },
    );
    fc.assert(property, { numRuns: 3000 });
    expect(trimmed).toBeGreaterThan(300);
  });

  it('is what record-check.wat says', async () => {
    const committed = readFileSync(
      new URL('../../../src/engine/text/record-check-wasm.ts', import.meta.url),
      'utf8',
    );
    expect(committed.replaceAll(/\s/g, '')).toBe((await wasmModule()).replaceAll(/\s/g, ''));
  });
});
