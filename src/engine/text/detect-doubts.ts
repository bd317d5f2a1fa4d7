import { headerKey } from '../aliases.js';
import type { SampledRecord } from './detect-records.js';
import type { Table } from './detect-table.js';
import { type Shape, shapeOf } from './shapes.js';

/** Why the header of a table, or its end, is a question. */
export type Doubt =
  | { readonly kind: 'no-header'; readonly line: number; readonly columns: number }
  | { readonly kind: 'second-header'; readonly line: number; readonly headerRows: number }
  | { readonly kind: 'second-table'; readonly line: number };

/** Values a column must have before their shape says anything of another cell of it. */
const neededValues = 5;
const neededColumns = 2;
const mostFurtherHeaders = 3;

/**
 * What looks wrong with the header of a table: that it is a record, that more lines of it follow, or that another header
 * stands after a blank line further below. Names of columns are told from data by shape, so a table of texts alone is
 * never doubted.
 */
export function doubtHeader(table: Table): Doubt | undefined {
  const { headerRecord, header, agreeing } = table;
  if (looksLikeRecord(table)) return { kind: 'no-header', line: headerRecord.line, columns: header.length };
  for (let further = 1; further <= mostFurtherHeaders; further++) {
    const rest = new ColumnValues(agreeing.slice(further));
    const [second] = agreeing;
    const data = agreeing[further];
    if (second === undefined || data === undefined) break;
    if (agreeing.slice(0, further).every((record) => rest.areNamedBy(record)))
      return { kind: 'second-header', line: second.line, headerRows: data.line - headerRecord.lastLine };
  }
  const line = secondTable(table);
  return line === undefined ? undefined : { kind: 'second-table', line };
}

/** An e-mail address is no name of a column. Numbers and dates may be, for instance of years. */
function looksLikeRecord({ header, agreeing, hasMapped }: Table): boolean {
  if (hasMapped) return false;
  const shapes = header.map(shapeOf);
  const alike = shapes.filter((shape, column) => isData(shape) && areAll(shape, agreeing, column));
  if (alike.includes('email')) return true;
  const isWithoutText = !shapes.includes('text');
  return alike.length >= Math.min(neededColumns, header.length) && (alike.includes('date') || isWithoutText);
}

function areAll(shape: Shape, rows: readonly SampledRecord[], column: number): boolean {
  const shapes = rows
    .map(({ cells }) => shapeOf(cells[column]?.text ?? ''))
    .filter((seen) => seen !== 'empty');
  return shapes.length > 0 && shapes.every((seen) => seen === shape);
}

function secondTable({ header, agreeing }: Table): number | undefined {
  const above = new ColumnValues([]);
  const names = header.map(headerKey);
  const found = agreeing.find((record, index) => {
    const repeatsHeader = names.every((name, column) => headerKey(record.cells[column]?.text ?? '') === name);
    if (record.afterBlank && index > 0 && (repeatsHeader || above.areNamedBy(record))) return true;
    above.add(record);
    return false;
  });
  return found?.line;
}

/** What is known of the values of each column of some records. */
class ColumnValues {
  readonly #columns: { readonly texts: Set<string>; values: number; data: number }[] = [];

  constructor(records: readonly SampledRecord[]) {
    for (const record of records) this.add(record);
  }

  add({ cells }: SampledRecord): void {
    for (const [column, { text }] of cells.entries()) {
      const shape = shapeOf(text);
      if (shape === 'empty') continue;
      const known = this.#columns[column] ?? { texts: new Set(), values: 0, data: 0 };
      this.#columns[column] = known;
      known.values++;
      if (isData(shape)) known.data++;
      else known.texts.add(headerKey(text));
    }
  }

  /** Whether a record has names where these values are data, and nowhere something that stands among the values. */
  areNamedBy({ cells }: SampledRecord): boolean {
    let named = 0;
    for (const [column, { text }] of cells.entries()) {
      const shape = shapeOf(text);
      const known = this.#columns[column];
      if (isData(shape) || known?.texts.has(headerKey(text))) return false;
      if (shape === 'empty' || isPlaceholder(text) || known === undefined) continue;
      if (known.values >= neededValues && known.data === known.values) named++;
    }
    return named >= neededColumns;
  }
}

function isData(shape: Shape): boolean {
  return shape !== 'text' && shape !== 'empty';
}

/** What stands for a missing value. */
function isPlaceholder(text: string): boolean {
  return /^(?:n\/?a|nan|null|none|nil|unknown|unbekannt|#.*|[^\p{L}\p{N}]+)$/iu.test(text.trim());
}
