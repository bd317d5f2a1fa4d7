import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { classify, foldInputs, matchInputs } from '../../src/cli/pipeline.js';
import { parseConfig } from '../../src/config/parse-config.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import type { Classified } from '../../src/engine/classify/classify-leads.js';
import { everythingWanted, type Wanted } from '../../src/engine/classify/wanted.js';
import { Database, type Row } from '../../src/engine/database.js';
import type { Config } from '../../src/model/config.js';
import { identifier, sql } from '../../src/sql/sql.js';

/** A config without sources, and the two files that it is run over. */
export interface ClassifiedWorld {
  readonly config: string;
  readonly leads: string;
  readonly events?: string;
  readonly wanted?: (config: Config) => Wanted;
  readonly asOf?: string;
}

export interface ClassifiedResult {
  readonly classified: Classified;
  /** What was found wrong with the inputs. */
  readonly problems: readonly Diagnostic[];
  /** The rows of a table as objects, in the order of the column. */
  readonly rows: (table: string, order: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Values of one column of `profile` by the keys of the leads. */
  readonly column: (name: string) => Promise<Readonly<Record<string, Row[number]>>>;
  readonly database: Database;
}

/** Runs the product's own pipeline over a world, in process, up to `profile`. */
export async function classifyWorld<T>(
  { config: yaml, leads, events, wanted = everythingWanted, asOf = '2026-03-01T00:00:00Z' }: ClassifiedWorld,
  use: (result: ClassifiedResult) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'nurture-classify-'));
  const database = await Database.open({
    memoryBytes: 2 ** 29,
    threads: 2,
    spillDirectory: join(folder, 'spill'),
  });
  try {
    writeFileSync(join(folder, 'leads.csv'), leads);
    if (events !== undefined) writeFileSync(join(folder, 'events.csv'), events);
    const sources = `sources:\n  leads: [{ files: leads.csv, key: lead_id }]\n${events === undefined ? '' : '  events: [{ files: events.csv }]\n'}`;
    const { config, diagnostics } = parseConfig(`version: 1\nname: world\n${sources}${yaml}`, 'nurture.yaml');
    if (config === undefined) throw new Error(JSON.stringify(diagnostics, null, 1));
    const inputs = { config, configDirectory: folder, dialect: {}, asOf: Date.parse(asOf) };
    const context = { database, cwd: folder, stdin: process.stdin, spool: folder };
    const matched = await matchInputs(database, inputs, context, [], wanted(config));
    const classified = await classify(database, matched, inputs, await foldInputs(database, matched, inputs));
    return await use({
      classified,
      problems: matched.problems,
      database,
      rows: async (table, order) => {
        const names = await database.rows(
          sql`SELECT column_name FROM information_schema.columns WHERE table_name = ${table} ORDER BY ordinal_position`,
        );
        const found = await database.rows(
          sql`SELECT * FROM ${identifier(table)} ORDER BY ${identifier(order)}`,
        );
        return found.map((row) =>
          Object.fromEntries(names.map(([name], place) => [String(name), row[place]])),
        );
      },
      column: async (name) => {
        const found = await database.rows(
          sql`SELECT lead.key, profile.${identifier(name)} FROM profile JOIN lead ON lead.ord = profile.ord ORDER BY lead.key`,
        );
        return Object.fromEntries(found.map(([key, value]) => [String(key), value ?? null]));
      },
    });
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
