import type { FactColumn, ListColumn } from '../../model/list-columns.js';
import type { ScoreColumn } from '../../model/score-columns.js';
import type { SendColumn, TableForm } from '../../model/send-list.js';
import { identifier, join, raw, type Sql, sql } from '../../sql/sql.js';
import type { Database } from '../database.js';
import type { LeadFields } from '../lead-fields.js';
import { writeRows } from '../write-rows.js';
import { fieldText, isSelected, leadTables, partColumn, type SendSelection } from './planned-sends.js';

/** A list of a plan whose rows the engine can put together. */
export interface ListRows {
  readonly form: TableForm;
  readonly columns: readonly ListColumn[];
  readonly fields: LeadFields;
  /** Names of the texts of `send_form` and `send_text`, in the order of their columns. */
  readonly texts: readonly string[];
  /** Place of the partition that splits the list. */
  readonly partition: number | undefined;
  readonly run: { readonly id: string; readonly sequence: number };
}

/** Puts the rows of a list together as a table of its own, which the files of the list are parts of. */
export async function createListTable(database: Database, list: ListRows): Promise<string> {
  const table = database.freshName('list');
  const part = list.partition === undefined ? raw('') : sql`, send.${identifier(partColumn(list.partition))}`;
  const context = { ...list, typed: list.form.format === 'parquet' };
  const values = list.columns.map((column, index) => {
    const value = columnSql(column, context);
    const safe = list.form.forPeople && isText(column) ? withoutFormula(value) : value;
    return sql`, ${safe} AS ${identifier(`c${index}`)}`;
  });
  const facts = list.columns.flatMap((column) => factOf(column) ?? []);
  const read = facts.flatMap((fact) => (fact.kind === 'field' ? fact.field : []));
  const scored = facts.some(({ kind }) => kind === 'score')
    ? raw(' JOIN scored ON scored.ord = lead.ord')
    : raw('');
  await database.run(sql`CREATE TEMP TABLE ${identifier(table)} AS
    SELECT send.nr, send.code${part}${join(values, '')}
    ${leadTables(read)}${scored} JOIN planned_send AS send ON send.ord = lead.ord
    JOIN send_form ON send_form.form = send.form LEFT JOIN send_text ON send_text.nr = send.nr ORDER BY send.nr`);
  return table;
}

/**
 * Writes the rows of one file of a list, in the order of all lists, and says how many they are. JSON becomes a bare array, for the caller to
 * put into its document.
 */
export async function writeListFile(
  database: Database,
  table: string,
  path: string,
  { form, columns }: Pick<ListRows, 'form' | 'columns'>,
  selection: SendSelection,
): Promise<number> {
  const selected = columns.map(
    ({ name }, index) => sql`${identifier(`c${index}`)} AS ${identifier(headerOf(name, index, form))}`,
  );
  return writeRows(
    database,
    path,
    form.format,
    sql`SELECT ${join(selected, ', ')} FROM ${identifier(table)} AS send WHERE ${isSelected(selection)} ORDER BY nr`,
  );
}

const byteOrderMark = '\ufeff';

/** Spreadsheets take a text for UTF-8 by the mark at its beginning alone, which belongs to the first header. */
function headerOf(name: string, index: number, { forPeople }: TableForm): string {
  const header = forPeople && formulaStart.test(name) ? `'${name}` : name;
  return forPeople && index === 0 ? `${byteOrderMark}${header}` : header;
}

const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

/** A spreadsheet would compute a cell that begins like a formula (CWE-1236); behind an apostrophe it is a text. */
function withoutFormula(value: Sql): Sql {
  return sql`CASE WHEN regexp_matches(${value}, ${formulaStart.source}) THEN '''' || ${value} ELSE ${value} END`;
}

/** Columns that are numbers, instants, or true and false; a number below zero is no formula. */
const noTexts: readonly (ScoreColumn | SendColumn)[] = [
  ...(['score', 'fit', 'pain', 'bonus', 'velocity', 'momentum', 'ready', 'ready_at'] as const),
  ...(['first_ready_at', 'due_at', 'distance', 'account_score', 'account_people', 'overdue'] as const),
  ...(['stage_since', 'illegal_stages', 'send_at', 'send_at_local', 'run_sequence'] as const),
  ...(['occurrence', 'attempt'] as const),
];

function isText(column: ListColumn): boolean {
  const source = column.kind === 'variable' ? column.fallback : column;
  return source === undefined || !('column' in source) || !noTexts.includes(source.column);
}

function factOf(column: ListColumn): FactColumn | undefined {
  if (column.kind === 'variable') return column.fallback;
  return column.kind === 'score' || column.kind === 'field' ? column : undefined;
}

type ColumnContext = ListRows & {
  /** Whether values keep their types; instants are text otherwise. */
  readonly typed: boolean;
};

function columnSql(column: ListColumn, context: ColumnContext): Sql {
  switch (column.kind) {
    case 'send':
      return sendSql(column.column, context);
    case 'text':
      return textSql(column.text, context);
    case 'variable': {
      const { fallback } = column;
      const text = textSql(column.name, context);
      return fallback === undefined ? text : sql`coalesce(${text}, (${factSql(fallback, context)})::VARCHAR)`;
    }
    default:
      return factSql(column, context);
  }
}

/** What is the same for everybody stands with the form, the rest with the send. */
function textSql(name: string, { texts }: ColumnContext): Sql {
  const column = identifier(`t${texts.indexOf(name)}`);
  return sql`coalesce(send_text.${column}, send_form.${column})`;
}

function factSql(fact: FactColumn, { fields, typed }: ColumnContext): Sql {
  if (fact.kind === 'field') return fieldText(fields, fact.field);
  const value = sql`scored.${identifier(fact.column)}`;
  const isInstant = fact.column.endsWith('_at') || fact.column === 'stage_since';
  return typed && isInstant ? sql`${value} AT TIME ZONE 'UTC'` : value;
}

function sendSql(column: SendColumn, { run, typed }: ColumnContext): Sql {
  switch (column) {
    case 'run_id':
      return sql`${run.id}`;
    case 'run_sequence':
      return raw(`${run.sequence}::INTEGER`);
    case 'send_at':
      return raw(typed ? 'send.send_at' : "strftime(send.send_at, '%Y-%m-%dT%H:%M:%S.%gZ')");
    case 'send_at_local':
      return raw(typed ? 'send.send_at_local' : "strftime(send.send_at_local, '%Y-%m-%dT%H:%M:%S')");
    case 'template':
    case 'sender':
    case 'channel':
      return sql`send_form.${identifier(column)}`;
    default:
      return sql`send.${identifier(column)}`;
  }
}
