import iconv from 'iconv-lite';
import type { Dialect } from '../../src/model/config.js';
import { orders } from './orders.js';
import { bytesOf, type Table, type Token, tokensOf, type Writing } from './tables.js';

/** A polluted file, and the table that is in it. */
export interface PollutedFile {
  /** What was done, without the place. */
  readonly family: string;
  readonly name: string;
  /** Number of the damaged place, for what is done in every row and column; undefined for what is done to the file. */
  readonly place?: number;
  readonly bytes: Buffer;
  readonly text: string;
  /** What the reader is told about the file. */
  readonly dialect: Dialect;
  readonly table: Table;
}

/**
 * The families of the public benchmark Pollock (Vitagliano et al., "Pollock: A Data Loading Benchmark", VLDB 2023), made from a
 * table of our own: what happens to whole files, each with the dialect told and again with nothing told, and then, in the header and
 * in each of 84 rows, one separator more or less, one quote more, another delimiter.
 */
export function pollutedFiles(): readonly PollutedFile[] {
  const told = wholeFiles();
  const untold = told
    .filter(({ dialect }) => Object.keys(dialect).length > 0)
    .map((file) => ({
      ...file,
      family: `${file.family} (untold)`,
      name: `untold_${file.name}`,
      dialect: {},
    }));
  return [...told, ...untold, ...orderedRows.flatMap(rowFiles)];
}

const { header, rows } = orders;
const clean = tokensOf(orders);
const cleanText = bytesOf(clean).toString();
const lines = cleanText.split(/(?<=\r\n)/);
const told: Dialect = { delimiter: ',', quote: '"' };
const orderedRows = [-1, ...rows.keys()];

function wholeFiles(): PollutedFile[] {
  const [first = '', ...body] = lines;
  const titles = 'PREAMBLE\r\nexported by the shop\r\n2026-03-01\r\n';
  const notes = 'FOOTNOTE\r\ntotals are net\r\nend\r\n';
  const cells = (text: string) => `${text}${','.repeat(header.length - 1)}\r\n`;
  const second = (width: number) =>
    Array.from(
      { length: 6 },
      (_, row) => `${Array.from({ length: width }, (_, at) => `t${row}${at}`).join()}\r\n`,
    );
  return [
    file('source', cleanText),
    file('no_payload', '', { rows: [] }),
    file('no_trailing_newline', cleanText.slice(0, -2)),
    file('double_trailing_newline', `${cleanText}\r\n`),
    file('no_header', body.join('')),
    file('header_only', first, { rows: [] }),
    file('one_data_row', first + body[0], { rows: rows.slice(0, 1) }),
    file('header_multirow_2', first + cells('group') + body.join(''), {}, { header_rows: 2 }),
    file('header_multirow_3', first + cells('group') + cells('unit') + body.join(''), {}, { header_rows: 3 }),
    file('preamble', titles + cleanText, {}, { skip_rows: 3 }),
    file('preamble_blank_line', `${titles}\r\n${cleanText}`, {}, { skip_rows: 4 }),
    file('preamble_delimited', cells('PREAMBLE').repeat(3) + cleanText, {}, { skip_rows: 3 }),
    file('footnote', cleanText + notes),
    file('footnote_blank_line', `${cleanText}\r\n${notes}`),
    file('footnote_delimited', cleanText + cells('FOOTNOTE').repeat(3)),
    file('multitable_less', `${cleanText}\r\n${second(6).join('')}`),
    file('multitable_same', `${cleanText}\r\n${second(9).join('')}`),
    file('multitable_more', `${cleanText}\r\n${second(12).join('')}`),
    file('bom', `\ufeff${cleanText}`),
    encoded('encoding_utf16le', 'utf-16le', true),
    encoded('encoding_utf16be', 'utf-16be', true),
    encoded('encoding_latin1', 'latin1', false),
    encoded('encoding_windows1252', 'windows-1252', false),
    encoded('encoding_gb18030', 'gb18030', false),
    written('record_delimiter_0xD', { lineEnd: '\r' }),
    written('record_delimiter_0xA', { lineEnd: '\n' }),
    written('field_delimiter_0x9', { delimiter: '\t' }),
    written('field_delimiter_0x3B', { delimiter: ';' }),
    written('field_delimiter_0x7C', { delimiter: '|' }),
    written('field_delimiter_0x3A', { delimiter: ':' }),
    written('field_delimiter_0x20', { delimiter: ' ' }),
    written('field_delimiter_0x2C_0x20', { delimiter: ', ' }),
    written('quotation_char_0x27', { quote: "'", escape: "'" }),
    written('quotation_all', { quoting: 'always' }),
    written('escape_char_0x5C', { escape: '\\' }),
    written('escape_char_0x00', { escape: '' }),
    file('column_header_empty', cleanText.replace('quantity', '')),
    file('column_header_nonunique', cleanText.replace('quantity', 'DATE')),
    file('column_header_large', cleanText.replace('quantity', 'quantity'.repeat(100_000))),
    ...[0, 1, 49, 83].flatMap(oddRows),
  ];
}

