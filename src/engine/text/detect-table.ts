import { eventNames, headerKey, leadNames } from '../aliases.js';
import type { Reading } from './detect-quoting.js';
import type { SampledRecord } from './detect-records.js';
import { shapeOf } from './shapes.js';

/** A table in a sample that was cut into records in one way. */
export interface Table {
  readonly reading: Reading;
  /** Names of the columns: trimmed, NFC. */
  readonly header: readonly string[];
  readonly headerRecord: SampledRecord;
  /** The records below the header, without the footer. */
  readonly rows: readonly SampledRecord[];
  /** The rows that are sound and have a cell for each column. */
  readonly agreeing: readonly SampledRecord[];
  /** Share of the rows that agree, 0 to 1. */
  readonly share: number;
  /** Every row ends with a delimiter that the header does not have; the header has a blank last name for it. */
  readonly endsWithDelimiter: boolean;
  /** The header has every column that the config names. */
  readonly hasMapped: boolean;
  /** Lines with text above the header: none, some that are certainly not the header, or some that may be. */
  readonly titles: 'none' | 'certain' | 'likely';
}

/** What is known beforehand of where the table is. */
export interface Expected {
  /** Headers that the config names. */
  readonly mapped: readonly string[];
  /** Whether the config says where the header is. */
  readonly isPlaced: boolean;
  readonly headerRows: number;
}

const mostTitleLines = 20;
const longestFooter = 25;
/** Of the rows, those that must have as many cells as the header. A few may be broken; they are quarantined. */
const neededShare = 0.8;
/** Of so few rows one or two broken ones are a large share: half of them must agree, or all but one. */
const fewRows = 10;

/**
 * The header and what is below it. Title lines are narrower than the table. They are passed over only when it is
 * certain where the header is: it has all columns of the config or, when the config names none, one that tells leads
 * or events apart.
 */
export function findTable(reading: Reading, expected: Expected): Table | undefined {
  const first = tableAt(reading, 0, expected);
  if (first === undefined || expected.isPlaced || first.hasMapped) return first;
  const lower = tablesBelowTitles(reading, expected);
  const firstIsKnown = hasKnownName(first.header);
  const isCertain = ({ hasMapped, header }: Table) =>
    hasMapped || (expected.mapped.length === 0 && hasKnownName(header) && !firstIsKnown);
  const certain = lower.find(isCertain);
  if (certain !== undefined) return { ...certain, titles: 'certain' };
  if (firstIsKnown || (first.header.length > 1 && fits(first))) return first;
  const likely = lower.find(({ header, agreeing }) => agreeing.length > 0 && couldBeNames(header));
  return likely === undefined ? first : { ...likely, titles: 'likely' };
}

/** Whether enough rows have as many cells as the header. */
export function fits({ rows, agreeing }: Pick<Table, 'rows' | 'agreeing'>): boolean {
  return (
    agreeing.length >= neededShare * rows.length ||
    (rows.length <= fewRows && (agreeing.length * 2 >= rows.length || agreeing.length >= rows.length - 1))
  );
}

function tablesBelowTitles(reading: Reading, expected: Expected): readonly Table[] {
  const tables: Table[] = [];
  let widestTitle = 0;
  for (const [index, record] of reading.records.slice(0, mostTitleLines + 1).entries()) {
    const width = usedWidth(record);
    const table = index > 0 && width > widestTitle ? tableAt(reading, index, expected) : undefined;
    if (table !== undefined && fits(table)) tables.push(table);
    widestTitle = Math.max(widestTitle, width);
  }
  return tables;
}

function tableAt(reading: Reading, index: number, { mapped, headerRows }: Expected): Table | undefined {
  const headerRecord = reading.records[index];
  if (headerRecord === undefined) return undefined;
  const names = headerRecord.cells.map(({ text }) => text.trim().normalize('NFC'));
  const firstLine = headerRecord.lastLine + headerRows;
  const below = reading.records.slice(index + 1).filter(({ line }) => line >= firstLine);
  const rows = withoutFooter(below, names.length);
  const even = rows.filter(({ broken, cells }) => !broken && cells.length === names.length);
  const longer = even.length > 0 ? [] : rows.filter((row) => hasEmptyCellBehind(row, names.length));
  const endsWithDelimiter = longer.length > 0 && fits({ rows, agreeing: longer });
  const header = endsWithDelimiter ? [...names, ''] : names;
  const agreeing = endsWithDelimiter ? longer : even;
  const keys = new Set(header.map(headerKey));
  return {
    reading,
    header,
    headerRecord,
    rows,
    agreeing,
    share: rows.length === 0 ? 1 : agreeing.length / rows.length,
    endsWithDelimiter,
    hasMapped: mapped.length > 0 && mapped.every((name) => keys.has(headerKey(name))),
    titles: 'none',
  };
}

/** A footer stands behind a blank line after the last record of the table and is narrower than it. */
function withoutFooter(rows: readonly SampledRecord[], columns: number): readonly SampledRecord[] {
  const end = rows.findLastIndex(({ cells }) => cells.length >= columns) + 1;
  const isFooter = end > 0 && rows[end]?.afterBlank === true && rows.length - end <= longestFooter;
  return isFooter ? rows.slice(0, end) : rows;
}

function hasEmptyCellBehind({ broken, cells }: SampledRecord, columns: number): boolean {
  return !broken && cells.length === columns + 1 && cells[columns]?.text.trim() === '';
}

/** Spreadsheets fill title lines up with empty cells. */
function usedWidth({ cells }: SampledRecord): number {
  return cells.findLastIndex(({ text }) => text.trim() !== '') + 1;
}

function couldBeNames(header: readonly string[]): boolean {
  const shapes = header.map(shapeOf);
  return shapes.length > 1 && shapes.every((shape) => shape === 'text' || shape === 'empty');
}

function hasKnownName(header: readonly string[]): boolean {
  return header.some((name) => knownNames.has(headerKey(name)));
}

const lead = leadNames('generic').usual;
const event = eventNames().usual;
/** Names of the columns that tell leads or events apart. */
const knownNames: ReadonlySet<string> = new Set(
  [lead.key, lead.email, event.id, event.lead, event.email, event.type, event.at]
    .flatMap((names) => names ?? [])
    .map(headerKey),
);
