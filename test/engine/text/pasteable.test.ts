import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dialect } from '../../../src/config/schema/dialect.js';
import type { TextLayout } from '../../../src/engine/text/layout.js';
import { pasteable } from '../../../src/engine/text/pasteable.js';

const plain: TextLayout = {
  delimiter: ',',
  quote: '"',
  escape: '"',
  header: ['id', 'email'],
  headerLine: 1,
  headerRows: 1,
};

describe('what to paste', () => {
  it('is nothing for the plainest form', () => {
    expect(pasteable(plain, 'utf-8')).toBe('');
  });

  it('names what differs', () => {
    expect(pasteable({ ...plain, delimiter: ';', headerLine: 4 }, 'windows-1252')).toBe(
      '{ delimiter: ";", encoding: windows-1252, skip_rows: 3 }',
    );
    expect(pasteable({ ...plain, delimiter: '\t', quote: '', escape: '' }, 'utf-8')).toBe(
      '{ delimiter: "\\t", quote: "" }',
    );
    expect(pasteable({ ...plain, quote: "'", escape: '\\', headerRows: 2 }, 'utf-8')).toBe(
      '{ quote: "\'", escape: "\\\\", header_rows: 2 }',
    );
  });

  it('is read back as a valid dialect that says the same', () => {
    const character = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 });
    const layouts = fc.record({
      delimiter: character,
      quote: fc.constantFrom('"', "'", '', '~', '|', 'q'),
      isEscaped: fc.boolean(),
      headerLine: fc.integer({ min: 1, max: 1001 }),
      headerRows: fc.integer({ min: 1, max: 10 }),
    });
    const encodings = fc.constantFrom('utf-8', 'utf-16le', 'windows-1252', 'gb18030', 'cp866', 'iso-8859-2');
    fc.assert(
      fc.property(layouts, encodings, ({ isEscaped, ...rest }, encoding) => {
        const layout = { ...plain, ...rest, escape: isEscaped && rest.quote !== '' ? '\\' : rest.quote };
        const written = pasteable(layout, encoding);
        const read = dialect.parse(written === '' ? {} : parse(written));
        const quote = read.quote ?? '"';
        expect({
          delimiter: read.delimiter ?? ',',
          quote,
          escape: read.escape ?? quote,
          encoding: read.encoding ?? 'utf-8',
          headerLine: (read.skip_rows ?? 0) + 1,
          headerRows: read.header_rows ?? 1,
        }).toEqual({
          delimiter: layout.delimiter,
          quote: layout.quote,
          escape: layout.escape,
          encoding,
          headerLine: layout.headerLine,
          headerRows: layout.headerRows,
        });
      }),
    );
  });
});
