import { fieldsOf } from '../model/condition.js';
import { machineBit, maskWords } from '../model/event-batch.js';
import type { EventMatcher } from '../model/event-matcher.js';
import { canonicalEventFields } from '../model/fields.js';
import { type FieldSql, readingsOf } from '../sql/conditions.js';
import { identifier, join, raw, type Sql, sql } from '../sql/sql.js';
import { foldText, readBoolean, readNumber, readText } from '../sql/values.js';
import { addressKeySql } from './address-tables.js';
import type { Database } from './database.js';
import { matchBits, noTypeBits, unnamedTypeBits } from './event-bits.js';
import type { MatchContext } from './ingest-leads.js';
import { mailCellNames, mailCells, mailColumns, mailJoins } from './planning/mail-names.js';
import { instantOf, type MappedFile, textOf } from './source.js';
import { type TopicTable, topicId, topicTableName } from './topics.js';

/** Why a row of an event file can't be used, in the order in which they are looked for. */
const faults = ['broken_record', 'unreadable_instant', 'no_type', 'no_lead'] as const;

export type EventFault = (typeof faults)[number];

/** The lead ordinal, below `orphanLead`, of a row that can't be used: it tells the fault and the file. */
function faultCode(fault: EventFault, file: number): number {
  return -2 - faults.indexOf(fault) - faults.length * file;
}

/** What a lead ordinal below `orphanLead` tells. */
export function faultOf(code: number): { readonly fault: EventFault; readonly file: number } {
  const place = -2 - code;
  return { fault: faults[place % faults.length] as EventFault, file: Math.floor(place / faults.length) };
}

export interface EventQuerySpec {
  readonly files: readonly MappedFile[];
  /** Names in a file -> canonical types. */
  readonly types: (file: MappedFile) => Readonly<Record<string, string>>;
  /** Table of the event types of a file, made by `createTypeTable`. */
  readonly typeTable: (file: MappedFile) => string;
  /** What is asked of each event; pain rules come first. */
  readonly matchers: readonly EventMatcher[];
  /** Properties that are read as numbers: points come from them, or sums. */
  readonly properties: readonly string[];
  /** What events are about; undefined when nobody asks. */
  readonly topics?: TopicTable;
  /** Whether events are to say which mail they are about, by the tables of `prepareMailNames`. */
  readonly mails?: boolean;
  readonly context: MatchContext;
}

/** Columns that say where an event stands and what it was, for statements and rejects. */
const traceColumns = ['file', 'record', 'type', 'detail'] as const;

/**
 * The query that matches every event row against the leads and the rules (S2.4, S3.3): columns lead, at_ms, id, flags,
 * m0, m1, ..., v0, v1, ... as the fold wants them. Strings are looked at here and stay here.
 *
 * `trace` adds where each row stands; numbering records keeps the engine from skipping columns, so it is only asked
 * for when a person will look at the rows.
 */
export function eventQuery(spec: EventQuerySpec, trace: boolean): Sql {
  const byAddress = spec.files.some(({ mapping }) => mapping.column('email') !== undefined);
  const parts = spec.files.map((file) => matchedRows(file, spec, trace));
  const columns = [
    sql`coalesce(fault, by_key.ord, ${byAddress ? raw('by_address.ord, ') : raw('')}-1)::INTEGER AS lead`,
    raw('coalesce(at_ms, 0)::DOUBLE AS at_ms, (identity >> 11)::DOUBLE AS id, flags'),
    ...maskNames(spec).map((name) => identifier(name)),
    ...valueNames(spec).map(
      (name) => sql`coalesce(${mailOrFault(name, byAddress)}, 'nan'::DOUBLE) AS ${identifier(name)}`,
    ),
    raw('id_text, content'),
    ...(trace ? traceColumns.map((name) => sql`event.${identifier(name)}`) : []),
  ];
  const addresses = byAddress
    ? sql` LEFT JOIN address_key ON address_key.address = event.email
        LEFT JOIN lead_address AS by_address ON by_address.match_key = ${addressKeySql(raw('event.email'))}`
    : raw('');
  return sql`SELECT ${join(columns, ', ')} FROM (${join(parts, ' UNION ALL ')}) AS event
    LEFT JOIN lead AS by_key ON by_key.key = event.lead_key${addresses}`;
}

/** A row that can not be used names its lead, where it has one, in place of a mail: it may have been the end of a campaign. */
function mailOrFault(name: string, byAddress: boolean): Sql {
  if (name !== 'mail_name') return identifier(name);
  const lead = byAddress ? raw('coalesce(by_key.ord, by_address.ord)') : raw('by_key.ord');
  return sql`CASE WHEN fault IS NULL THEN mail_name ELSE ${lead}::DOUBLE END`;
}

