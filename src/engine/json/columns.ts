import { type JsonPath, pathsOfHeader, pointerOf } from './paths.js';

/** A column of a JSON file: the values at one path of its records. */
export interface JsonColumn {
  readonly name: string;
  readonly path: JsonPath;
  /** The value belongs to the record that the envelope is part of, not to the one inside. */
  readonly outer: boolean;
}

/** Key of nested records down to which columns are listed; deeper values are reached by a mapped path. */
const deepestColumn = 4;

/** What the names of outer fields begin with when the records come in envelopes. */
const outerPrefix = 'envelope.';

/**
 * The columns that some records show, in the order in which they appear. Nested objects become `company.name`; an array is one
 * column of JSON text, and when it holds objects the fields of its first one are columns, too: `items[0].sku`.
 */
export function columnsOf(records: readonly object[], outerRecords: readonly object[]): JsonColumn[] {
  const found = new Map<string, JsonColumn>();
  for (const record of records) collect(record, found, false);
  for (const record of outerRecords) collect(record, found, true);
  return withOwnNames([...found.values()]);
}

/** The columns that a mapped header may mean although no sampled record shows it. */
export function columnsOfHeader(header: string, inEnvelope: boolean): readonly JsonColumn[] {
  const inner = pathsOfHeader(header).map((path) => ({ name: header, path, outer: false }));
  if (!inEnvelope || !header.startsWith(outerPrefix)) return inner;
  const outer = pathsOfHeader(header.slice(outerPrefix.length));
  return [...inner, ...outer.map((path) => ({ name: header, path, outer: true }))];
}

function collect(record: object, found: Map<string, JsonColumn>, outer: boolean): void {
  const add = (name: string, path: JsonPath) => {
    const key = `${outer}${pointerOf(path)}`;
    if (!found.has(key)) found.set(key, { name, path, outer });
  };
  const visit = (object: object, prefix: string, parent: JsonPath, depth: number) => {
    for (const [key, value] of Object.entries(object)) {
      // The engine takes no NUL in a path.
      if (key.includes('\0')) continue;
      const name = `${prefix}${key}`;
      const path = [...parent, key];
      if (isObject(value) && depth < deepestColumn) visit(value, `${name}.`, path, depth + 1);
      else add(name, path);
      const [first] = Array.isArray(value) ? value : [];
      if (isObject(first) && depth < deepestColumn) visit(first, `${name}[0].`, [...path, '0'], depth + 1);
    }
  };
  visit(record, outer ? outerPrefix : '', [], 1);
}

/** Two paths may read alike: `{"a.b": 1}` and `{"a": {"b": 1}}`. The shorter one has the name, the other goes by its pointer. */
function withOwnNames(columns: readonly JsonColumn[]): JsonColumn[] {
  const owners = new Map<string, JsonColumn>();
  for (const column of columns) {
    const owner = owners.get(column.name);
    if (owner === undefined || column.path.length < owner.path.length) owners.set(column.name, column);
  }
  return columns.map((column) => {
    if (owners.get(column.name) === column) return column;
    return { ...column, name: `${column.outer ? outerPrefix : ''}${pointerOf(column.path)}` };
  });
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
