import { Readable, Writable } from 'node:stream';
import { main } from '../../src/cli/main.js';
import type { Run, RunOptions } from './run-nurture.js';

/** Runs a command line in this process, with the terminal replaced: the same as `runNurture`, but for what a process is. */
export async function runHere(args: readonly string[], { cwd, env = {} }: RunOptions): Promise<Run> {
  const stdout = collect();
  const stderr = collect();
  const terminal = { stdin: Readable.from([]), stdout: stdout.stream, stderr: stderr.stream, env, cwd };
  const code = await main(args, terminal);
  return { stdout: stdout.text(), stderr: stderr.text(), code };
}

function collect() {
  let text = '';
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      text += chunk;
      done();
    },
  });
  return { stream, text: () => text };
}