/** The numeric columns of `eventQuery`, in the order of an event batch. */
export function batchColumns(spec: EventQuerySpec): Sql {
  return raw(['lead', 'at_ms', 'id', 'flags', ...maskNames(spec), ...valueNames(spec)].join(', '));
}

/**
 * Prepares what the query joins to besides `lead`: addresses, when events name leads by them. Of several leads with one
 * address the one with the smallest key has its events. With `severalSources` (A8) an address that only an overruled row has
 * stands for its lead, too, unless it is the address of another one.
 */
export async function prepareLeadAddresses(database: Database, severalSources: boolean): Promise<void> {
  await database.run(
    raw(`CREATE TEMP TABLE lead_address AS
    SELECT match_key, min_by(ord, key) AS ord FROM lead WHERE match_key IS NOT NULL GROUP BY match_key`),
  );
  if (!severalSources) return;
  await database.run(
    raw(`INSERT INTO lead_address SELECT lead_usable.match_key, min_by(lead.ord, lead.key)
    FROM lead_part JOIN lead_usable ON lead_usable.place = lead_part.place JOIN lead ON lead.key = lead_part.key
    WHERE lead_usable.match_key IS NOT NULL AND lead_usable.match_key NOT IN (SELECT match_key FROM lead_address)
    GROUP BY lead_usable.match_key`),
  );
}

/**
 * The rows of one file, matched against types and rules. Built in layers, because an expression that is used twice in one layer
 * may be computed twice: cells, what is read from them, what is derived from that, the bits of the type, the bits of the rules.
 * All reading comes before the first join: behind a join the same expressions cost up to twice as much.
 */
function matchedRows(source: MappedFile, spec: EventQuerySpec, trace: boolean): Sql {
  const { reading } = source;
  const { matchers } = spec;
  const fields = [...new Set(matchers.flatMap(({ where }) => (where === undefined ? [] : fieldsOf(where))))];
  const field = (name: string): FieldSql => {
    const index = fields.indexOf(name);
    return readingsOf(identifier(`w${index}`), reading, identifier(`w${index}_folded`));
  };
  const context = { ...spec.context, field };
  const words = Array.from({ length: 1 + maskWords(matchers.length) }, (_, word) => word);
  const bits = words.map((word) => {
    const unnamed = unnamedTypeBits(raw('type_cell'), word, spec.types(source), matchers);
    return sql`coalesce(named.${raw(`b${word}`)}, ${unnamed}) AS ${identifier(`known${word}`)}`;
  });
  const topic =
    spec.topics === undefined ? raw('') : sql`, ${topicId(spec.topics, raw('row.topic'))} AS topic_id`;
  const known =
    spec.topics === undefined
      ? raw('')
      : sql` LEFT JOIN ${identifier(topicTableName)} AS known_topic ON known_topic.cell = row.topic`;
  const mail = spec.mails === true ? sql`, ${mailColumns()}` : raw('');
  const typed = sql`SELECT row.*, ${join(bits, ', ')}${topic}${mail} FROM (${derivedRows(source, spec, fields, trace)}) AS row
    LEFT JOIN ${identifier(spec.typeTable(source))} AS named ON named.name = row.type_cell${known}${spec.mails === true ? mailJoins : raw('')}`;
  const code = (fault: EventFault) => raw(String(faultCode(fault, source.index)));
  const columns = [
    raw('lead_key, email, at_ms, identity, id_text, content'),
    sql`CASE WHEN bad THEN ${code('broken_record')} WHEN at_ms IS NULL THEN ${code('unreadable_instant')}
      WHEN known0 = ${raw(String(noTypeBits))} THEN ${code('no_type')}
      WHEN lead_key IS NULL AND email IS NULL THEN ${code('no_lead')} END AS fault`,
    sql`(${matchBits(0, raw('known0'), matchers, context)} + machine)::INTEGER AS flags`,
    ...maskNames(spec).map(
      (name, word) =>
        sql`(${matchBits(word + 1, identifier(`known${word + 1}`), matchers, context)})::INTEGER AS ${identifier(name)}`,
    ),
    ...valueNames(spec).map(identifier),
    ...(trace ? [raw('file, record, type, detail')] : []),
  ];
  return sql`SELECT ${join(columns, ', ')} FROM (${typed})`;
}

