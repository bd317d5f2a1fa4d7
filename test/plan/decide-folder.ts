import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { withEngine } from '../../src/cli/engine-run.js';
import { storeDecisions } from '../../src/cli/plan-publish.js';
import { preparePlan } from '../../src/cli/plan-run.js';
import { Session } from '../../src/cli/session.js';
import type { State } from '../../src/cli/state.js';
import type { Database } from '../../src/engine/database.js';
import { writeLedger } from '../../src/engine/ledger-write.js';
import { decisionColumns, decisionRows } from '../../src/engine/planning/store-plan.js';
import { dayMs } from '../../src/plan/calendar/zone-clock.js';
import { plan } from '../../src/plan/planner.js';
import { literal, sql } from '../../src/sql/sql.js';
import { parseCommandLine } from '../cli/command-line.js';
import { show } from './calendar/zones.js';

/** A row of a plan as people read it; instants are on the clock of the lead. */
export type DecisionText = Readonly<Record<(typeof decisionTexts)[number], string>>;

export const decisionTexts = [
  ...(['lead', 'campaign', 'action', 'reason', 'step', 'due', 'send at', 'zone', 'winner'] as const),
] as const;

/**
 * Plans a folder of fixtures/reasons by the product's own pipeline, in process. Its `ledger.csv` is what one committed run has left behind; `scratch` is
 * where that becomes a ledger, by an engine that may be used again.
 */
export async function decideFolder(
  folder: string,
  scratch: { readonly database: Database; readonly directory: string },
): Promise<readonly DecisionText[]> {
  const { args } = parseCommandLine(readFileSync(join(folder, 'cmd'), 'utf8'));
  const { values } = parseArgs({ args: args.slice(1), options: { 'as-of': { type: 'string' } } });
  const { 'as-of': asOf } = values;
  if (asOf === undefined) throw new Error(`The command of ${folder} has no --as-of.`);
  const session = new Session(silentTerminal(folder), {
    ...{ color: 'never', quiet: true, asOf, memory: '512MB', threads: '1' },
  });
  const loaded = session.loadConfig();
  const asked = { session, loaded, options: {}, asOf: session.asOf(loaded.config.timezone) };
  const state = await stateOf(folder, scratch);
  return withEngine(session, async (run) => {
    const { input, names } = await preparePlan(run, asked, {
      horizonMs: dayMs,
      allowsBlast: false,
      state,
      written: [],
    });
    await storeDecisions(run.database, input, plan(input).decisions);
    return readDecisions(run.database, decisionRows(names, decisionColumns));
  });
}

/** A state with the one run of a folder, if there is a ledger. */
async function stateOf(
  folder: string,
  { database, directory }: { readonly database: Database; readonly directory: string },
): Promise<State> {
  const rows = join(folder, 'ledger.csv');
  const ledger = join(directory, `${basename(folder)}.parquet`);
  const hasRun = existsSync(rows);
  if (hasRun)
    await writeLedger(database, ledger, sql`SELECT * FROM read_csv(${literal(rows)}, all_varchar = true)`);
  return {
    directory,
    runs: (hasRun ? [{ ledger }] : []) as unknown as State['runs'],
    last: undefined,
    isReplay: false,
    chain: { sequence: 1, previous: null, ledger: { runs: 0, sha256: '' }, journal: 0 },
    stops: { files: [], entries: [] },
  };
}

async function readDecisions(database: Database, decisions: ReturnType<typeof decisionRows>) {
  const rows = await database.rows(
    sql`SELECT lead_id, campaign, action, reason, step, epoch_ms(due_at)::DOUBLE,
      strftime(send_at_local, '%a %Y-%m-%d %H:%M'), zone, winner FROM (${decisions})`,
  );
  return rows.map(([lead, campaign, action, reason, step, due, send, zone, winner]): DecisionText => {
    const text = (value: unknown) => String(value ?? '');
    return {
      lead: text(lead),
      campaign: text(campaign),
      action: text(action),
      reason: text(reason),
      step: text(step),
      due: due === null || due === undefined ? '' : show(Number(due), text(zone)),
      'send at': action === 'send' ? text(send) : '',
      zone: text(zone),
      winner: text(winner),
    };
  });
}

function silentTerminal(cwd: string) {
  const stream = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  return { stdin: Readable.from([]), stdout: stream(), stderr: stream(), env: {}, cwd };
}
