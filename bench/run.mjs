#!/usr/bin/env node
/**
 * Runs the benchmark: every job as a whole process, in turn, round after round, so that what disturbs the machine
 * disturbs all of them. Prints a table and writes it to bench/results.md (see bench/README.md).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compareScores } from './agreement.mjs';
import { dataFiles, planFiles, short } from './data-files.mjs';
import { jobs } from './jobs.mjs';
import { measure, measuringMethod } from './measure.mjs';
import { renderResults, summarise } from './results.mjs';

const usage = `usage: node bench/run.mjs [--only NAME,...] [--runs N] [--large] [--smoke]

  --only NAME,...  only these jobs: ${jobs.map((job) => job.name).join(', ')}
  --runs N         counted runs of every job, instead of its own number
  --large          also ten times the events (100 M), nurture alone with --memory 4GB
  --smoke          10 k leads and 100 k events, to see that everything still runs

Results of all jobs go to bench/results.md, those of --only or --smoke to bench/out/<events>/results.md.`;

const root = fileURLToPath(new URL('..', import.meta.url));

/** @typedef {import('./jobs.mjs').Job} Job */
/** @typedef {import('./results.mjs').Outcome} Outcome */

/**
 * @param {{ only: readonly string[] | undefined, runs: number | undefined, large: boolean, smoke: boolean }} options
 * @returns {Promise<boolean>} false when a job failed or its scores disagree; a missed target is no failure
 */
async function bench(options) {
  const size = options.smoke ? { leads: 1e4, events: 1e5 } : { leads: 1e6, events: 1e7 };
  const largeSize = { ...size, events: 10 * size.events };
  const chosen = jobs.filter(({ name, large }) =>
    options.only ? options.only.includes(name) : !large || options.large,
  );
  const loadBefore = loadavg()[0] ?? 0;

  // Outputs of one size have a folder of their own: a smoke run must not overwrite what a full one compares.
  const outFolder = fileURLToPath(new URL(`out/${short(size.events)}/`, import.meta.url));
  const outputOf = (/** @type {Job} */ job) => `${outFolder}${job.name}${job.folder ? '' : '.csv'}`;
  mkdirSync(outFolder, { recursive: true });
  if (chosen.some((job) => job.scores)) ensureData(size);
  if (chosen.some((job) => job.large)) ensureData(largeSize);
  if (chosen.some((job) => job.plan)) ensureData(size, true);
  const data = {
    ...dataFiles(size),
    largeEvents: dataFiles(largeSize).events,
    plan: planFiles(size),
  };

  // An output of an earlier run must not be taken for one of this run.
  for (const job of chosen) rmSync(outputOf(job), { force: true, recursive: true });

  const method = measuringMethod();
  const outcomes = chosen.map((job) => newOutcome(job, options.runs));
  await runAll(outcomes, (job) => measure(job.command(data, outputOf(job)), { cwd: root, method }));
  await verify(outcomes, outputOf);

  const results = renderResults(outcomes, { ...options, size, largeSize, method, loadBefore });
  const file =
    options.only || options.smoke
      ? `${outFolder}results.md`
      : fileURLToPath(new URL('results.md', import.meta.url));
  writeFileSync(file, results);
  console.log(results);
  console.error(`written to ${file}`);
  return outcomes.every(({ failure, disagreement }) => !failure && !disagreement);
}

/** @returns {Outcome} */
function newOutcome(/** @type {Job} */ job, /** @type {number | undefined} */ runs = job.runs) {
  return { job, runs, measurements: [], leftOut: job.python && missingPackage(job.python) };
}

function missingPackage(/** @type {string} */ name) {
  const { status } = spawnSync('python3', ['-c', `import ${name}`], { stdio: 'ignore' });
  return status === 0 ? undefined : `python3 with ${name} is not there`;
}

/** Fills in the measurements. A job that fails once is not run again. */
async function runAll(
  /** @type {readonly Outcome[]} */ outcomes,
  /** @type {(job: Job) => Promise<import('./measure.mjs').Measurement>} */ runOnce,
) {
  const warmUps = Math.max(...outcomes.map(({ job }) => job.warmUps));
  const rounds = Math.max(...outcomes.map(({ runs }) => runs));
  for (let round = 1 - warmUps; round <= rounds; round += 1) {
    for (const outcome of outcomes) {
      const { job, runs } = outcome;
      const due = round > 0 ? round <= runs : -round < job.warmUps;
      if (!due || outcome.leftOut || outcome.failure) continue;
      try {
        const measurement = await runOnce(job);
        if (round > 0) outcome.measurements.push(measurement);
        console.error(
          `${round > 0 ? `run ${round} of ${runs}` : 'warm-up'}  ${job.name}  ${summarise(measurement)}`,
        );
      } catch (error) {
        outcome.failure = error instanceof Error ? error.message : String(error);
        console.error(`${job.name} ${outcome.failure}`);
      }
    }
  }
}

/** Compares every ranking with nurture's, or with the first one there is when nurture was not run. */
async function verify(
  /** @type {readonly Outcome[]} */ outcomes,
  /** @type {(job: Job) => string} */ outputOf,
) {
  const scored = outcomes.filter(
    ({ job, measurements, failure }) => job.scores && measurements.length > 0 && !failure,
  );
  const reference = scored.find(({ job }) => job.scores === 'same');
  if (!reference) return;
  for (const outcome of scored) {
    outcome.reference = reference.job.name;
    outcome.agreement = await compareScores(outputOf(reference.job), outputOf(outcome.job));
    const { missing, differing, ranked } = outcome.agreement;
    outcome.disagreement = missing > 0 || !ranked || (outcome.job.scores === 'same' && differing > 0);
  }
}

function ensureData(/** @type {{ leads: number, events: number }} */ size, plan = false) {
  const files = Object.values(plan ? planFiles(size) : dataFiles(size));
  if (files.every((file) => existsSync(file))) return;
  console.error(`generating ${size.leads} leads and ${size.events} events${plan ? ' for the plan' : ''}`);
  const generator = fileURLToPath(new URL('generate.mjs', import.meta.url));
  const args = [generator, '--leads', String(size.leads), '--events', String(size.events)];
  if (plan) args.push('--plan');
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('the data could not be generated');
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      runs: { type: 'string' },
      large: { type: 'boolean', default: false },
      smoke: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const only = values.only?.split(',');
  const unknown = only?.find((name) => !jobs.some((job) => job.name === name));
  if (unknown !== undefined) throw new Error(`there is no job '${unknown}'`);
  const runs = values.runs === undefined ? undefined : Number(values.runs);
  if (runs !== undefined && !(Number.isInteger(runs) && runs > 0))
    throw new Error('--runs takes a whole number');
  return { only, runs, large: values.large, smoke: values.smoke, help: values.help };
}

let options;
try {
  options = readOptions();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  process.exitCode = 2;
}
if (options?.help) console.log(usage);
else if (options) process.exitCode = (await bench(options)) ? 0 : 1;
