import type { ColumnKind } from '../../model/file-inspection.js';
import { identifier, join, literal, raw, type Sql, sql } from '../../sql/sql.js';
import { foldText, type Reading, readBoolean, readInstant, readNumber, readText } from '../../sql/values.js';
import type { Database, Row } from '../database.js';
import type { SourceFile } from '../source-file.js';

/** What is counted of a column. */
export interface ColumnQuestion {
  /** Kinds whose values are counted. */
  readonly kinds: readonly ColumnKind[];
  /** Whether the values may all differ, which is then counted exactly. */
  readonly mayBeUnique: boolean;
  readonly reading: Reading;
}

export interface ColumnCounts {
  readonly filled: number;
  readonly distinct: number;
  /** Whether `distinct` is exact. */
  readonly exact: boolean;
  readonly kinds: ReadonlyMap<ColumnKind, KindCount>;
}

/** Values of one kind; least and greatest as numbers, for instants in UTC ms. */
export interface KindCount {
  readonly fits: number;
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** Counts all columns of a file in one pass over its rows. */
export async function countColumns(
  database: Database,
  file: SourceFile,
  questions: readonly ColumnQuestion[],
): Promise<{ readonly rows: number; readonly columns: readonly ColumnCounts[] }> {
  const texts = questions.map((_, index) => sql`${readText(identifier(`c${index}`))} AS ${textName(index)}`);
  const counts = questions.map((question, index) => countsOf(question, textName(index)));
  const [row = []] = await database.rows(
    sql`SELECT count(*)::DOUBLE, ${join(counts.flat(), ', ')} FROM (SELECT ${join(texts, ', ')} FROM (${file.scan()}))`,
  );
  let at = 1;
  const columns = questions.map((question, index) => {
    const size = counts[index]?.length ?? 0;
    const column = columnCounts(question, row.slice(at, at + size));
    at += size;
    return column;
  });
  return { rows: Number(row[0]), columns };
}

function textName(index: number): Sql {
  return raw(`t${index}`);
}

function countsOf({ kinds, mayBeUnique, reading }: ColumnQuestion, text: Sql): readonly Sql[] {
  // The hash stands for the value, which would have to be kept in memory; two values in ten million share one.
  const distinct = mayBeUnique
    ? sql`count(DISTINCT hash(${foldText(text)}))`
    : sql`approx_count_distinct(${text})`;
  return [
    sql`count(${text})::DOUBLE`,
    sql`${distinct}::DOUBLE`,
    ...kinds.flatMap((kind) => countsOfKind(kind, text, reading)),
  ];
}

function countsOfKind(kind: ColumnKind, text: Sql, reading: Reading): readonly Sql[] {
  const value = typedValue(kind, text, reading);
  if (value === undefined) return [sql`count(*) FILTER (WHERE ${testOf(kind, text)})::DOUBLE`, none, none];
  return [sql`count(${value})::DOUBLE`, sql`min(${value})::DOUBLE`, sql`max(${value})::DOUBLE`];
}

const none = raw('NULL');

/** The value of a text as this kind, for kinds with an order. */
function typedValue(kind: ColumnKind, text: Sql, reading: Reading): Sql | undefined {
  switch (kind) {
    case 'number':
      return readNumber(text, reading);
    case 'integer': {
      const number = readNumber(text, reading);
      return sql`list_transform([${number}], lambda number: CASE WHEN number = trunc(number) THEN number END)[1]`;
    }
    case 'date':
    case 'instant':
    case 'epoch':
      return readInstant(text, reading);
    default:
      return undefined;
  }
}

function testOf(kind: ColumnKind, text: Sql): Sql {
  switch (kind) {
    case 'email':
      return sql`regexp_full_match(${text}, ${literal('[^@\\s]+@[^@\\s]+\\.[^@\\s]+')})`;
    case 'url':
      return sql`(${text} ILIKE 'http%://%' OR ${text} ILIKE 'www.%')`;
    case 'boolean':
      return sql`${readBoolean(text)} IS NOT NULL`;
    case 'phone':
      return sql`regexp_full_match(${text}, ${literal('\\+?[0-9\\s()/.-]{6,24}')})`;
    default:
      return sql`${text} IS NOT NULL`;
  }
}

function columnCounts({ kinds, mayBeUnique }: ColumnQuestion, cells: Row): ColumnCounts {
  const [filled, distinct, ...ofKinds] = cells.map((cell) => (cell === null ? undefined : Number(cell)));
  return {
    filled: filled ?? 0,
    distinct: Math.min(distinct ?? 0, filled ?? 0),
    exact: mayBeUnique,
    kinds: new Map(
      kinds.map((kind, index) => [
        kind,
        { fits: ofKinds[3 * index] ?? 0, from: ofKinds[3 * index + 1], to: ofKinds[3 * index + 2] },
      ]),
    ),
  };
}
