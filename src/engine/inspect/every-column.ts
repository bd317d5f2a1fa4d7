import { identifier } from '../../sql/sql.js';
import { columnName } from '../mapping.js';
import type { MappedFile } from '../source.js';
import type { SourceFile } from '../source-file.js';

/** A file with every column as a field of its own, `c0`, `c1`, ..., so that columns without a name are looked at, too. */
export function everyColumn(file: SourceFile): MappedFile {
  const mapping = {
    column: (field: string) => identifier(field),
    header: (field: string) => columnName(file.columns, Number(field.slice(1))),
    mappedFields: [],
    problems: [],
  };
  return { file, mapping, reading: { timezone: 'UTC' }, index: 0 };
}
