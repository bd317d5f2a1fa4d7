import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { audienceLeadFields } from '../../engine/audience-file.js';
import { audienceHeader, audienceRow } from '../../engine/audience-hash.js';
import type { Database } from '../../engine/database.js';
import {
  isSelected,
  preparePlannedSends,
  readSendFacts,
  type SendSelection,
} from '../../engine/planning/planned-sends.js';
import { createListTable, type ListRows, writeListFile } from '../../engine/planning/write-list.js';
import type { Config } from '../../model/config.js';
import { columnsOfList } from '../../model/list-columns.js';
import type { ListSummary } from '../../model/plan-summary.js';
import type { AudiencePlatform, TableForm } from '../../model/send-list.js';
import { type ListFile, listFiles } from '../../plan/lists/list-files.js';
import { identifier, sql } from '../../sql/sql.js';
import type { PlanRun } from '../plan-run.js';
import { rowsDocument } from '../score-document.js';
import { hasField, partitionOf, partitionsOf } from './count-lists.js';
import { prepareListTexts, textsOfColumns } from './list-texts.js';

/** What lists are written from. */
export interface ListedPlan {
  readonly config: Config;
  readonly prepared: Pick<PlanRun, 'names' | 'started'>;
  /** Files that have rows, with their number. */
  readonly lists: readonly ListSummary[];
  /** What opens a document of JSON. */
  readonly head: object;
}

type Run = ListRows['run'];

/**
 * Writes the send lists of a plan (contract) to `sends` below a directory. Every send is in one row of one file of each list that covers it;
 * that as many rows are written as were counted is made sure of.
 */
export async function writeLists(
  database: Database,
  plan: ListedPlan,
  run: Run,
  directory: string,
): Promise<void> {
  const { config, prepared, lists } = plan;
  if (lists.length === 0) return;
  const { names, started } = prepared;
  const { leadFields: fields, leadFiles } = started.matched;
  mkdirSync(join(directory, 'sends'), { mode: 0o700 });
  await preparePlannedSends(database, names, partitionsOf(config));
  const context = { campaigns: config.campaigns, hasField: hasField(leadFiles) };
  const files = listFiles(config).filter(({ name }) => lists.some((counted) => counted.name === name));
  const tables = config.sendLists.map(({ form }) =>
    form.kind === 'table' ? { form, columns: columnsOfList(form, context) } : undefined,
  );
  const texts = textsOfColumns(tables.flatMap((table) => table?.columns ?? []));
  const steps = files.flatMap((file) => (tables[file.list] === undefined ? [] : file.steps));
  if (steps.length > 0) await prepareListTexts(database, config, fields, texts, [...new Set(steps)]);
  for (const [index, { form }] of config.sendLists.entries()) {
    const own = files.filter(({ list }) => list === index);
    const rowsOf = (file: ListFile) => lists.find(({ name }) => name === file.name)?.rows;
    const partition = partitionOf(config, index);
    const selections = own.map((file) => ({ file, selection: selectionOf(file, partition) }));
    const table = tables[index];
    const write =
      table === undefined || own.length === 0
        ? undefined
        : await tableWriter(database, {
            ...{ ...table, fields, texts, run },
            partition: partition < 0 ? undefined : partition,
            head: { ...plan.head, runId: run.id, runSequence: run.sequence },
          });
    for (const { file, selection } of selections) {
      const path = join(directory, file.name);
      const rows =
        form.kind === 'audience'
          ? await writeAudienceList(database, path, form.platform, fields, selection, run)
          : await write?.rows(path, selection);
      if (rows !== rowsOf(file))
        throw new Error(`${file.name} has ${rows} rows in place of ${rowsOf(file)}.`);
    }
    await write?.end();
  }
}

function selectionOf({ steps, part }: ListFile, partition: number): SendSelection {
  return part === undefined ? { steps } : { steps, part: { partition, name: part } };
}

/** What writes the files of one list: its rows are put together once, and each file is a part of them. */
async function tableWriter(
  database: Database,
  list: ListRows & { readonly head: object; readonly form: TableForm },
) {
  const table = await createListTable(database, list);
  return {
    rows: async (path: string, selection: SendSelection) => {
      if (list.form.format !== 'json') return writeListFile(database, table, path, list, selection);
      const scratch = database.scratchFile('json');
      const rows = await writeListFile(database, table, scratch, list, selection);
      await rowsDocument(list.head, 'sends', scratch, path);
      return rows;
    },
    end: () => database.run(sql`DROP TABLE ${identifier(table)}`),
  };
}

/**
 * Sends of the channel `audience` in the form an ad platform takes: people hashed, and behind its columns what the row can be taken back by.
 */
async function writeAudienceList(
  database: Database,
  path: string,
  platform: AudiencePlatform,
  fields: ListRows['fields'],
  selection: SendSelection,
  run: Run,
): Promise<number> {
  let rows = 0;
  appendFileSync(path, stringify([[...audienceHeader(platform), 'send_id', 'run_id', 'run_sequence']]), {
    mode: 0o600,
    flag: 'ax',
  });
  for await (const batch of readSendFacts(database, fields, audienceLeadFields, isSelected(selection))) {
    rows += batch.length;
    const cells = batch.map(({ sendId, fields: { region, ...lead } }) => [
      ...audienceRow(platform, { ...lead, state: lead.state ?? region }).cells,
      ...[sendId, run.id, String(run.sequence)],
    ]);
    appendFileSync(path, stringify(cells));
  }
  return rows;
}
