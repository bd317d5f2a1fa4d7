import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { StoryFields } from '../../config/stories/story-fields.js';
import type { Database } from '../../engine/database.js';
import { type LedgerText, writeLedgerTexts } from '../../engine/ledger-text.js';
import type { Config, EventSource, LeadSource } from '../../model/config.js';
import { defaultExpectations } from '../../model/expectations.js';
import type { StoryWorld } from './story-world.js';

/** Columns that every file has besides those of the stories; no field can have such a name. */
const own = { key: 'nurture lead', lead: 'nurture event lead' } as const;

/** What a pass over some stories reads. */
export interface StoryFiles {
  readonly sources: Pick<Config['sources'], 'leads' | 'events'>;
  readonly ledgers: readonly string[];
}

/**
 * Writes what some stories know by now as exports, and what their runs have committed as ledgers, for the product's own readers. The same names
 * are used for every pass.
 */
export async function writeStoryFiles(
  database: Database,
  directory: string,
  worlds: readonly StoryWorld[],
  fields: StoryFields,
  timezone: string,
): Promise<StoryFiles> {
  const leads = join(directory, 'leads.csv');
  const events = join(directory, 'events.csv');
  const leadRows = worlds.flatMap(({ story, prefix }) =>
    story.leads.map(({ key, fields: row }) => ({ ...row, [own.key]: `${prefix}${key}` })),
  );
  const eventRows = worlds.flatMap(({ events: known, prefix }) =>
    known.map(({ lead, type, at, fields: row }) => ({
      ...row,
      type,
      at: new Date(at).toISOString(),
      [own.lead]: `${prefix}${lead}`,
    })),
  );
  const eventFields = ['type', 'at', ...fields.events];
  write(leads, [own.key, ...fields.leads], leadRows);
  write(events, [own.lead, ...eventFields], eventRows);
  const ledgers = await writeLedgers(database, directory, worlds);
  return {
    sources: {
      leads: [{ ...source(leads, columnsOf(fields.leads), timezone), key: own.key }],
      events: eventRows.length === 0 ? [] : [eventSource(events, eventFields, timezone)],
    },
    ledgers,
  };
}

/** The n-th runs of all stories are one ledger: within a story, runs stay in their order. */
async function writeLedgers(
  database: Database,
  directory: string,
  worlds: readonly StoryWorld[],
): Promise<readonly string[]> {
  const most = Math.max(0, ...worlds.map(({ ledger }) => ledger.length));
  const paths: string[] = [];
  for (let run = 0; run < most; run++) {
    const rows: LedgerText[] = worlds.flatMap(({ ledger }) => ledger[run] ?? []);
    if (rows.length === 0) continue;
    const path = join(directory, `ledger-${run}.parquet`);
    await writeLedgerTexts(database, path, rows);
    paths.push(path);
  }
  return paths;
}

function source(file: string, columns: Readonly<Record<string, string>>, timezone: string): LeadSource {
  const dialect = { delimiter: ',', quote: '"', encoding: 'utf-8', decimal: '.', timezone } as const;
  return {
    files: [file],
    columns,
    dialect,
    expect: { ...defaultExpectations, maxQuarantined: 1 },
    preset: 'generic',
  };
}

function eventSource(file: string, fields: readonly string[], timezone: string): EventSource {
  return { ...source(file, { ...columnsOf(fields), lead: own.lead }, timezone), types: {} };
}

function columnsOf(fields: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map((name) => [name, name]));
}

/** Every cell is quoted: without quotes a text that looks like a title line or a footer could be taken for one. */
function write(
  path: string,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, string>>[],
): void {
  const text = stringify([...rows], {
    header: true,
    columns: [...columns],
    quoted: true,
    quoted_empty: true,
  });
  writeFileSync(path, text, { mode: 0o600 });
}
