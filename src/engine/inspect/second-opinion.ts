import { CsvError, parse } from 'csv-parse/sync';
import { trimBlanks } from '../../sql/text.js';
import type { SourceFile, WalkedRecord } from '../source-file.js';
import type { TextLayout } from '../text/layout.js';
import type { FirstRows } from './first-rows.js';

const comparedRecords = 200;
/** Texts of walked records are cut there. */
const longestText = 4096;

/** The first sound record that csv-parse reads differently than the engine does. */
export interface Disagreement {
  /** Position among the sound records, from 1. */
  readonly record: number;
  /** Physical line, from 1. */
  readonly line: number;
}

/**
 * Reads the first sound records of a delimited file from their raw text with a parser that shares nothing with ours, and compares the
 * cells. Where two parsers differ, the text may not mean what was detected. Blanks around cells do not matter (S2.2).
 */
export async function findDisagreement(
  file: SourceFile,
  layout: TextLayout,
  rows: FirstRows,
): Promise<Disagreement | undefined> {
  let record = 0;
  let found: Disagreement | undefined;
  await file.walk?.((walked) => {
    if (walked.reason !== undefined) return undefined;
    const row = rows[record];
    record++;
    if (row === undefined || record > comparedRecords) return 'enough';
    if (isReadAlike(walked, layout, row)) return undefined;
    found = { record, line: walked.line };
    return 'enough';
  });
  return found;
}

function isReadAlike(walked: WalkedRecord, layout: TextLayout, row: readonly string[]): boolean {
  const text = walked.text();
  if (Buffer.byteLength(text) >= longestText) return true;
  const [cells, ...others] = readAgain(text, layout) ?? [];
  if (cells === undefined || others.length > 0 || cells.length !== row.length) return false;
  return cells.every((cell, index) => trimBlanks(cell) === row[index]);
}

/** Undefined when csv-parse finds no way to read the text. */
function readAgain(text: string, layout: TextLayout): string[][] | undefined {
  try {
    return parse(text, {
      delimiter: layout.delimiter,
      quote: layout.quote === '' ? false : layout.quote,
      escape: layout.quote === '' ? null : layout.escape,
      record_delimiter: ['\r\n', '\n', '\r'],
      trim: true,
      relax_quotes: true,
    });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}
