import { type Features, reasonCount } from '../model/features.js';
import { type FeatureColumn, isFeature, type ScoreColumn, scoreColumns } from '../model/score-columns.js';
import { identifier, join, literal, raw, type Sql, sql } from '../sql/sql.js';
import { appendColumns, type NumberColumns } from './append.js';
import type { Database, Row } from './database.js';
import { type OutputFormat, writeRows } from './write-rows.js';

/**
 * Joins the features to the leads as the view `scored`, with `ord`, the columns that are asked for and those the order needs.
 * `reasons` names fit rules, then pain rules. Columns of `profile` must be there already.
 */
export async function storeFeatures(
  database: Database,
  features: Features,
  ready: number,
  reasons: readonly string[],
  columns: readonly ScoreColumn[],
): Promise<void> {
  const wanted = scoreColumns.filter((column) => columns.includes(column) || orderColumns.includes(column));
  const ord = Int32Array.from({ length: features.leads }, (_, index) => index);
  const needed = wanted.flatMap((column) => (isFeature(column) ? featuresOf[column] : []));
  const { score, fit, pain, bonus, velocity, momentum, readyAt, firstReadyAt, dueAt } = features;
  const all: NumberColumns = {
    ...{ score, fit, pain, bonus, velocity, momentum, readyAt, firstReadyAt, dueAt },
    ...reasonColumns(features),
    ready: Int32Array.from(features.ready),
  };
  const stored = Object.fromEntries(Object.entries(all).filter(([name]) => needed.includes(name)));
  await appendColumns(database, 'feature', { ord, ...stored });
  const expressions = wanted.map(
    (column) => sql`${expressionOf(column, ready, reasons)} AS ${identifier(column)}`,
  );
  const profile = wanted.every(isFeature) ? raw('') : raw(' JOIN profile ON profile.ord = lead.ord');
  await database.run(
    sql`CREATE TEMP VIEW scored AS SELECT lead.ord, ${join(expressions, ', ')} FROM lead JOIN feature ON feature.ord = lead.ord${profile}`,
  );
}

/** What the order of S3.9 is made of. */
const orderColumns: readonly ScoreColumn[] = ['lead_id', 'score', 'velocity'];

const reasonNames = Array.from({ length: reasonCount }, (_, place) => [
  `reason${place}`,
  `points${place}`,
]).flat();

/** Which columns of the features a column of the score is made of. */
const featuresOf: Readonly<Record<FeatureColumn, readonly string[]>> = {
  lead_id: [],
  email: [],
  score: ['score'],
  fit: ['fit'],
  pain: ['pain'],
  bonus: ['bonus'],
  velocity: ['velocity'],
  momentum: ['momentum'],
  ready: ['ready'],
  ready_at: ['readyAt'],
  first_ready_at: ['firstReadyAt'],
  due_at: ['dueAt'],
  distance: ['score'],
  top_reasons: reasonNames,
};

function expressionOf(column: ScoreColumn, ready: number, reasons: readonly string[]): Sql {
  switch (column) {
    case 'lead_id':
      return raw('lead.key');
    case 'email':
      return raw('lead.email');
    case 'ready':
      return raw('feature.ready = 1');
    case 'ready_at':
    case 'first_ready_at':
    case 'due_at':
      return instant(featuresOf[column][0] ?? column);
    case 'stage_since':
      return raw('make_timestamp_ms(profile.stage_since)');
    case 'distance':
      return sql`greatest(0, ${raw(numberText(ready))} - feature.score)`;
    case 'top_reasons': {
      const texts = Array.from({ length: reasonCount }, (_, place) => reasonText(reasons, place));
      return sql`concat_ws(', ', ${join(texts, ', ')})`;
    }
    default:
      return isFeature(column) ? sql`feature.${identifier(column)}` : sql`profile.${identifier(column)}`;
  }
}

function reasonColumns(features: Features): NumberColumns {
  const { reasons, reasonPoints } = features;
  const columns = reasons.flatMap((indexes, place) => [
    [`reason${place}`, indexes] as const,
    [`points${place}`, reasonPoints[place] as Float64Array] as const,
  ]);
  return Object.fromEntries(columns);
}

/** Some columns of the first `limit` leads in the order of S3.9. */
export async function topScores(
  database: Database,
  columns: readonly ScoreColumn[],
  limit: number,
): Promise<readonly Row[]> {
  return database.rows(sql`${ranked(join(columns.map(identifier), ', '))} LIMIT ${limit}`);
}

/** What of the scores to write. */
export interface Selection {
  readonly columns: readonly ScoreColumn[];
  /** The first so many leads; all when left out. */
  readonly limit?: number | undefined;
}

/** Writes leads in the order of S3.9 to a file. JSON becomes a bare array, for the caller to put into its document. */
export async function writeScores(
  database: Database,
  path: string,
  format: OutputFormat,
  { columns, limit }: Selection,
): Promise<void> {
  const selected = columns.map((column) =>
    format === 'parquet' && (column.endsWith('_at') || column === 'stage_since')
      ? raw(`${column} AT TIME ZONE 'UTC' AS ${column}`)
      : identifier(column),
  );
  const first = limit === undefined ? raw('') : raw(` LIMIT ${limit}`);
  const query = sql`${ranked(join(selected, ', '))}${first}`;
  await writeRows(database, path, format, query);
}

function ranked(columns: Sql): Sql {
  return sql`SELECT ${columns} FROM scored ORDER BY score DESC, velocity DESC, lead_id`;
}

function instant(column: string): Sql {
  const name = identifier(column);
  return sql`CASE WHEN NOT isnan(${name}) THEN make_timestamp_ms(${name}::BIGINT) END`;
}

/** A view takes no parameters, so the names are quoted. */
function namesList(names: readonly string[]): Sql {
  return sql`[${join(names.map(literal), ', ')}]`;
}

/** `trial +30`, `core-action +62.5`, or NULL. */
function reasonText(reasons: readonly string[], place: number): Sql {
  if (reasons.length === 0) return raw('NULL');
  const points = sql`round(${identifier(`points${place}`)}, 1)`;
  const whole = sql`CASE WHEN ${points} = trunc(${points}) THEN ${points}::BIGINT::VARCHAR ELSE ${points}::VARCHAR END`;
  return sql`${namesList(reasons)}[${identifier(`reason${place}`)} + 1] || ' +' || ${whole}`;
}

function numberText(value: number): string {
  return `${value}::DOUBLE`;
}
