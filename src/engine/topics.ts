import type { Interests } from '../model/audience.js';
import { type DeclaredTopics, noDeclaredTopics } from '../model/declared-topics.js';
import { identifier, join, raw, type Sql, sql } from '../sql/sql.js';
import { foldText } from '../sql/values.js';
import { numbersOf } from './columns.js';
import type { Database } from './database.js';
import { type LeadFields, leadFieldSql } from './lead-fields.js';
import { type MappedFile, textOf } from './source.js';

/** How the topic of an event becomes a number (S4.3). */
export interface TopicTable {
  /** Field of the events that names the topic. */
  readonly property: string;
  /** Names by id, in the order of their code points. */
  readonly names: readonly string[];
  /** Ids of the values of the config; undefined when every value is a topic of its own. */
  readonly values?: readonly { readonly value: string; readonly id: number }[];
}

/** Table of the texts that name a topic: cell, id, name. Nearly every cell finds its id by its untouched text. */
export const topicTableName = 'event_topic';

/**
 * Numbers the topics: those of the config, or the distinct values of the events and of what leads declare. Two ways to
 * write one topic, which a comparison of texts takes for one, are one; its name is then the form that is compared.
 */
export async function prepareTopics(
  database: Database,
  interests: Interests,
  files: readonly MappedFile[],
  fields: LeadFields,
): Promise<TopicTable> {
  await database.run(sql`CREATE TEMP TABLE lead_topic AS ${leadTopics(interests, fields)}`);
  const { property, topics } = interests;
  const cells =
    topics === undefined
      ? sql`SELECT DISTINCT cell, ${foldText(raw('cell'))} AS name FROM (${seenCells(files, property)}) WHERE cell IS NOT NULL`
      : sql`SELECT cell, name FROM (VALUES ${join(
          topics.flatMap(({ id, values }) => values.map((value) => sql`(${value}, ${id})`)),
          ', ',
        )}) AS value (cell, name)`;
  await database.run(
    sql`CREATE TEMP TABLE ${identifier(topicTableName)} AS
    SELECT cell, (dense_rank() OVER (ORDER BY name) - 1)::INTEGER AS id, name FROM (${cells})`,
  );
  const names = await database.rows(
    sql`SELECT DISTINCT id, name FROM ${identifier(topicTableName)} ORDER BY id`,
  );
  const table = { property, names: names.map(([, name]) => String(name)) };
  if (topics === undefined) return table;
  const values = await database.rows(sql`SELECT cell, id FROM ${identifier(topicTableName)} ORDER BY cell`);
  return { ...table, values: values.map(([value, id]) => ({ value: String(value), id: Number(id) })) };
}

/** Id of the topic that a text names, as DOUBLE; `known_topic` is the table joined by that text. */
export function topicId({ values }: TopicTable, text: Sql): Sql {
  if (values === undefined) return raw('known_topic.id::DOUBLE');
  const texts = values.map(({ value }) => foldText(sql`${value}`));
  const ids = raw(values.map(({ id }) => id).join(', '));
  return sql`coalesce(known_topic.id, [${ids}][list_position([${join(texts, ', ')}], ${foldText(text)})])::DOUBLE`;
}

/** What the rows of the leads declare or decline, for the fold. Rows of no topic are left out. */
export async function readDeclaredTopics(database: Database, topics: TopicTable): Promise<DeclaredTopics> {
  const rows = sql`SELECT ord, ${topicId(topics, raw('lead_topic.cell'))}::INTEGER AS topic, said_at, declined::INTEGER AS declined
    FROM lead_topic LEFT JOIN ${identifier(topicTableName)} AS known_topic ON known_topic.cell = lead_topic.cell`;
  await database.run(
    sql`CREATE TEMP TABLE declared_topic AS SELECT * FROM (${rows}) WHERE topic IS NOT NULL`,
  );
  const [[count] = []] = await database.rows(raw('SELECT count(*)::DOUBLE FROM declared_topic'));
  const length = Number(count);
  if (length === 0) return noDeclaredTopics;
  const lead = new Int32Array(length);
  const topic = new Int32Array(length);
  const at = new Float64Array(length);
  const declined = new Uint8Array(length);
  let next = 0;
  const query = raw('SELECT ord, topic, said_at, declined FROM declared_topic ORDER BY ord, topic, declined');
  for await (const chunk of database.stream(query)) {
    lead.set(numbersOf<Int32Array>(chunk, 0), next);
    topic.set(numbersOf<Int32Array>(chunk, 1), next);
    at.set(numbersOf<Float64Array>(chunk, 2), next);
    declined.set(numbersOf<Int32Array>(chunk, 3), next);
    next += chunk.rowCount;
  }
  return { lead, topic, at, declined };
}

/** Ids of the topics that conditions name, compared as all texts are. */
export async function topicIds(
  database: Database,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (names.length === 0) return new Map();
  const asked = join(
    names.map((name) => sql`(${name})`),
    ', ',
  );
  const rows = await database.rows(
    sql`SELECT DISTINCT asked.name, topic.id FROM (VALUES ${asked}) AS asked (name)
      JOIN ${identifier(topicTableName)} AS topic ON ${foldText(raw('topic.name'))} = ${foldText(raw('asked.name'))}`,
  );
  return new Map(rows.map(([name, id]) => [String(name), Number(id)]));
}

/** Fields of leads that `prepareTopics` reads. */
export function topicFields({ declaredField, declinedField }: Interests): readonly string[] {
  return [declaredField, declinedField, 'updated_at'];
}

/** What leads declare counts since their row was written, as far as it says so. */
function leadTopics({ declaredField, declinedField }: Interests, fields: LeadFields): Sql {
  const saidAt = sql`coalesce(${leadFieldSql(fields, 'updated_at').instant}, lead.created, '-infinity'::DOUBLE)::DOUBLE`;
  const declared = leadFieldSql(fields, declaredField).text;
  const declined = leadFieldSql(fields, declinedField).text;
  // Both lists in one pass, because the text of an instant's reading is long.
  const said = sql`SELECT lead.ord, ${saidAt} AS said_at,
      unnest([{ names: ${declared}, declined: FALSE }, { names: ${declined}, declined: TRUE }]) AS list
    FROM lead JOIN lead_value ON lead_value.place = lead.place WHERE ${declared} IS NOT NULL OR ${declined} IS NOT NULL`;
  return sql`SELECT ord, unnest(${namesIn(raw('list.names'))}) AS cell, said_at, list.declined AS declined
    FROM (${said}) WHERE list.names IS NOT NULL`;
}

/** The names in a text that separates them by `;` or `,`, as a list. */
export function namesIn(text: Sql): Sql {
  const parts = sql`string_split(replace(${text}, ',', ';'), ';')`;
  return sql`list_filter(list_transform(${parts}, lambda part: trim(part)), lambda part: part <> '')`;
}

function seenCells(files: readonly MappedFile[], property: string): Sql {
  const ofEvents = files
    .filter(({ mapping }) => mapping.column(property) !== undefined)
    .map(
      (file) =>
        sql`SELECT DISTINCT ${textOf(file, property)} AS cell FROM (${file.file.scan()}) WHERE NOT bad`,
    );
  return join([raw('SELECT cell FROM lead_topic'), ...ofEvents], ' UNION ALL ');
}
