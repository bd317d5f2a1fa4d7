import { spawnSync } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';
import { version as duckdbVersion } from '@duckdb/node-api';
import { tolerance } from './agreement.mjs';
import { short } from './data-files.mjs';
import { targets } from './jobs.mjs';
import { methodNotes } from './measure.mjs';

/**
 * @typedef {object} Outcome what became of one job
 * @property {import('./jobs.mjs').Job} job
 * @property {number} runs counted runs asked for
 * @property {import('./measure.mjs').Measurement[]} measurements of the counted runs
 * @property {string | undefined} leftOut why it was not run
 * @property {string} [failure] how it ended when it failed
 * @property {string} [reference] name of the job its scores were compared with
 * @property {import('./agreement.mjs').Agreement} [agreement]
 * @property {boolean} [disagreement]
 */

/**
 * @typedef {object} Setting
 * @property {{ leads: number, events: number }} size
 * @property {{ leads: number, events: number }} largeSize
 * @property {boolean} smoke whether the sizes are too small for the figures to mean anything
 * @property {boolean} large whether the large job was asked for
 * @property {import('./measure.mjs').Method} method
 * @property {number} loadBefore load average of the machine before the first run
 */

/** The whole report as Markdown. */
export function renderResults(/** @type {readonly Outcome[]} */ outcomes, /** @type {Setting} */ setting) {
  return `# Benchmark

${[...machine(setting), ...data(setting), ...dataOfPlan(outcomes), ...notes(outcomes)].map((line) => `- ${line}`).join('\n')}

## Jobs

${table(
  ['job', 'what', 'runs', 'median', 'min-max', 'processor', 'peak memory', 'nurture / this'],
  outcomes.map((outcome) => jobRow(outcome, outcomes)),
)}

## Targets

${table(
  ['figure', 'target', 'measured', 'result'],
  targets.map((target) => targetRow(target, outcomes)),
)}

## Agreement

${table(['job', 'compared with', 'leads', 'differ', 'largest difference', 'ranked'], outcomes.flatMap(agreementRow))}
`;
}

/** One measurement in a line of progress. */
export function summarise(
  /** @type {import('./measure.mjs').Measurement} */ { wallSeconds, cpuSeconds, peakBytes },
) {
  return `${seconds(wallSeconds)}, processor ${seconds(cpuSeconds)}, peak ${gigabytes(peakBytes)}`;
}

function machine(/** @type {Setting} */ { method, loadBefore }) {
  const processors = cpus();
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  return [
    `${new Date().toISOString().slice(0, 10)}, ${type()} ${release()}, ${processors.length} cores (${processors[0]?.model.trim()}), ${memory}, load before the first run ${loadBefore.toFixed(2)}`,
    `node ${process.versions.node}, duckdb ${duckdbVersion()}, ${pythonVersions()}`,
    methodNotes[method],
  ];
}

function pythonVersions() {
  const script = `
import platform
print('python', platform.python_version(), end='')
for name in ('polars', 'pandas', 'pyarrow'):
    try:
        print(',', name, __import__(name).__version__, end='')
    except ImportError:
        print(', no', name, end='')
`;
  const { status, stdout } = spawnSync('python3', ['-c', script], { encoding: 'utf8' });
  return status === 0 ? stdout : 'no python3';
}

function data(/** @type {Setting} */ { size, largeSize, smoke, large }) {
  const repeats = 'and 0.5 % repeated deliveries';
  return [
    `${short(size.leads)} leads, ${short(size.events)} events ${repeats}${large ? `; nurture-large: ${short(largeSize.events)} events` : ''}`,
    ...(smoke ? ['a smoke run: the files are too small for the times and targets to mean anything'] : []),
  ];
}

function dataOfPlan(/** @type {readonly Outcome[]} */ outcomes) {
  const names = outcomes.filter(({ job }) => job.plan).map(({ job }) => job.name);
  const what = 'other data of this size, and about 5 mails per lead in 50 committed runs';
  return names.length === 0 ? [] : [`${names.join(', ')}: ${what}`];
}

