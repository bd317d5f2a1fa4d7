import Table from 'cli-table3';
import stringWidth from 'string-width';
import { visible } from './diagnostics/terminal-text.js';

export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Cells wider than this are cut with an ellipsis, when the output has a width. */
  readonly widest?: number;
}

export interface TableOptions {
  /** Columns of the terminal; undefined for pipes, where nothing is cut. */
  readonly width: number | undefined;
  readonly plain: boolean;
}

/** Rows of text as a table: with lines for terminals, tab-separated when `plain`. */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  { width, plain }: TableOptions,
): string {
  const cells = rows.map((row) => row.map(visible));
  if (plain)
    return [columns.map(({ title }) => title), ...cells].map((row) => `${row.join('\t')}\n`).join('');
  const table = new Table({
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    style: { head: [], border: [], compact: true },
    chars: lines,
  });
  for (const row of cells) {
    table.push(
      row.map((cell, index) =>
        cut(cell, width === undefined ? widestCell : (columns[index]?.widest ?? width)),
      ),
    );
  }
  // The last column is padded like the others; nobody wants to copy those blanks.
  return `${table.toString().replace(/ +$/gm, '')}\n`;
}

/** Even a pipe gets no cells wider than this: one absurd value would pad every row. Files and JSON hold it whole. */
const widestCell = 200;

/** No frame: a line under the titles, two blanks between columns. */
const lines = {
  ...{
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
  },
  ...{
    'bottom-right': '',
    left: '',
    'left-mid': '',
    mid: '',
    'mid-mid': '',
    right: '',
    'right-mid': '',
    middle: ' ',
  },
};

/** Cuts by display width, so that 中文 counts as four columns. */
function cut(text: string, widest: number): string {
  if (stringWidth(text) <= widest) return text;
  let kept = '';
  for (const character of text) {
    if (stringWidth(kept + character) > widest - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
