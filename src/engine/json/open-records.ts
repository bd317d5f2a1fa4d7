import type { Dialect } from '../../model/config.js';
import { join, literal, raw, sql } from '../../sql/sql.js';
import { headerKey } from '../aliases.js';
import type { Database } from '../database.js';
import { fileProblem } from '../file-problem.js';
import type { InspectedFile, Opened, SourceFile } from '../source-file.js';
import { columnsOf, columnsOfHeader, isObject, type JsonColumn } from './columns.js';
import { countRecords, type RecordCounts } from './count-records.js';
import { pathsOfHeader, pointerOf } from './paths.js';
import { judgedRecords, type RecordsSpec, recordCells } from './record-query.js';
import { type Walk, walker } from './walk.js';

const sampledRecords = 500;

type JsonFile = InspectedFile & Pick<SourceFile, 'format' | 'readsFrom'>;

type JsonSource = Pick<RecordsSpec, 'records' | 'mayBeDeep'> & {
  /** Records of the file, the damaged ones included, as counted without the engine. */
  readonly count: number;
  /** The records as the engine counts them, where that was done already. */
  readonly counted?: RecordCounts | undefined;
};

/**
 * A file whose records are known, ready to be read: one column per path of the sampled records, and one for each mapped header
 * whose path only other records have. The damaged records are counted here and left out.
 */
export async function openRecords(
  file: JsonFile,
  source: JsonSource,
  walk: Walk,
  { records, envelope }: Dialect,
  mapped: readonly string[],
  database: Database,
): Promise<Opened> {
  if (source.count === 0) return fileProblem(file, { kind: 'empty' });
  const spec =
    envelope === undefined ? source : { ...source, envelope: await envelopePath(source, envelope, database) };
  const { good, broken } = source.counted ?? (await countRecords(spec, database));
  const read = [...broken.values()].reduce((sum, count) => sum + count, good);
  if (read !== source.count) {
    const reason = `it has ${source.count} records, of which the engine finds ${read}.`;
    return fileProblem(file, { kind: 'unreadable', reason });
  }
  if (good === 0) return fileProblem(file, { kind: 'no-records', broken, envelope });
  const sample = await sampleRecords(spec, database);
  const shown = columnsOf(sample.records, sample.outerRecords);
  const hidden = await findHidden(spec, mapped, shown, database);
  const twice = mapped.find((header) => ambiguous(header, shown, hidden));
  if (twice !== undefined) return fileProblem(file, { kind: 'ambiguous-path', header: twice });
  const columns = [...shown, ...hidden];
  if (columns.length === 0) return fileProblem(file, { kind: 'no-records', broken, envelope });
  const query = recordCells(spec, columns, mapped);
  return {
    file: {
      ...file,
      columns: columns.map(({ name }) => name),
      trimmed: false,
      scan: () => query,
      records: good,
      broken,
      walk: walker(walk, spec, database),
      dialect: pasteable({ records, envelope }),
      notes: [],
    },
  };
}

/** What is declared, as YAML to paste behind `dialect:`. */
function pasteable(declared: Readonly<Record<'records' | 'envelope', string | undefined>>): string {
  const keys = Object.entries(declared).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${JSON.stringify(value)}`],
  );
  return keys.length === 0 ? '' : `{ ${keys.join(', ')} }`;
}

interface SampledRecords {
  readonly records: readonly object[];
  readonly outerRecords: readonly object[];
}

async function sampleRecords(spec: RecordsSpec, database: Database): Promise<SampledRecords> {
  const outer = raw(spec.envelope === undefined ? 'NULL' : 'outer_record');
  const rows = await database.rows(
    sql`SELECT record, ${outer} FROM (${judgedRecords(spec)}) WHERE reason IS NULL LIMIT ${raw(String(sampledRecords))}`,
  );
  return {
    records: rows.flatMap(([record]) => parse(record)),
    outerRecords: rows.flatMap(([, record]) => parse(record)).map((record) => without(record, spec)),
  };
}

function parse(record: unknown): readonly object[] {
  for (const text of [String(record), strictJson(String(record))]) {
    try {
      const value: unknown = JSON.parse(text);
      return isObject(value) ? [value] : [];
    } catch {
      // The next form is tried.
    }
  }
  return [];
}

/** The engine takes `NaN`, `Infinity` and a comma before the end, as dataframes write them; JavaScript does not. */
function strictJson(record: string): string {
  return record.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:nan|inf(?:inity)?)|,(?=\s*[}\]])/gi, (found) =>
    found.startsWith('"') ? found : found === ',' ? '' : 'null',
  );
}

/** The outer record without the record in it. */
function without(record: object, { envelope }: RecordsSpec): object {
  const [field] = envelope ?? [];
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== field));
}

/** The first of the paths the declared name may mean that some record has. */
async function envelopePath(source: RecordsSpec, envelope: string, database: Database) {
  const paths = pathsOfHeader(envelope);
  if (paths.length < 2) return [envelope];
  const found = await existing(
    source,
    paths.map((path) => ({ name: envelope, path, outer: false })),
    database,
  );
  return paths[found.indexOf(true)] ?? [envelope];
}

/** Mapped headers that no sampled record shows, looked for in all records. What no record has is no column. */
async function findHidden(
  spec: RecordsSpec,
  mapped: readonly string[],
  shown: readonly JsonColumn[],
  database: Database,
): Promise<readonly JsonColumn[]> {
  const names = new Set(shown.map(({ name }) => name));
  const keys = new Set(shown.map(({ name }) => headerKey(name)));
  const wanted = [...new Set(mapped)].filter(
    (header) => !header.includes('\0') && !names.has(header) && !keys.has(headerKey(header)),
  );
  const candidates = wanted.flatMap((header) => columnsOfHeader(header, spec.envelope !== undefined));
  const found = await existing(spec, candidates, database);
  return candidates.filter((_, index) => found[index]);
}

/** Whether any good record has a value, null included, at the path of each column. One pass over the records. */
async function existing(
  spec: RecordsSpec,
  columns: readonly JsonColumn[],
  database: Database,
): Promise<readonly boolean[]> {
  if (columns.length === 0) return [];
  const tests = columns.map(({ path, outer }) => {
    const record = raw(outer ? 'outer_record' : 'record');
    return sql`coalesce(bool_or(CASE WHEN reason IS NULL THEN json_exists(${record}, ${literal(pointerOf(path))}) END), false)`;
  });
  const [row = []] = await database.rows(sql`SELECT ${join(tests, ', ')} FROM (${judgedRecords(spec)})`);
  return row.map((value) => value === true);
}

/** Whether a header can be read as two paths that both exist. */
function ambiguous(header: string, shown: readonly JsonColumn[], hidden: readonly JsonColumn[]): boolean {
  if (hidden.filter(({ name }) => name === header).length > 1) return true;
  const inner = shown.filter(({ outer }) => !outer).map(({ path }) => pointerOf(path));
  return pathsOfHeader(header).filter((path) => inner.includes(pointerOf(path))).length > 1;
}
