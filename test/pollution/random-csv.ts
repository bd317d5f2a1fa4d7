import fc from 'fast-check';
import type { Dialect } from '../../src/model/config.js';
import { bytesOf, plainWriting, tokensOf, type Writing } from './tables.js';

/** A well-formed file and what stands in it. */
export interface RandomCsv {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly writing: Writing;
  readonly bytes: Buffer;
  /** Given to the product; empty when it has to find out by itself. */
  readonly dialect: Dialect;
  /** Headers that a config would name. */
  readonly mapped: readonly string[];
}

/**
 * Well-formed tables of every shape: quotes, line ends and delimiters inside cells, text of all planes, blanks at the edges, empty
 * cells, numbers that are none. Most have a declared delimiter; a table of one row can be read in several ways.
 */
export function randomCsv(): fc.Arbitrary<RandomCsv> {
  return fc
    .record({
      header: header(),
      style: fc.record({
        delimiter: fc.constantFrom(',', ';', '\t', '|'),
        lineEnd: fc.constantFrom('\n', '\r\n'),
        quoting: fc.constantFrom('minimal', 'always', 'some'),
      }),
      bom: fc.boolean(),
      finalLineEnd: fc.boolean(),
      declared: fc.integer({ min: 0, max: 9 }).map((roll) => roll < 7),
      mapped: fc.boolean(),
      rows: fc.array(fc.array(cell(), { minLength: 8, maxLength: 8 }), { maxLength: 40, size: 'medium' }),
    })
    .map(({ header, style, bom, finalLineEnd, declared, mapped, ...drawn }) => {
      const writing = { ...plainWriting, ...style };
      const rows = drawn.rows.map((row) => row.slice(0, header.length));
      const text = bytesOf(tokensOf({ header, rows, writing })).toString();
      const whole = finalLineEnd ? text : text.slice(0, -writing.lineEnd.length);
      return {
        header,
        rows,
        writing,
        bytes: Buffer.from(`${bom ? '\ufeff' : ''}${whole}`),
        dialect: declared ? { delimiter: writing.delimiter, quote: '"' } : {},
        // Nobody could tell a header such as `a, b` from two names without being told one way or the other.
        mapped: mapped || header.some((name) => /[,;|"]/.test(name)) ? header : [],
      };
    });
}

/** Names that differ in more than case, since the header of a product's file is matched without it. */
function header(): fc.Arbitrary<string[]> {
  const word = fc.constantFrom(
    'id',
    'E-Mail',
    'Straße',
    '電子郵件',
    'الاسم',
    'say "hi"',
    'a, b',
    'x;y|z',
    'नाम',
    'größe_2',
  );
  return fc
    .array(word, { minLength: 1, maxLength: 8 })
    .map((words) => words.map((name, index) => (words.indexOf(name) === index ? name : `${name} ${index}`)));
}

function cell(): fc.Arbitrary<string> {
  const mark = fc.constantFrom(...'",;|\t\n \'\\#', '\r\n', '""', 'a', 'ü', '😀');
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom('', '0049', '1e5', '-0', '12345678901234567890', 'NULL', ' x ', '5" screen'),
    },
    { weight: 3, arbitrary: fc.string({ maxLength: 8 }) },
    { weight: 3, arbitrary: fc.array(mark, { maxLength: 6 }).map((marks) => marks.join('')) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }).map(withoutControl) },
  );
}

/** NUL and a carriage return without a line feed are damage, not text. */
function withoutControl(text: string): string {
  return text.replace(/\0|\r(?!\n)/g, '');
}
