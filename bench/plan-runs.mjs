import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { planAsOf } from './data-files.mjs';
import { list, quoted } from './engine.mjs';
import { configText, drawLedger } from './plan-ledger.mjs';

/**
 * @typedef {import('./engine.mjs').Connection} Connection
 * @typedef {{ sends: number, sha256: string, bytes: number, rows: number }} Ledger
 * @typedef {{ runId: string, hash: string } | null} Previous
 */

const runs = 50;
const dayMs = 24 * 3600 * 1000;
/** Public holidays, on which nobody plans. */
const daysOff = ['2025-12-25', '2025-12-26', '2026-01-01', '2026-01-06'];

/**
 * Writes a state: 50 committed runs, one on each working day before as-of. Leaves the table `send` behind, with what
 * they have sent.
 *
 * @param {Connection} connection
 * @param {string} folder
 */
export async function writeRuns(connection, folder) {
  const instants = workingDays();
  await createCalendar(connection, instants);
  await drawLedger(connection);
  const staged = `${folder}.tmp`;
  rmSync(staged, { recursive: true, force: true });
  /** @type {Previous} */
  let previous = null;
  for (const [run, instant] of instants.entries()) {
    const making = `${staged}/runs/making`;
    mkdirSync(making, { recursive: true });
    const ledger = await writeLedger(connection, run, `${making}/ledger.parquet`);
    const { runId, text } = manifestOf(run, instant, ledger, previous);
    writeFileSync(`${making}/manifest.json`, text);
    renameSync(making, `${staged}/runs/${runId}`);
    previous = { runId, hash: sha256(text) };
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(staged, folder);
  adopt(folder);
}

/** @returns {readonly Date[]} the last working days before as-of, at its time of day */
function workingDays() {
  const days = [];
  for (let at = Date.parse(planAsOf) - dayMs; days.length < runs; at -= dayMs) {
    const day = new Date(at);
    const isOff = [0, 6].includes(day.getUTCDay()) || daysOff.includes(day.toISOString().slice(0, 10));
    if (!isOff) days.unshift(day);
  }
  return days;
}

/**
 * `run_at(run)` is the as-of of a run, counted from 0; `run_from(instant)` the first run from then on, NULL after the
 * last one.
 */
async function createCalendar(/** @type {Connection} */ connection, /** @type {readonly Date[]} */ instants) {
  const first = Number(instants[0]);
  const days = 1 + (Number(instants.at(-1)) - first) / dayMs;
  const runOfDay = Array.from({ length: days }, (_, day) =>
    instants.findIndex((instant) => Number(instant) >= first + day * dayMs),
  );
  const times = list(instants.map((instant) => instant.toISOString()));
  await connection.run(`CREATE MACRO last_run() AS ${runs - 1}`);
  await connection.run(`CREATE MACRO run_at(run) AS (${times}::TIMESTAMP[])[1 + run]`);
  await connection.run(`CREATE MACRO run_from(t) AS
    ${list(runOfDay)}[1 + greatest(0, (date_diff('second', run_at(0), t) + 86399) // 86400)]`);
}

/**
 * Writes what one run adds to the ledger, as `nurture` does.
 *
 * @returns {Promise<Ledger>}
 */
async function writeLedger(
  /** @type {Connection} */ connection,
  /** @type {number} */ run,
  /** @type {string} */ file,
) {
  await connection.run(`
    COPY (
      SELECT * EXCLUDE (run) FROM ledger WHERE run = ${run}
      ORDER BY lead_id, campaign, occurrence, "at", kind, step, attempt
    ) TO ${quoted(file)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)`);
  const counts = await connection.runAndReadAll(
    `SELECT count(*)::DOUBLE, count(*) FILTER (kind = 'send')::DOUBLE FROM ledger WHERE run = ${run}`,
  );
  const [rows, sends] = /** @type {[number, number]} */ (counts.getRows()[0]);
  return { sends, sha256: sha256(readFileSync(file)), bytes: statSync(file).size, rows };
}

function manifestOf(
  /** @type {number} */ run,
  /** @type {Date} */ instant,
  /** @type {Ledger} */ { sends, ...file },
  /** @type {Previous} */ previous,
) {
  const asOf = instant.toISOString();
  const content = {
    formatVersion: 1,
    sequence: run + 1,
    asOf,
    toolVersion: 'bench',
    configHash: sha256(configText),
    sends,
    blocked: [],
    previous,
    ledger: { runs: run, sha256: previous?.hash ?? sha256('') },
    journal: run,
    files: [{ name: 'ledger.parquet', ...file }],
    inputs: [],
  };
  const stamp = asOf.replace(/[-:]|\.000/g, '');
  const runId = `${stamp}-${sha256(JSON.stringify(content)).slice(0, 8)}`;
  return { runId, text: `${JSON.stringify({ runId, ...content }, null, 2)}\n` };
}

/** A state that nobody has committed, or that was moved, is not used before somebody says that it is the right one. */
function adopt(/** @type {string} */ folder) {
  const nurture = fileURLToPath(new URL('../bin/nurture.js', import.meta.url));
  const args = [nurture, 'runs', 'adopt', '--reason', 'made for the benchmark', '--state', folder, '--quiet'];
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status === 0) return;
  rmSync(folder, { recursive: true });
  throw new Error('the state could not be adopted');
}

function sha256(/** @type {string | Buffer} */ content) {
  return createHash('sha256').update(content).digest('hex');
}
