import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Dialect } from '../model/config.js';
import type { TypedFields } from '../model/typed-fields.js';
import { raw, type Sql } from '../sql/sql.js';
import { type Reading, readInstant, readText } from '../sql/values.js';
import type { FieldNames } from './aliases.js';
import { checkMappedValues } from './check-mapped-values.js';
import type { Database } from './database.js';
import { detectValues } from './detect-values.js';
import { type Mapping, mapColumns } from './mapping.js';
import { openSourceFile } from './open-source-file.js';
import type { InputFile, SourceFile } from './source-file.js';

/** A file of a source together with the meaning of its columns. */
export interface MappedFile {
  readonly file: SourceFile;
  readonly mapping: Mapping;
  readonly reading: Reading;
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
  /** Fields whose values are looked at for how they are written. */
  readonly typed: TypedFields;
  /** Whether the e-mail column may hold hashes and domains, too. */
  readonly allowsHashes?: boolean;
}

export interface MappedSource {
  readonly files: readonly MappedFile[];
  readonly problems: readonly Diagnostic[];
  /** What was found out about the files and is not the plainest, one sentence each. */
  readonly notes: readonly string[];
}

/** Looks at every file of a source, then at the values of all together. Problems of all of them are collected. */
export async function mapSource(
  spec: SourceSpec,
  firstIndex: number,
  database: Database,
): Promise<MappedSource> {
  const mapped: Omit<MappedFile, 'reading'>[] = [];
  const problems: Diagnostic[] = [];
  const notes: string[] = [];
  for (const [offset, input] of spec.inputs.entries()) {
    const opened = await openSourceFile(input, spec.dialect, database, Object.values(spec.columns));
    if ('problem' in opened) {
      problems.push(opened.problem);
      continue;
    }
    const { file } = opened;
    const mapping = mapColumns(file, spec.columns, spec.names);
    problems.push(...mapping.problems);
    if (mapping.problems.length === 0 && spec.allowsHashes !== true) {
      problems.push(...(await checkMappedValues(database, { file, mapping })));
    }
    if (file.notes.length > 0) notes.push(noteOn(file));
    mapped.push({ file, mapping, index: firstIndex + offset });
  }
  const values = await detectValues(database, mapped, spec.typed, declaredReading(spec));
  const files = mapped.map((file) => ({ ...file, reading: values.reading }));
  return { files, problems: [...problems, ...values.problems], notes: [...notes, ...values.notes] };
}

function declaredReading({ dialect, timezone: projectZone }: SourceSpec): Reading {
  const { timezone = projectZone, decimal, date_order, epoch } = dialect;
  return {
    timezone,
    ...(decimal === undefined ? {} : { decimal }),
    ...(date_order === undefined ? {} : { date_order }),
    ...(epoch === undefined ? {} : { epoch }),
  };
}

function noteOn({ name, notes, dialect }: SourceFile): string {
  const found = `${name}: ${notes.join(', ')}`;
  return dialect === '' ? found : `${found}. dialect: ${dialect}`;
}

/** The trimmed text of a field; NULL where the file does not have it. */
export function textOf({ file, mapping }: Pick<MappedFile, 'file' | 'mapping'>, field: string): Sql {
  const column = mapping.column(field);
  if (column === undefined) return raw('CAST(NULL AS VARCHAR)');
  return file.trimmed ? column : readText(column);
}

/** The instant of a field in UTC ms as BIGINT; NULL where missing or unreadable. */
export function instantOf({ mapping, reading }: Pick<MappedFile, 'mapping' | 'reading'>, field: string): Sql {
  const column = mapping.column(field);
  return column === undefined ? raw('CAST(NULL AS BIGINT)') : readInstant(column, reading);
}
