import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { identifier, type Sql } from '../sql/sql.js';
import { type FieldNames, headerKey, visibleHeader } from './aliases.js';
import { nearColumn } from './near-column.js';

/** A file whose columns have names. */
export interface HeadedFile {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Which column of a file carries a field. */
export interface Mapping {
  /** The raw text of the field as SQL, or undefined when the file does not have it. */
  readonly column: (field: string) => Sql | undefined;
  /** field -> header, for what was asked and found. */
  readonly header: (field: string) => string | undefined;
  /** Fields the config maps by name. */
  readonly mappedFields: readonly string[];
  readonly problems: readonly Diagnostic[];
}

/**
 * Finds the columns of fields: as the config maps them, else as the preset names them, else under the field's own name, else
 * under a name that exports are known to use. Headers are compared by `headerKey`; where that fits several columns, the one
 * that is written as asked is meant. A column without a name is never found, nor is one of several that could be meant.
 */
export function mapColumns(
  file: HeadedFile,
  mapped: Readonly<Record<string, string>>,
  names: FieldNames,
): Mapping {
  const explicit = new Map(Object.entries(mapped));
  const preset = new Map(Object.entries(names.preset));
  const usual = new Map(Object.entries(names.usual));
  const find = columnFinder(file.columns);
  const namesOf = (field: string): readonly string[] => {
    const header = explicit.get(field);
    if (header !== undefined) return [header];
    // An id column is never called `key`.
    const own = field === 'key' ? [] : [field];
    return preset.get(field) ?? [...own, ...(usual.get(field) ?? [])];
  };
  const indexOf = (field: string): number | undefined => {
    const found = find(namesOf(field));
    return found.length === 1 ? found[0] : undefined;
  };
  const taken = new Set([...explicit.keys()].map(indexOf));
  const free = file.columns.filter((_, index) => !taken.has(index));
  const missing = [...explicit].filter(([, header]) => find([header]).length === 0);
  const doubtful = [...new Set([...explicit.keys(), ...preset.keys(), ...usual.keys()])]
    .map((field) => ({ field, found: find(namesOf(field)) }))
    .filter(({ found }) => found.length > 1);
  return {
    column: (field) => {
      const index = indexOf(field);
      return index === undefined ? undefined : identifier(`c${index}`);
    },
    header: (field) => {
      const index = indexOf(field);
      return index === undefined ? undefined : file.columns[index];
    },
    mappedFields: [...explicit.keys()],
    problems: [
      ...missing.map(([field, header]) =>
        missingColumn(file, field, header, nearColumn(header, free, usual.get(field))),
      ),
      ...doubtful.map(({ field, found }) => doubtfulColumn(file, field, found)),
    ],
  };
}

/** Positions of the columns that the first fitting one of several names fits. */
function columnFinder(columns: readonly string[]): (names: readonly string[]) => readonly number[] {
  const written = positionsBy(columns, visibleHeader);
  const byKey = positionsBy(columns, headerKey);
  return (names) => {
    for (const name of names) {
      const found = written.get(visibleHeader(name)) ?? byKey.get(headerKey(name)) ?? [];
      if (found.length === 0) continue;
      if (found.length === 1) return found;
      const asAsked = names.map((other) => written.get(visibleHeader(other)) ?? []);
      return asAsked.find(([index, ...same]) => same.length === 0 && found.includes(index ?? -1)) ?? found;
    }
    return [];
  };
}

/** Columns without a name are left out. */
function positionsBy(
  columns: readonly string[],
  form: (header: string) => string,
): ReadonlyMap<string, readonly number[]> {
  const positions = new Map<string, number[]>();
  for (const [index, header] of columns.entries()) {
    const key = form(header);
    if (key === '') continue;
    positions.set(key, [...(positions.get(key) ?? []), index]);
  }
  return positions;
}

/**
 * The first header that repeats an earlier one. Upper and lower case do not make two names, nor do blanks around them or
 * characters that nobody sees. Columns without a name repeat nothing.
 */
export function repeatedHeader(columns: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const header of columns) {
    const name = visibleHeader(header).toLowerCase();
    if (name !== '' && seen.has(name)) return header;
    seen.add(name);
  }
  return undefined;
}

