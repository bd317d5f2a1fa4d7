/**
 * What is measured, and what is asked of it. A new job is one more entry of the list `jobs`, a new target one more
 * of `targets`.
 */
import { fileURLToPath } from 'node:url';
import { planAsOf } from './data-files.mjs';

/**
 * @typedef {{ leads: string, events: string, state: string }} PlanData files of the plan, and the directory of its committed runs
 * @typedef {{ leads: string, events: string, largeEvents: string, plan: PlanData }} Data files of the run
 * @typedef {object} Job
 * @property {string} name also the name of its output, bench/out/<events>/<name>
 * @property {string} what one line for the table
 * @property {(data: Data, out: string) => readonly string[]} command program and arguments, run from the project's root
 * @property {number} runs counted runs
 * @property {number} warmUps runs before them that are not counted
 * @property {string} [python] package without which the job is left out
 * @property {boolean} [large] only with --large
 * @property {boolean} [plan] runs on the data of the plan
 * @property {boolean} [folder] its output is a folder and no CSV
 * @property {'same' | 'differs'} [scores] whether its scores are to agree with the others'; no scores when absent
 */

/** What the peers write; everything else is computed by nurture all the same. */
const peerColumns = 'lead_id,email,score,fit,pain';
const asOf = '2026-01-01T00:00:00Z';
const nurture = ['node', file('../bin/nurture.js')];
const fast = { runs: 5, warmUps: 1 };
const slow = { runs: 2, warmUps: 0 };
const start = { runs: 15, warmUps: 2 };

/** @type {readonly Job[]} */
export const jobs = [
  {
    name: 'nurture',
    what: 'nurture score, the columns of the peers',
    ...fast,
    command: ({ leads, events }, out) => [...score(leads, events, out), '--columns', peerColumns],
    scores: 'same',
  },
  {
    name: 'nurture-all',
    what: 'nurture score, all its 14 columns',
    ...fast,
    command: ({ leads, events }, out) => score(leads, events, out),
    scores: 'same',
  },
  {
    name: 'nurture-segments',
    what: 'the columns of the peers and 50 segments, 20 of them by events',
    ...fast,
    command: ({ leads, events }, out) => [
      ...score(leads, events, out, 'nurture-segments.yaml'),
      ...['--columns', `${peerColumns},segments`],
    ],
    scores: 'same',
  },
  {
    name: 'sql',
    what: 'hand-written SQL on DuckDB',
    ...fast,
    command: ({ leads, events }, out) => ['node', file('peers/sql.mjs'), leads, events, out],
    scores: 'same',
  },
  {
    name: 'sql-no-dedupe',
    what: 'the same, repeated deliveries counted twice',
    ...fast,
    command: ({ leads, events }, out) => ['node', file('peers/sql.mjs'), leads, events, out, '--no-dedupe'],
    scores: 'differs',
  },
  {
    name: 'polars',
    what: 'polars, lazy and streaming',
    ...fast,
    command: ({ leads, events }, out) => ['python3', file('peers/polars_peer.py'), leads, events, out],
    python: 'polars',
    scores: 'same',
  },
  {
    name: 'pandas',
    what: 'pandas, vectorised',
    ...slow,
    command: ({ leads, events }, out) => ['python3', file('peers/pandas_peer.py'), leads, events, out],
    python: 'pandas',
    scores: 'same',
  },
  {
    name: 'csv-parse',
    what: 'Node stream of csv-parse records',
    ...slow,
    command: ({ leads, events }, out) => ['node', file('peers/csv-parse.mjs'), leads, events, out],
    scores: 'same',
  },
  {
    name: 'nurture-large',
    what: 'nurture score --memory 4GB, ten times the events',
    runs: 1,
    warmUps: 0,
    large: true,
    command: ({ leads, largeEvents }, out) => [
      ...score(leads, largeEvents, out),
      ...['--columns', peerColumns, '--memory', '4GB'],
    ],
  },
  {
    name: 'score-for-plan',
    what: 'nurture score on the data of the plan, the columns of the peers',
    ...fast,
    plan: true,
    command: ({ plan: { leads, events } }, out) => [
      ...score(leads, events, out, 'nurture-plan.yaml', planAsOf),
      ...['--columns', peerColumns],
    ],
  },
  {
    name: 'plan',
    what: 'nurture plan, 10 campaigns of 5 steps and 50 committed runs',
    ...fast,
    plan: true,
    command: ({ plan: data }) => plan(data),
  },
  {
    name: 'plan-written',
    what: 'the same with -o: decisions, ledger, summary, manifest',
    ...fast,
    plan: true,
    folder: true,
    command: ({ plan: data }, out) => [...plan(data), '-o', out],
  },
  {
    name: 'parse',
    what: 'bare parse of the events by DuckDB, all cells text',
    ...fast,
    command: ({ events }) => ['node', file('peers/parse.mjs'), 'parse', events],
  },
  {
    name: 'check',
    what: 'the check of the same bytes that goes before',
    ...fast,
    command: ({ events }) => ['node', file('peers/parse.mjs'), 'check', events],
  },
  { name: 'node', what: 'node -e 0', ...start, command: () => ['node', '-e', '0'] },
  { name: 'version', what: 'nurture --version', ...start, command: () => [...nurture, '--version'] },
  {
    name: 'validate',
    what: 'nurture validate nurture.example.yaml',
    ...fast,
    command: () => [...nurture, 'validate', file('../nurture.example.yaml')],
  },
];

