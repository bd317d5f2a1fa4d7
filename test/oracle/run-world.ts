import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { RunInputs } from '../../src/cli/open-sources.js';
import { foldInputs, type Matched, matchInputs } from '../../src/cli/pipeline.js';
import { parseConfig } from '../../src/config/parse-config.js';
import { nothingWanted, type Wanted } from '../../src/engine/classify/wanted.js';
import { Database } from '../../src/engine/database.js';
import type { Config } from '../../src/model/config.js';
import { raw } from '../../src/sql/sql.js';
import type { TextRow, World } from './world.js';

/** What the product makes of a world: keys in ordinal order with the features of `foldInputs`. */
export interface EngineResult {
  readonly config: Config;
  readonly inputs: RunInputs;
  readonly keys: readonly string[];
  readonly emails: readonly (string | null)[];
  readonly matched: Matched;
  readonly folded: Awaited<ReturnType<typeof foldInputs>>;
}

const leadColumns = [
  'lead_id',
  'email',
  'title',
  'company',
  'country',
  'employees',
  'created_at',
  'updated_at',
];
const eventColumns = ['event_id', 'lead', 'email', 'type', 'at', 'url', 'value', 'topic', 'is_machine'];

/** Writes a world to files and runs the product's own pipeline over them, in process. */
export async function runWorld<T>(
  world: World,
  use: (result: EngineResult, database: Database) => Promise<T>,
  wanted: (config: Config) => Wanted = () => nothingWanted,
): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'nurture-world-'));
  const database = await Database.open({
    memoryBytes: 2 ** 29,
    threads: 2,
    spillDirectory: join(directory, 'spill'),
  });
  try {
    const { config, diagnostics } = parseConfig(writeWorld(world, directory), 'nurture.yaml');
    if (config === undefined)
      throw new Error(`The world's config has errors: ${JSON.stringify(diagnostics, null, 1)}`);
    const inputs = { config, configDirectory: directory, dialect: {}, asOf: Date.parse(world.asOf) };
    const context = { database, cwd: directory, stdin: process.stdin, spool: directory };
    const matched = await matchInputs(database, inputs, context, [], wanted(config));
    const folded = await foldInputs(database, matched, inputs);
    const rows = await database.rows(raw('SELECT key, email FROM lead ORDER BY ord'));
    const result = {
      config,
      inputs,
      keys: rows.map(([key]) => String(key)),
      emails: rows.map(([, email]) => email as string | null),
      matched,
      folded,
    };
    return await use(result, database);
  } finally {
    database.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Writes the files of a world; returns its config. JSON is YAML, so it needs no printer of its own. */
export function writeWorld(world: World, directory: string): string {
  const dialect = { decimal: '.', ...world.reading, delimiter: ',' };
  const expect = { max_quarantined: '100%' };
  const found = new Set([...leadColumns, ...world.leads.flatMap((row) => Object.keys(row))]);
  const tables = world.sources ?? [{ columns: [...found], rows: world.leads }];
  for (const [index, { columns, rows }] of tables.entries()) {
    writeCsv(join(directory, `leads-${index}.csv`), columns, rows);
  }
  writeCsv(join(directory, 'events.csv'), eventColumns, world.events);
  const lists = Object.fromEntries(
    Object.entries(world.lists).map(([id, values]) => {
      writeCsv(
        join(directory, `${id}.csv`),
        ['value', 'note'],
        values.map((value) => ({ value, note: '-' })),
      );
      return [id, { files: `${id}.csv`, column: 'value' }];
    }),
  );
  const own = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));
  const sources = {
    leads: tables.map(({ columns, decimal = dialect.decimal }, index) => ({
      files: `leads-${index}.csv`,
      ...(columns.includes('lead_id') ? { key: 'lead_id' } : {}),
      columns: own(columns.filter((column) => column !== 'lead_id')),
      dialect: { ...dialect, decimal },
      expect,
    })),
    events: [
      { files: 'events.csv', columns: { ...own(eventColumns.slice(1)), id: 'event_id' }, dialect, expect },
    ],
    lists,
  };
  return JSON.stringify({ version: 1, ...world.config, ...world.sections, sources });
}

function writeCsv(path: string, columns: readonly string[], rows: readonly TextRow[]): void {
  writeFileSync(
    path,
    stringify(rows as TextRow[], { header: true, columns: [...columns], quoted_string: true }),
  );
}
