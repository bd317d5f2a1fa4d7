import { CsvError, parse } from 'csv-parse/sync';
import type { Writing } from './tables.js';

export type Cells = readonly string[];

/**
 * What csv-parse makes of a text when it forgives nothing: all records, header included, or undefined for a text that is not
 * well-formed. Lines without any text are no records; an unquoted carriage
 * return ends one. When no cell of the text begins with a quote, quotes are plain characters,
 * as in exports that never quote.
 */
export function readStrictly(text: string, writing: Writing): readonly Cells[] | undefined {
  const { delimiter, quote } = writing;
  const opened = new RegExp(`(^\\ufeff?|[\\r\\n]|${escapePattern(delimiter)})[ \\t]*${escapePattern(quote)}`);
  try {
    return parse(text, {
      bom: true,
      delimiter,
      quote: opened.test(text) ? quote : null,
      escape: writing.escape || null,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
    }).filter((cells) => !isBlank(cells));
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

export function isBlank(cells: readonly (string | null)[]): boolean {
  return cells.every((cell) => cell === null || cell.trim() === '');
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

export function trimAll(records: readonly Cells[]): readonly Cells[] {
  return records.map((cells) => cells.map((cell) => cell.trim()));
}