/**
 * @typedef {{ wallSeconds: number, peakBytes: number | undefined }} Figures median time and largest peak memory of a job
 * @typedef {object} Target
 * @property {string} what
 * @property {(of: (name: string) => Figures) => number} figure NaN when something it needs was not measured
 * @property {'at most' | 'at least'} bound
 * @property {number} limit
 * @property {string} unit
 */

/** @type {readonly Target[]} */
export const targets = [
  ratio('time of nurture / time of sql', 'nurture', 'sql', 'at most', 0.75),
  ratio('time of pandas / time of nurture', 'pandas', 'nurture', 'at least', 10),
  peakMemory('nurture', 1.5),
  ratio('time with 50 segments / time of nurture', 'nurture-segments', 'nurture', 'at most', 1.6),
  ratio('time with ten times the events / time of nurture', 'nurture-large', 'nurture', 'at most', 11),
  ratio('time of plan / time of score on the same data', 'plan', 'score-for-plan', 'at most', 2),
  peakMemory('plan', 2),
  ratio('time of the check / time of the bare parse', 'check', 'parse', 'at most', 0.5),
  ratio('time of nurture --version / time of bare node', 'version', 'node', 'at most', 2),
  {
    what: 'time of nurture validate',
    figure: (of) => of('validate').wallSeconds,
    bound: 'at most',
    limit: 0.5,
    unit: ' s',
  },
];

/** @returns {Target} */
function ratio(
  /** @type {string} */ what,
  /** @type {string} */ above,
  /** @type {string} */ below,
  /** @type {Target['bound']} */ bound,
  /** @type {number} */ limit,
) {
  return { what, figure: (of) => of(above).wallSeconds / of(below).wallSeconds, bound, limit, unit: ' x' };
}

/** @returns {Target} */
function peakMemory(/** @type {string} */ name, /** @type {number} */ limit) {
  return {
    what: `peak memory of ${name}`,
    figure: (of) => (of(name).peakBytes ?? Number.NaN) / 1e9,
    bound: 'at most',
    limit,
    unit: ' GB',
  };
}

function score(
  /** @type {string} */ leads,
  /** @type {string} */ events,
  /** @type {string} */ out,
  config = 'nurture.yaml',
  at = asOf,
) {
  const input = [leads, '-e', events, '-c', file(config)];
  return [...nurture, 'score', ...input, '--as-of', at, '-o', out, '--quiet'];
}

function plan(/** @type {PlanData} */ { leads, events, state }) {
  const input = ['-l', leads, '-e', events, '-c', file('nurture-plan.yaml'), '--state', state];
  return [...nurture, 'plan', ...input, '--as-of', planAsOf, '--quiet'];
}

function file(/** @type {string} */ path) {
  return fileURLToPath(new URL(path, import.meta.url));
}