/** Pollutions that the benchmark tries in a few rows only. */
function oddRows(row: number): PollutedFile[] {
  const change = (family: string, alter: (line: string) => string, table: Partial<Table> = {}) => {
    const altered = lines.map((line, index) => (index === row + 1 ? alter(line) : line)).join('');
    return { ...file(family, altered, table), name: `${family}${row}.csv` };
  };
  return [
    change('row_record_delimiter_0xA', (line) => line.replace('\r\n', '\n')),
    change('row_record_delimiter_0xD', (line) => line.replace('\r\n', '\r')),
    change('row_quotation_mark_0x27', (line) => line.replaceAll('"', "'")),
    change('row_escape_char_0x5C', (line) => line.replaceAll('""', '\\"')),
    change('row_n_fields_empty', () => '\r\n', { rows: rows.toSpliced(row, 1) }),
    change('row_n_fields_less', (line) => `${line.split(',').slice(0, 5).join()}\r\n`),
    change('row_n_fields_more', (line) => `${line.trimEnd()}${',x'.repeat(6)}\r\n`),
  ];
}

function rowFiles(row: number): PollutedFile[] {
  const own = clean.flatMap((token, index) => (token.row === row ? [index] : []));
  const separators = own.filter((index) => clean[index]?.kind === 'delimiter');
  // A cell begins where the row does, or behind a separator.
  const begins = [own[0] ?? 0, ...separators.map((index) => index + 1)];
  const damaged = (family: string, column: number, tokens: readonly Token[]) => ({
    ...file(family, bytesOf(tokens).toString()),
    name: `${family}${row + 1}_col${column}.csv`,
    place: (row + 1) * header.length + column,
  });
  const semicolons = clean.map((token, index) =>
    separators.includes(index) ? { ...token, bytes: Buffer.from(';') } : token,
  );
  return [
    ...separators.map((at, column) => damaged('row_less_sep_row', column, clean.toSpliced(at, 1))),
    ...begins.map((at, column) =>
      damaged('row_more_sep_row', column, clean.toSpliced(at, 0, mark(',', row))),
    ),
    ...begins.map((at, column) => {
      const inside = clean[at]?.kind === 'quote' ? at + 1 : at;
      return damaged('row_extra_quote_row', column, clean.toSpliced(inside, 0, mark('"', row)));
    }),
    damaged('row_field_delimiter_0x3B_row', 0, semicolons),
  ];
}

function mark(text: string, row: number): Token {
  return { kind: 'text', bytes: Buffer.from(text), row };
}

function file(family: string, text: string, table: Partial<Table> = {}, dialect: Dialect = {}): PollutedFile {
  return {
    family,
    name: `${family}.csv`,
    bytes: Buffer.from(text),
    text,
    dialect: { ...told, ...dialect },
    table: { ...orders, ...table },
  };
}

function written(family: string, change: Partial<Writing>): PollutedFile {
  const writing = { ...orders.writing, ...change };
  const text = bytesOf(tokensOf({ ...orders, writing })).toString();
  const { delimiter, quote } = writing;
  const declared = writing.escape === '\\' ? { escape: '\\' } : {};
  return file(family, text, { writing }, { delimiter, quote, ...declared });
}

function encoded(family: string, encoding: string, addBOM: boolean): PollutedFile {
  const bytes = iconv.encode(cleanText, encoding, { addBOM });
  return { ...file(family, cleanText, {}, addBOM ? {} : { encoding }), bytes };
}