/** The name of a column for people; one without a name goes by its position, from 1. */
export function columnName(columns: readonly string[], index: number): string {
  return visibleHeader(columns[index] ?? '') || `(column ${index + 1})`;
}

function missingColumn(
  file: HeadedFile,
  field: string,
  header: string,
  near: string | undefined,
): Diagnostic {
  const help = near === undefined ? `It has: ${listed(file)}.` : `Did you mean ${JSON.stringify(near)}?`;
  const message = `${file.name} has no column ${JSON.stringify(header)}, which the config maps to ${field}.`;
  return diagnose('input/missing-column', message, { file: file.name, line: 1 }, { help });
}

function doubtfulColumn(file: HeadedFile, field: string, found: readonly number[]): Diagnostic {
  const names = found.map((index) => JSON.stringify(columnName(file.columns, index)));
  const message = `${file.name} has several columns that can be ${field}: ${names.join(', ')}.`;
  const help = `Say which, as it is written: columns: { ${field}: ${names[0]} }. If they do not differ in writing, rename one.`;
  return diagnose('input/duplicate-header', message, { file: file.name, line: 1 }, { help });
}

/** A lead file must tell its leads apart (S2.3). */
export function missingKey({ file, mapping }: MappedColumns): readonly Diagnostic[] {
  if (mapping.column('key') !== undefined || mapping.column('email') !== undefined) return [];
  return [
    diagnose('input/no-key', `${file.name} has no id and no e-mail column. It has: ${listed(file)}.`, {
      file: file.name,
      line: 1,
    }),
  ];
}

/** An event is a lead, a type and an instant (S2.4). */
export function missingEventColumns({ file, mapping }: MappedColumns): readonly Diagnostic[] {
  const has = (field: string) => mapping.column(field) !== undefined;
  const missing = [
    ...(has('lead') || has('email') ? [] : ['lead or email']),
    ...(has('type') ? [] : ['type']),
    ...(has('at') ? [] : ['at']),
  ];
  if (missing.length === 0) return [];
  const message = `${file.name} has no column for ${missing.join(', ')}. It has: ${listed(file)}.`;
  return [diagnose('input/no-event-columns', message, { file: file.name, line: 1 })];
}

/** A suppression says whom it is about (S6.3). */
export function missingSuppressionColumns({ file, mapping }: MappedColumns): readonly Diagnostic[] {
  if (['email', 'sha256', 'domain'].some((field) => mapping.column(field) !== undefined)) return [];
  const message = `${file.name} has no column for email or domain. It has: ${listed(file)}.`;
  const help =
    'Map it: columns: { email: "..." }. The column may hold addresses, their SHA-256, or domains such as @example.com.';
  return [diagnose('input/unusable-suppression', message, { file: file.name, line: 1 }, { help })];
}

/** Headers that `expect.columns` asks of every file of a source, and this one does not have. */
export function missingExpectedColumns(file: HeadedFile, expected: readonly string[]): readonly Diagnostic[] {
  const keys = new Set(file.columns.map(headerKey));
  return expected
    .filter((header) => !keys.has(headerKey(header)))
    .map((header) => {
      const near = nearColumn(header, file.columns);
      const help = near === undefined ? `It has: ${listed(file)}.` : `Did you mean ${JSON.stringify(near)}?`;
      const message = `${file.name} has no column ${JSON.stringify(header)}, which expect.columns asks for.`;
      return diagnose('input/missing-expected-column', message, { file: file.name, line: 1 }, { help });
    });
}

interface MappedColumns {
  readonly file: HeadedFile;
  readonly mapping: Mapping;
}

const listedColumns = 30;

function listed({ columns }: HeadedFile): string {
  const names = columns.slice(0, listedColumns).map((_, index) => columnName(columns, index));
  const more = columns.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
