import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Dialect } from '../model/config.js';
import { raw, type Sql } from '../sql/sql.js';
import { type Reading, readInstant, readText } from '../sql/values.js';
import type { FieldNames } from './aliases.js';
import type { Database } from './database.js';
import { type Mapping, mapColumns } from './mapping.js';
import { openSourceFile } from './open-source-file.js';
import type { InputFile, SourceFile } from './source-file.js';

/** A file of a source together with the meaning of its columns. */
export interface MappedFile {
  readonly file: SourceFile;
  readonly mapping: Mapping;
  readonly reading: Reading;
  /** Name of the table that receives records the parser could not read. */
  readonly rejects: string;
  /** Position among all files of the run; broken records and places name it. */
  readonly index: number;
}

export interface SourceSpec {
  readonly inputs: readonly InputFile[];
  readonly columns: Readonly<Record<string, string>>;
  readonly names: FieldNames;
  readonly dialect: Dialect;
  /** Zone of the project, for timestamps of a source that names none. */
  readonly timezone: string;
}

/** Looks at every file of a source. Problems of all of them are collected. */
export async function mapSource(
  spec: SourceSpec,
  kind: string,
  firstIndex: number,
  database: Database,
): Promise<{ files: MappedFile[]; problems: Diagnostic[] }> {
  const files: MappedFile[] = [];
  const problems: Diagnostic[] = [];
  const { timezone = spec.timezone, decimal, date_order, epoch } = spec.dialect;
  const reading: Reading = {
    timezone,
    ...(decimal === undefined ? {} : { decimal }),
    ...(date_order === undefined ? {} : { date_order }),
    ...(epoch === undefined ? {} : { epoch }),
  };
  for (const [offset, input] of spec.inputs.entries()) {
    const opened = await openSourceFile(input, spec.dialect, database, Object.values(spec.columns));
    if ('problem' in opened) {
      problems.push(opened.problem);
      continue;
    }
    const mapping = mapColumns(opened.file, spec.columns, spec.names);
    problems.push(...mapping.problems);
    const index = firstIndex + offset;
    files.push({ file: opened.file, mapping, reading, rejects: `rejects_${kind}_${index}`, index });
  }
  return { files, problems };
}

/** The trimmed text of a field; NULL where the file does not have it. */
export function textOf({ mapping }: MappedFile, field: string): Sql {
  const column = mapping.column(field);
  return column === undefined ? raw('CAST(NULL AS VARCHAR)') : readText(column);
}

/** The instant of a field in UTC ms as BIGINT; NULL where missing or unreadable. */
export function instantOf(source: MappedFile, field: string): Sql {
  const column = source.mapping.column(field);
  return column === undefined ? raw('CAST(NULL AS BIGINT)') : readInstant(column, source.reading);
}
