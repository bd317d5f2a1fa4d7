import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/nearest.js';
import { identifier, type Sql } from '../sql/sql.js';
import { type FieldNames, headerKey } from './aliases.js';
import type { SourceFile } from './source-file.js';

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
 * under a name that exports are known to use. Headers are compared trimmed, NFC and without case.
 */
export function mapColumns(
  file: SourceFile,
  mapped: Readonly<Record<string, string>>,
  names: FieldNames,
): Mapping {
  const byKey = new Map(file.columns.map((name, index) => [headerKey(name), index] as const));
  const exact = new Map(file.columns.map((name, index) => [name, index] as const));
  const find = (header: string) => exact.get(header.trim().normalize('NFC')) ?? byKey.get(headerKey(header));
  const firstFound = (headers: readonly string[] = []) =>
    headers.map(find).find((index) => index !== undefined);
  const explicit = new Map(Object.entries(mapped));
  const indexOf = (field: string): number | undefined => {
    const header = explicit.get(field);
    if (header !== undefined) return find(header);
    const own = field === 'key' ? undefined : find(field);
    if (Object.hasOwn(names.preset, field)) return firstFound(names.preset[field]);
    return own ?? (Object.hasOwn(names.usual, field) ? firstFound(names.usual[field]) : undefined);
  };
  const problems = [...explicit]
    .filter(([, header]) => find(header) === undefined)
    .map(([field, header]) => missing(file, field, header));
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
    problems,
  };
}

function missing(file: SourceFile, field: string, header: string): Diagnostic {
  const near = didYouMean(header, file.columns);
  return diagnose(
    'input/missing-column',
    `${file.name} has no column ${JSON.stringify(header)}, which the config maps to ${field}.`,
    { file: file.name, line: 1 },
    { help: near ?? `It has: ${listed(file)}.` },
  );
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

interface MappedColumns {
  readonly file: SourceFile;
  readonly mapping: Mapping;
}

function listed(file: SourceFile): string {
  return file.columns.slice(0, 30).join(', ');
}
