import { identifier, join, literal, raw, type Sql, sql } from '../sql/sql.js';
import type { Database } from './database.js';
import { fileProblem } from './file-problem.js';
import type { InspectedFile, Opened } from './source-file.js';

/** Nested fields become columns down to this depth; what is deeper is JSON text. */
const deepestColumn = 4;

/**
 * A Parquet file, every cell as text: numbers and decimals as they are, a float that is no number as missing; dates
 * `2024-02-29`, times of day `12:34:56.5`, instants with `T` and, where the file says that they are UTC, `Z`, to microseconds;
 * bytes as the text they are in UTF-8, else as hexadecimal digits; lists and maps as JSON, fields of structs as
 * `company.name`. All pages are read once, because damage inside of one would end the run later.
 */
export async function openParquet(file: InspectedFile, database: Database): Promise<Opened> {
  let described: Described;
  try {
    described = await describe(file, database);
  } catch (error) {
    return fileProblem(file, { kind: 'unreadable', reason: footerDamage(error) });
  }
  const { fields, names, rows } = described;
  if (fields.length === 0) return fileProblem(file, { kind: 'unreadable', reason: 'it has no columns' });
  const renamed = fields.find(({ path: [name = ''] }) => !names.has(name));
  if (renamed !== undefined) {
    return fileProblem(file, { kind: 'duplicate-header', header: original(renamed.path[0] ?? '') });
  }
  try {
    const [[counted] = []] = await database.rows(readAll(file, fields));
    if (counted !== rows) throw new Error('The rows differ from those of the footer.');
  } catch {
    return fileProblem(file, { kind: 'unreadable', reason: 'the data of this Parquet file are damaged.' });
  }
  const values = fields.map((field, index) => sql`${textOf(field)} AS ${identifier(`c${index}`)}`);
  const query = sql`SELECT false AS bad, ${join(values, ', ')} FROM read_parquet(${file.path})`;
  const columns = fields.map(({ path }) => path.join('.'));
  return {
    file: {
      ...file,
      format: 'parquet',
      columns,
      readsFrom: file.path,
      trimmed: false,
      scan: () => query,
      records: rows,
      broken: new Map(),
      dialect: '',
      notes: [],
    },
  };
}

/** A column of the file, or a field of a struct in it. */
interface ParquetField {
  readonly path: readonly string[];
  /** As the engine names it. */
  readonly type: string;
  readonly value: Sql;
}

interface Described {
  readonly fields: readonly ParquetField[];
  /** Every name the file itself uses. */
  readonly names: ReadonlySet<string>;
  readonly rows: number;
}

async function describe(file: InspectedFile, database: Database): Promise<Described> {
  const [[rows] = []] = await database.rows(
    sql`SELECT sum(num_rows)::DOUBLE FROM parquet_file_metadata(${file.path})`,
  );
  const names = await database.rows(sql`SELECT name FROM parquet_schema(${file.path})`);
  return {
    fields: await fieldsOf(file, raw('*'), undefined, database),
    names: new Set(names.map(([name]) => String(name))),
    rows: Number(rows),
  };
}

/** The columns of the file or, with a parent, the fields of that struct, down to what is no struct. */
async function fieldsOf(
  file: InspectedFile,
  selected: Sql,
  parent: ParquetField | undefined,
  database: Database,
): Promise<readonly ParquetField[]> {
  const fields: ParquetField[] = [];
  const described = await database.rows(sql`DESCRIBE SELECT ${selected} FROM read_parquet(${file.path})`);
  for (const [name, type] of described) {
    const field = {
      path: [...(parent?.path ?? []), String(name)],
      type: String(type),
      value:
        parent === undefined
          ? identifier(String(name))
          : sql`struct_extract(${parent.value}, ${literal(String(name))})`,
    };
    const isStruct = field.type.startsWith('STRUCT(') && field.type.endsWith(')');
    if (isStruct && field.path.length < deepestColumn) {
      fields.push(...(await fieldsOf(file, sql`unnest(${field.value})`, field, database)));
    } else fields.push(field);
  }
  return fields;
}

/** Counts the rows, and takes a sum over all cells, since nothing less makes the engine read every page. */
function readAll(file: InspectedFile, fields: readonly ParquetField[]): Sql {
  const columns = [...new Set(fields.map(({ path: [name = ''] }) => name))].map(identifier);
  return sql`SELECT count(*)::DOUBLE, bit_xor(hash(${join(columns, ', ')})) FROM read_parquet(${file.path})`;
}

function textOf({ type, value }: ParquetField): Sql {
  if (/\]$|^(?:STRUCT|MAP|UNION)\(/.test(type)) {
    return sql`CASE WHEN ${value} IS NOT NULL THEN CAST(to_json(${value}) AS VARCHAR) END`;
  }
  switch (type) {
    case 'FLOAT':
    case 'DOUBLE':
      return sql`CASE WHEN NOT isnan(${value}) THEN CAST(${value} AS VARCHAR) END`;
    case 'TIMESTAMP WITH TIME ZONE':
      // Cast as it is, the text would be in the zone of the session.
      return sql`replace(CAST(TRY(${value} AT TIME ZONE 'UTC') AS VARCHAR), ' ', 'T') || 'Z'`;
    case 'TIMESTAMP':
    case 'TIMESTAMP_S':
    case 'TIMESTAMP_MS':
    case 'TIMESTAMP_NS':
      return sql`replace(CAST(TRY_CAST(${value} AS TIMESTAMP) AS VARCHAR), ' ', 'T')`;
    case 'BLOB':
      return sql`coalesce(TRY(decode(${value})), lower(hex(${value})))`;
    default:
      return sql`CAST(${value} AS VARCHAR)`;
  }
}

/** The engine's own messages quote cells and the memory of the machine. */
function footerDamage(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (/encrypt/i.test(message)) return 'it is encrypted.';
  if (/magic bytes|too small/i.test(message)) {
    return 'it does not end as a Parquet file does; it is cut, or of another format.';
  }
  return 'the footer of this Parquet file is damaged.';
}

/** The engine numbers columns of one name. */
function original(name: string): string {
  return name.replace(/_\d+$/, '');
}
