import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { Asked } from '../../src/cli/classified-run.js';
import { withEngine } from '../../src/cli/engine-run.js';
import { storeDecisions } from '../../src/cli/plan-publish.js';
import { preparePlan } from '../../src/cli/plan-run.js';
import { Session } from '../../src/cli/session.js';
import type { State } from '../../src/cli/state.js';
import type { Database } from '../../src/engine/database.js';
import { writeLedger } from '../../src/engine/ledger-write.js';
import { ledgerRows } from '../../src/engine/planning/ledger-rows.js';
import { decisionColumns, decisionRows } from '../../src/engine/planning/store-plan.js';
import { ledgerColumns } from '../../src/model/ledger.js';
import { plan } from '../../src/plan/planner.js';
import { join as joinSql, raw, sql } from '../../src/sql/sql.js';
import { usualOf } from './plan-input-of.js';
import type { LedgerText, NaivePlanRow, PlanWorld } from './plan-world.js';
import type { TextRow } from './world.js';

/** What the product makes of a world: the rows of its plan, and what committing them would add to the ledger. */
export interface ProductPlan {
  readonly rows: readonly Omit<NaivePlanRow, 'startedAt'>[];
  readonly ledger: readonly LedgerText[];
}

/** Writes a world to files and runs the product's own pipeline over them, in process. */
export async function runPlanWorld(world: PlanWorld): Promise<ProductPlan> {
  const directory = mkdtempSync(join(tmpdir(), 'nurture-plan-'));
  try {
    writeWorld(world, directory);
    const state = await writeState(world, directory);
    const session = new Session(silentTerminal(directory), {
      color: 'never',
      quiet: true,
      asOf: world.asOf,
      memory: '512MB',
      threads: '2',
    });
    const loaded = session.loadConfig();
    const asked: Asked = { session, loaded, options: {}, asOf: Date.parse(world.asOf) };
    return await withEngine(session, async (run) => {
      const prepared = await preparePlan(run, asked, {
        horizonMs: world.horizonMs,
        allowsBlast: world.allowBlast === true,
        state,
        written: [],
      });
      const { decisions } = plan(prepared.input);
      await storeDecisions(run.database, prepared.input, decisions);
      return {
        rows: await readDecisions(run.database, prepared.names),
        ledger: await readLedgerRows(run.database, prepared.names.campaigns, asked.asOf),
      };
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function readDecisions(database: Database, names: Parameters<typeof decisionRows>[0]) {
  const rows = await database.rows(
    sql`SELECT lead_id, campaign, occurrence, step, attempt, variant, action, reason, epoch_ms(due_at)::DOUBLE,
      epoch_ms(send_at)::DOUBLE, zone, zone_source, winner FROM (${decisionRows(names, decisionColumns)})`,
  );
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  const number = (value: unknown) => (value === null || value === undefined ? null : Number(value));
  return rows.map(
    ([
      lead,
      campaign,
      occurrence,
      step,
      attempt,
      variant,
      action,
      reason,
      due,
      send,
      zone,
      source,
      winner,
    ]) => ({
      lead: String(lead),
      campaign: String(campaign),
      occurrence: number(occurrence),
      step: text(step),
      attempt: number(attempt),
      variant: text(variant),
      action: String(action) as NaivePlanRow['action'],
      reason: String(reason) as NaivePlanRow['reason'],
      dueAt: number(due),
      sendAt: action === 'send' ? number(send) : null,
      zone: String(zone),
      zoneSource: String(source) as NaivePlanRow['zoneSource'],
      winner: text(winner),
    }),
  );
}

async function readLedgerRows(
  database: Database,
  campaigns: Parameters<typeof ledgerRows>[0],
  asOf: number,
): Promise<readonly LedgerText[]> {
  const columns = ledgerColumns.map((name) =>
    name === 'at'
      ? raw(`strftime("at" AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ')`)
      : raw(`coalesce("${name}"::VARCHAR, '')`),
  );
  const rows = await database.rows(
    sql`SELECT ${joinSql(columns, ', ')} FROM (${ledgerRows(campaigns, asOf)})`,
  );
  return rows.map(
    (row) => Object.fromEntries(ledgerColumns.map((name, index) => [name, String(row[index])])) as LedgerText,
  );
}

/** The ledgers of the runs of the world. What a state keeps besides is of no interest here. */
async function writeState(world: PlanWorld, directory: string): Promise<State> {
  const { ledger, runOf = [], sendsOfRuns } = world;
  const { Database } = await import('../../src/engine/database.js');
  const database = await Database.open({
    memoryBytes: 2 ** 28,
    threads: 1,
    spillDirectory: join(directory, 'spill'),
  });
  const files = sendsOfRuns.map((_, index) => join(directory, `ledger-${index}.parquet`));
  try {
    for (const [index, file] of files.entries()) {
      await writeLedger(database, file, valuesOf(ledger.filter((_, row) => (runOf[row] ?? 0) === index)));
    }
  } finally {
    database.close();
  }
  const usualSends = usualOf(sendsOfRuns);
  return {
    directory,
    runs: files.map((file, index) => ({
      ledger: file,
      asOf: world.instantsOfRuns?.[index],
    })) as unknown as State['runs'],
    last: undefined,
    isReplay: false,
    ...(usualSends === undefined ? {} : { usualSends }),
    chain: { sequence: 1, previous: null, ledger: { runs: files.length, sha256: '' }, journal: 0 },
    stops: { files: [], entries: [] },
  };
}

function valuesOf(rows: readonly LedgerText[]) {
  const cell = (name: (typeof ledgerColumns)[number], value: string) => {
    if (name === 'occurrence' || name === 'attempt') return sql`nullif(${value}, '')::INTEGER`;
    return name === 'at' ? sql`${value}::TIMESTAMPTZ` : sql`${value}`;
  };
  const lines = rows.map(
    (row) =>
      sql`(${joinSql(
        ledgerColumns.map((name) => cell(name, row[name])),
        ', ',
      )})`,
  );
  const names = raw(ledgerColumns.map((name) => `"${name}"`).join(', '));
  if (lines.length === 0) {
    const nothing = ledgerColumns.map((name) =>
      name === 'occurrence' || name === 'attempt'
        ? raw(`NULL::INTEGER AS "${name}"`)
        : raw(`NULL::${name === 'at' ? 'TIMESTAMPTZ' : 'VARCHAR'} AS "${name}"`),
    );
    return sql`SELECT ${joinSql(nothing, ', ')} WHERE FALSE`;
  }
  return sql`SELECT * FROM (VALUES ${joinSql(lines, ', ')}) AS ledger (${names})`;
}

/** JSON is YAML, so the raw config needs no printer of its own. */
function writeWorld(world: PlanWorld, directory: string): void {
  const dialect = { decimal: '.', ...world.reading, delimiter: ',' };
  const expect = { max_quarantined: '100%' };
  const columnsOf = (rows: readonly TextRow[], always: readonly string[]) => [
    ...new Set([...always, ...rows.flatMap((row) => Object.keys(row))]),
  ];
  const source = (file: string, rows: readonly TextRow[], always: readonly string[]) => {
    const columns = columnsOf(rows, always);
    writeFileSync(
      join(directory, file),
      stringify(rows as TextRow[], { header: true, columns, quoted_string: true }),
    );
    return { files: file, columns: Object.fromEntries(columns.map((name) => [name, name])), dialect, expect };
  };
  const leads = source('leads.csv', world.leads, ['lead_id', 'email', 'created_at']);
  const { lead_id: _, ...leadColumns } = leads.columns;
  const events = source('events.csv', world.events, [
    'event_id',
    'lead',
    'email',
    'type',
    'at',
    'is_machine',
  ]);
  const { event_id: id = 'event_id', ...eventColumns } = events.columns;
  const suppressions = source('suppressions.csv', world.suppressions, [
    'email',
    'domain',
    'reason',
    'at',
    'purpose',
  ]);
  const lists = Object.fromEntries(
    Object.entries(world.lists).map(([name, values]) => {
      writeFileSync(
        join(directory, `${name}.csv`),
        stringify([['value'], ...values.map((value) => [value])]),
      );
      return [name, { files: `${name}.csv`, column: 'value' }];
    }),
  );
  const sources = {
    leads: [{ ...leads, key: 'lead_id', columns: leadColumns }],
    events: [{ ...events, columns: { ...eventColumns, id } }],
    ...(world.suppressions.length === 0 ? {} : { suppressions: [suppressions] }),
    lists,
  };
  const sections = world.sections ?? {};
  const policy = { ...(sections.policy as object | undefined), holidays: { calendar: 'days-off.yaml' } };
  writeFileSync(
    join(directory, 'days-off.yaml'),
    JSON.stringify({ holidays: world.daysOff, workdays: world.workdays }),
  );
  writeFileSync(
    join(directory, 'nurture.yaml'),
    JSON.stringify({ version: 1, ...world.config, ...sections, policy, sources }),
  );
}

function silentTerminal(cwd: string) {
  const stream = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  return { stdin: Readable.from([]), stdout: stream(), stderr: stream(), env: {}, cwd };
}
