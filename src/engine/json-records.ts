import { identifier, join, raw, type Sql, sql } from '../sql/sql.js';
import type { Database } from './database.js';
import { fileProblem } from './file-problem.js';
import { rawLines } from './raw-lines.js';
import { readSample } from './sample.js';
import type { InspectedFile, Opened } from './source-file.js';

const sampledRecords = 500;
const deepestPath = 4;

/** A record on each line. Blank lines are none; a line that is no JSON object is a bad record. */
export async function openJsonLines(file: InspectedFile, database: Database): Promise<Opened> {
  const sample = await readSample(file.path, file.compression, database);
  if (sample.kind !== 'text') return fileProblem(file, sample);
  const layout = { kind: 'lines' } as const;
  return openRecords(
    { ...file, format: 'jsonl', layout },
    sample.bom ? linesAsText(file) : linesAsJson(file),
    database,
  );
}

/** A line that is no JSON becomes NULL, whatever bytes it holds. */
function linesAsJson({ path, compression }: InspectedFile): Sql {
  return sql`SELECT json::VARCHAR AS record FROM read_json_objects(${path}, format = 'newline_delimited', ignore_errors = true,
    compression = ${compression})`;
}

/** The engine's reader of JSON lines takes a byte order mark for a part of the first record; its reader of tables does not. */
function linesAsText({ path, compression }: InspectedFile): Sql {
  return sql`SELECT CASE WHEN json_valid(line) THEN line END AS record FROM read_csv(${path}, ${rawLines}, compression = ${compression})
    WHERE trim(line, ' ' || chr(9) || chr(13)) <> ''`;
}

/** One array of records. All of it is parsed here once: an error in its middle would end the run later. */
export async function openJsonArray(file: InspectedFile, database: Database): Promise<Opened> {
  const sample = await readSample(file.path, file.compression, database);
  if (sample.kind !== 'text') return fileProblem(file, sample);
  const array = sql`read_json_objects(${file.path}, format = 'array', compression = ${file.compression})`;
  try {
    await database.rows(sql`SELECT count(*) FROM ${array}`);
  } catch (error) {
    if (error instanceof Error && /Malformed JSON|Expected top-level JSON array/.test(error.message)) {
      return fileProblem(file, { kind: 'not-json-records' });
    }
    throw error;
  }
  return openRecords(
    { ...file, format: 'json' },
    sql`SELECT json::VARCHAR AS record FROM ${array}`,
    database,
  );
}

type JsonFile = InspectedFile & {
  readonly format: 'json' | 'jsonl';
  readonly layout?: { readonly kind: 'lines' };
};

/** One column per path of the sampled records, read by that path. Numbers keep their digits. A record that is no JSON is NULL. */
async function openRecords(file: JsonFile, records: Sql, database: Database): Promise<Opened> {
  const sampled = await database.rows(
    sql`SELECT record FROM (${records}) LIMIT ${raw(String(sampledRecords))}`,
  );
  if (sampled.length === 0) return fileProblem(file, { kind: 'empty' });
  const paths = new Map<string, string>();
  for (const [record] of sampled) collectPaths(record, paths);
  const columns = [...paths.keys()];
  const values = [...paths.values()].map(
    (path, index) =>
      sql`CASE WHEN ok THEN json_extract_string(record, ${path}) END AS ${identifier(`c${index}`)}`,
  );
  const scan = () => sql`SELECT NOT ok AS bad, ${values.length === 0 ? raw('NULL AS c0') : join(values, ', ')}
    FROM (SELECT record, coalesce(left(ltrim(record), 1) = '{', false) AS ok FROM (${records}))`;
  return { file: { ...file, columns, scan } };
}

/** Adds name and JSON pointer of every value in a record. Pointers, because paths know no empty and no odd names. */
function collectPaths(record: unknown, paths: Map<string, string>): void {
  let value: unknown;
  try {
    value = JSON.parse(String(record));
  } catch {
    return;
  }
  const visit = (object: object, names: readonly string[]) => {
    for (const [key, child] of Object.entries(object)) {
      const name = [...names, key];
      const isObject = typeof child === 'object' && child !== null && !Array.isArray(child);
      if (isObject && name.length < deepestPath) visit(child, name);
      else if (!key.includes('\0'))
        paths.set(
          name.join('.'),
          name.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
        );
    }
  };
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) visit(value, []);
}
