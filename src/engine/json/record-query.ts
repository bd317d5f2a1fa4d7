import { identifier, join, literal, raw, type Sql, sql } from '../../sql/sql.js';
import type { JsonColumn } from './columns.js';
import { type JsonPath, pointerOf } from './paths.js';

/** Levels of objects and arrays in a record, itself included. */
export const deepestRecord = 32;

/** Records of a file as JSON text in the column `record`; NULL for what is no JSON. */
export interface RecordsSpec {
  readonly records: Sql;
  /** Whether some record may be too deep: the check takes time, and hardly any file needs it. */
  readonly mayBeDeep: boolean;
  /** Field of each record that holds the record itself, as an object or as its text. */
  readonly envelope?: JsonPath;
}

/**
 * Every record with `reason` (`not_json`, `not_an_object`, `too_deep`, `bad_envelope`, or NULL for a sound one), `record` and,
 * for what is around an envelope, `outer_record`.
 * Only functions that survive any nesting are used; the engine's `read_json` does not.
 */
export function judgedRecords({ records, mayBeDeep, envelope }: RecordsSpec): Sql {
  const fault = (notJson: Sql, record: Sql) => {
    const deep = mayBeDeep ? sql` WHEN ${isTooDeep(record)} THEN 'too_deep'` : raw('');
    return sql`CASE ${notJson} WHEN NOT ${beginsAsObject(record)} THEN 'not_an_object'${deep} END`;
  };
  const judged = sql`SELECT record, ${fault(raw("WHEN record IS NULL THEN 'not_json'"), raw('record'))} AS reason FROM (${records})`;
  if (envelope === undefined) return judged;
  const path = literal(pointerOf(envelope));
  const opened = sql`SELECT reason, record AS outer_record,
    CASE WHEN reason IS NULL THEN json_extract_string(record, ${path}) END AS content FROM (${judged})`;
  const isRecord = sql`coalesce(json_valid(content), false) AND ${beginsAsObject(raw('content'))}`;
  const inside = fault(sql`WHEN NOT (${isRecord}) THEN 'bad_envelope'`, raw('content'));
  return sql`SELECT coalesce(reason, ${inside}) AS reason, outer_record, content AS record FROM (${opened})`;
}

/** The cells of every sound record as text `c0`, `c1`, ... Numbers keep their digits. */
export function recordCells(spec: RecordsSpec, columns: readonly JsonColumn[], sure: readonly string[]): Sql {
  const groups = groupsOf(columns, new Set(sure));
  const lists = groups.map(({ outer, members }, group) => {
    const pointers = members.map((index) => literal(pointerOf(columns[index]?.path ?? [])));
    const record = raw(outer ? 'outer_record' : 'record');
    // A condition around it, because the engine may look at a record before it leaves it out.
    return sql`CASE WHEN reason IS NULL THEN json_extract_string(${record}, [${join(pointers, ', ')}]) END AS ${identifier(`g${group}`)}`;
  });
  const places = new Map(
    groups.flatMap(({ members }, group) =>
      members.map((index, place) => [index, { group, place: place + 1 }] as const),
    ),
  );
  const cells = columns.map((_, index) => {
    const { group, place } = places.get(index) ?? { group: 0, place: 0 };
    return sql`${identifier(`g${group}`)}[${raw(String(place))}] AS ${identifier(`c${index}`)}`;
  });
  return sql`SELECT false AS bad, ${join(cells, ', ')}
    FROM (SELECT ${join(lists, ', ')} FROM (${judgedRecords(spec)}) WHERE reason IS NULL)`;
}

interface Group {
  readonly outer: boolean;
  /** Indexes of columns. */
  readonly members: number[];
}

const columnsPerGroup = 12;

/**
 * The columns in groups that are read together: a record is parsed once for each group, and a group that nothing asks for is
 * skipped. Columns that are sure to be asked for are among themselves.
 */
function groupsOf(columns: readonly JsonColumn[], sure: ReadonlySet<string>): readonly Group[] {
  const open = new Map<string, Group>();
  const groups: Group[] = [];
  for (const [index, { name, outer }] of columns.entries()) {
    const kind = `${outer} ${sure.has(name)}`;
    const group = open.get(kind);
    if (group !== undefined && group.members.length < columnsPerGroup) {
      group.members.push(index);
      continue;
    }
    const begun = { outer, members: [index] };
    open.set(kind, begun);
    groups.push(begun);
  }
  return groups;
}

/** Nearly all records begin with their bracket, and that is looked up in no time. */
function beginsAsObject(record: Sql): Sql {
  const blanks = raw("' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13)");
  return sql`(CASE WHEN starts_with(${record}, '{') THEN true ELSE starts_with(ltrim(${record}, ${blanks}), '{') END)`;
}

/**
 * Brackets outside of texts, and each pass takes the innermost pairs away: what is left after 32 passes was nested deeper. Looked
 * at only where there are enough brackets.
 */
function isTooDeep(record: Sql): Sql {
  const opened = literal(`^(?:[^\\[{]*[\\[{]){${deepestRecord + 1}}`);
  const texts = literal('(?s)"(?:[^"\\\\]|\\\\.)*"');
  const others = literal('[^\\[\\]{}]+');
  let brackets = sql`translate(regexp_replace(regexp_replace(${record}, ${texts}, '', 'g'), ${others}, '', 'g'), '{}', '[]')`;
  for (let pass = 0; pass < deepestRecord; pass++) brackets = sql`replace(${brackets}, '[]', '')`;
  return sql`(CASE WHEN regexp_matches(${record}, ${opened}) THEN ${brackets} <> '' ELSE false END)`;
}
