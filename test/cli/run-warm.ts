import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Run, type RunOptions, surroundings } from './run-nurture.js';

/** What the program answers, with the number of the question. */
interface Answer extends Run {
  readonly id: number;
}

/**
 * Runs the built program in a process that stays: the same as `runNurture`, but for the start of a process and its end. For tests of
 * what the program says and writes; those of signals, streams and exit take a process each.
 */
export function runWarm(
  args: readonly string[],
  { cwd, env, input = '', inputFile }: RunOptions,
): Promise<Run> {
  const host = warmHost();
  asked++;
  const id = asked;
  const answer = new Promise<Run>((resolve, reject) => {
    waiting.set(id, { resolve, reject });
  });
  host.send({ id, args, cwd, env: env ?? {}, input: [input], inputFile });
  host.ref();
  return answer;
}

const waiting = new Map<number, { resolve(run: Run): void; reject(error: Error): void }>();
let asked = 0;
let running: ChildProcess | undefined;

function warmHost(): ChildProcess {
  if (running !== undefined) return running;
  const host = fork(fileURLToPath(new URL('warm-nurture.mjs', import.meta.url)), {
    env: surroundings(),
    execArgv: [],
    serialization: 'advanced',
  });
  running = host;
  host.on('message', ({ id, ...run }: Answer) => {
    waiting.get(id)?.resolve(run);
    waiting.delete(id);
    // Nobody waits for it: it may be left to end with the tests.
    if (waiting.size === 0) unref(host);
  });
  host.on('exit', (code, signal) => {
    running = undefined;
    for (const { reject } of waiting.values())
      reject(new Error(`The program ended by itself: ${code ?? signal}.`));
    waiting.clear();
  });
  return host;
}

function unref(host: ChildProcess): void {
  host.unref();
  host.channel?.unref();
}
