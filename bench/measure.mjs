/**
 * Time, processor time and peak memory of one process, from its start to its end.
 *
 * `/usr/bin/time` knows the last two exactly and is used where there is one (GNU on Linux, BSD on macOS). Without
 * it Linux's /proc is read every 10 ms, which may miss the last moments; elsewhere only the time is measured.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @typedef {'gnu-time' | 'bsd-time' | 'proc' | 'clock'} Method
 * @typedef {{ wallSeconds: number, cpuSeconds: number | undefined, peakBytes: number | undefined }} Measurement
 */

/** What each method cannot tell, for the report. */
export const methodNotes = {
  'gnu-time': 'Processor time and peak memory by GNU time.',
  'bsd-time': 'Processor time and peak memory by BSD time.',
  proc: 'Processor time and peak memory polled from /proc every 10 ms; the last moments may be missing.',
  clock: 'Processor time and peak memory cannot be measured on this system without /usr/bin/time.',
};

/** @returns {Method} the best method this machine has */
export function measuringMethod() {
  const [method, flag] = process.platform === 'linux' ? ['gnu-time', '-v'] : ['bsd-time', '-l'];
  const probe = spawnSync('/usr/bin/time', [flag, 'true'], { encoding: 'utf8' });
  if (probe.status === 0 && /maximum resident set size/i.test(probe.stderr)) {
    return /** @type {Method} */ (method);
  }
  return process.platform === 'linux' ? 'proc' : 'clock';
}

/**
 * @param {readonly string[]} command program and arguments
 * @param {{ cwd: string, method: Method }} options
 * @returns {Promise<Measurement>}
 * @throws an Error with the end of its messages when the process fails
 */
export async function measure(command, { cwd, method }) {
  const folder = mkdtempSync(join(tmpdir(), 'nurture-bench-'));
  const notes = join(folder, 'time.txt');
  try {
    const timed = {
      'gnu-time': ['/usr/bin/time', '-v', '-o', notes, ...command],
      'bsd-time': ['/usr/bin/time', '-l', '-o', notes, ...command],
      proc: command,
      clock: command,
    }[method];
    const { wallSeconds, polled } = await run(timed, cwd, method === 'proc');
    if (method === 'gnu-time') return { wallSeconds, ...readGnuTime(readFileSync(notes, 'utf8')) };
    if (method === 'bsd-time') return { wallSeconds, ...readBsdTime(readFileSync(notes, 'utf8')) };
    return { wallSeconds, ...polled };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @returns {Promise<{ wallSeconds: number, polled: { cpuSeconds: number | undefined, peakBytes: number | undefined } }>}
 */
function run(
  /** @type {readonly string[]} */ [program = '', ...args],
  /** @type {string} */ cwd,
  /** @type {boolean} */ poll,
) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let messages = '';
    /** @type {{ cpuSeconds: number | undefined, peakBytes: number | undefined }} */
    let polled = { cpuSeconds: undefined, peakBytes: undefined };
    const timer = poll
      ? setInterval(() => {
          polled = readProc(child.pid) ?? polled;
        }, 10)
      : undefined;
    child.stderr.setEncoding('utf8').on('data', (text) => {
      messages = (messages + text).slice(-2000);
    });
    let wallSeconds = Number.NaN;
    child.on('exit', () => {
      wallSeconds = (performance.now() - startedAt) / 1000;
    });
    child.on('error', (error) => {
      clearInterval(timer);
      reject(error);
    });
    // The process has ended before, but only now all its messages have been read.
    child.on('close', (code, signal) => {
      clearInterval(timer);
      if (code === 0) resolve({ wallSeconds, polled });
      else reject(new Error(`ended with ${signal ?? `exit code ${code}`}\n${messages.trim()}`));
    });
  });
}

function readGnuTime(/** @type {string} */ text) {
  return {
    cpuSeconds:
      figure(text, /User time \(seconds\): ([\d.]+)/) + figure(text, /System time \(seconds\): ([\d.]+)/),
    peakBytes: figure(text, /Maximum resident set size \(kbytes\): (\d+)/) * 1024,
  };
}

function readBsdTime(/** @type {string} */ text) {
  return {
    cpuSeconds: figure(text, /([\d.]+) user/) + figure(text, /([\d.]+) sys/),
    peakBytes: figure(text, /(\d+)\s+maximum resident set size/),
  };
}

/** Undefined once the process is gone. */
function readProc(/** @type {number | undefined} */ pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    // Fields 14 and 15 of /proc/PID/stat, counted behind the program's name, in ticks of 10 ms.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return {
      cpuSeconds: (Number(stat[11]) + Number(stat[12])) / 100,
      peakBytes: figure(status, /VmHWM:\s+(\d+) kB/) * 1024,
    };
  } catch {
    return undefined;
  }
}

function figure(/** @type {string} */ text, /** @type {RegExp} */ pattern) {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`no ${pattern} in the measurements:\n${text}`);
  return Number(found);
}