function notes(/** @type {readonly Outcome[]} */ outcomes) {
  return outcomes.flatMap(({ job, leftOut, failure }) => {
    if (leftOut) return [`${job.name} was left out: ${leftOut}`];
    return failure ? [`${job.name} FAILED: ${reasonOf(failure)}`] : [];
  });
}

/** Of a whole stack trace the line that names the error. */
function reasonOf(/** @type {string} */ failure) {
  const [ending, ...messages] = failure.split('\n');
  const reason = messages.find((line) => /error/i.test(line)) ?? messages[0];
  return reason ? `${ending}, ${reason.trim()}` : ending;
}

function jobRow(/** @type {Outcome} */ outcome, /** @type {readonly Outcome[]} */ outcomes) {
  const { job, measurements } = outcome;
  const wall = measurements.map(({ wallSeconds }) => wallSeconds);
  const own = figuresOf(outcomes, job.name);
  const nurture = figuresOf(outcomes, 'nurture');
  return [
    job.name,
    job.what,
    String(measurements.length),
    seconds(own.wallSeconds),
    wall.length > 0 ? `${seconds(Math.min(...wall))}-${seconds(Math.max(...wall))}` : '-',
    seconds(median(measurements.map(({ cpuSeconds }) => cpuSeconds ?? Number.NaN))),
    gigabytes(own.peakBytes),
    job.scores ? times(nurture.wallSeconds / own.wallSeconds) : '',
  ];
}

function targetRow(
  /** @type {import('./jobs.mjs').Target} */ { what, figure, bound, limit, unit },
  /** @type {readonly Outcome[]} */ outcomes,
) {
  const measured = figure((name) => figuresOf(outcomes, name));
  const asked = `${bound} ${limit}${unit}`;
  if (Number.isNaN(measured)) return [what, asked, '-', 'not measured'];
  const met = bound === 'at most' ? measured <= limit : measured >= limit;
  return [what, asked, `${measured.toFixed(2)}${unit}`, met ? 'met' : 'MISSED'];
}

function agreementRow(/** @type {Outcome} */ { job, reference, agreement, disagreement }) {
  if (!agreement || !reference) return [];
  const { leads, missing, differing, largest, ranked } = agreement;
  const differ = `${differing}${missing > 0 ? `, ${missing} missing` : ''}`;
  const verdict = disagreement
    ? ' DISAGREES'
    : job.scores === 'differs'
      ? ' (expected)'
      : ` (within ${tolerance})`;
  const compared = job.name === reference ? 'itself' : reference;
  return [
    [
      job.name,
      compared,
      String(leads),
      `${differ}${verdict}`,
      largest.toExponential(1),
      ranked ? 'yes' : 'NO',
    ],
  ];
}

/** @returns {import('./jobs.mjs').Figures} NaN and undefined for what was not measured */
function figuresOf(/** @type {readonly Outcome[]} */ outcomes, /** @type {string} */ name) {
  const measurements = outcomes.find(({ job }) => job.name === name)?.measurements ?? [];
  const peaks = measurements.flatMap(({ peakBytes }) => (peakBytes === undefined ? [] : [peakBytes]));
  return {
    wallSeconds: median(measurements.map(({ wallSeconds }) => wallSeconds)),
    peakBytes: peaks.length > 0 ? Math.max(...peaks) : undefined,
  };
}

function median(/** @type {readonly number[]} */ numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

function seconds(/** @type {number | undefined} */ value = Number.NaN) {
  return Number.isNaN(value) ? '-' : `${value.toFixed(value < 1 ? 3 : value < 20 ? 2 : 1)} s`;
}

function gigabytes(/** @type {number | undefined} */ bytes) {
  return bytes === undefined ? '-' : `${(bytes / 1e9).toFixed(2)} GB`;
}

function times(/** @type {number} */ value) {
  return Number.isNaN(value) ? '-' : `${value.toFixed(2)} x`;
}

/** A Markdown table with aligned columns. */
function table(/** @type {readonly string[]} */ header, /** @type {readonly (readonly string[])[]} */ rows) {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