/** The cells of one file as typed columns, and what follows from two of them: identities and folded texts. */
function derivedRows(
  source: MappedFile,
  spec: EventQuerySpec,
  fields: readonly string[],
  trace: boolean,
): Sql {
  const { mapping, reading } = source;
  const machine = mapping.column('is_machine');
  const machineBits =
    machine === undefined
      ? raw('0')
      : sql`CASE WHEN ${readBoolean(readText(machine))} THEN ${raw(String(machineBit))} ELSE 0 END`;
  const typeCell = mapping.column('type') ?? noText;
  const rowNumber = trace ? raw('row_number() OVER () AS record, ') : raw('');
  const cells = sql`SELECT ${rowNumber}* FROM (${source.file.scan()})`;
  const read = [
    sql`*, ${instantOf(source, 'at')} AS at_ms, ${machineBits} AS machine, ${typeCell} AS type_cell`,
    sql`${textOf(source, 'lead')} AS lead_key, ${textOf(source, 'email')} AS email`,
    ...fields.map((name, index) => sql`${textOf(source, name)} AS ${identifier(`w${index}`)}`),
    ...spec.properties.map((property, index) => {
      const column = mapping.column(property);
      const number =
        column === undefined ? raw('CAST(NULL AS DOUBLE)') : readNumber(readText(column), reading);
      return sql`${number} AS ${identifier(`v${index}`)}`;
    }),
    ...(spec.topics === undefined ? [] : [sql`${textOf(source, spec.topics.property)} AS topic`]),
    ...(spec.mails === true ? [mailCells(source)] : []),
  ];
  const derived = [
    sql`bad, lead_key, email, at_ms, machine, type_cell, ${identity(source)} AS identity`,
    sql`${textOf(source, 'id')} AS id_text, concat_ws(chr(31), ${join(contentOf(source), ', ')}) AS content`,
    ...fields.map((_, index) => {
      const text = identifier(`w${index}`);
      return sql`${text}, ${foldText(text)} AS ${identifier(`w${index}_folded`)}`;
    }),
    ...spec.properties.map((_, index) => identifier(`v${index}`)),
    ...(spec.topics === undefined ? [] : [raw('topic')]),
    ...(spec.mails === true ? [mailCellNames] : []),
    ...(trace
      ? [
          sql`${raw(String(source.index))} AS file, record, ${readText(typeCell)} AS type, ${detail(source)} AS detail`,
        ]
      : []),
  ];
  return sql`SELECT ${join(derived, ', ')} FROM (SELECT ${join(read, ', ')} FROM (${cells}))`;
}

const noText = raw('CAST(NULL AS VARCHAR)');

/** Identity of an event of a lead: its id, or everything that is mapped (S2.4). */
function identity(source: MappedFile): Sql {
  const content = sql`hash(${join(contentOf(source), ', ')})`;
  const column = source.mapping.column('id');
  if (column === undefined) return content;
  // Ids rarely have blanks around them, so only those that may are trimmed.
  return sql`CASE WHEN ${column} > ' ' AND NOT ends_with(${column}, ' ') THEN hash(${column})
    WHEN ${readText(column)} IS NULL THEN ${content} ELSE hash(${readText(column)}) END`;
}

/** What the config or the canonical names give a meaning, besides the id: the instant as such, the rest as text. */
function contentOf(source: MappedFile): readonly Sql[] {
  const { mapping } = source;
  const fields = [...new Set<string>([...canonicalEventFields, ...mapping.mappedFields])];
  const texts = fields
    .filter((field) => field !== 'at' && field !== 'id' && mapping.column(field) !== undefined)
    .sort()
    .map((field) => sql`coalesce(${textOf(source, field)}, '')`);
  return [raw('coalesce(at_ms, 0)'), ...texts];
}

function detail(source: MappedFile): Sql {
  const column =
    source.mapping.column('url') ?? source.mapping.column('topic') ?? source.mapping.column('value');
  return column === undefined ? raw('CAST(NULL AS VARCHAR)') : readText(column);
}

function maskNames({ matchers }: EventQuerySpec): readonly string[] {
  return Array.from({ length: maskWords(matchers.length) }, (_, word) => `m${word}`);
}

/** The numeric properties, then the topic, then what says of which mail an event is: the value columns of an event batch. */
function valueNames({ properties, topics, mails }: EventQuerySpec): readonly string[] {
  return [
    ...properties.map((_, index) => `v${index}`),
    ...(topics === undefined ? [] : ['topic_id']),
    ...(mails === true ? ['send_hash', 'mail_name'] : []),
  ];
}

/** Mask words and value columns of the batches of this query. */
export function batchShape(spec: EventQuerySpec): { readonly words: number; readonly values: number } {
  return { words: maskNames(spec).length, values: valueNames(spec).length };
}
