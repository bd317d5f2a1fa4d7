import { createReadStream } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { main } from '../../dist/cli/main.js';

/**
 * The built program, kept running: it does one command line after the other, each with a terminal of its own. Loading the
 * program takes ten times as long as most command lines do. What one of them left behind in memory shows in the next.
 */
process.umask(0o077);
process.on('disconnect', () => process.exit());
process.on('message', ({ id, args, cwd, env, input, inputFile }) => {
  queue = queue.then(async () => {
    const stdin = inputFile === undefined ? Readable.from(input) : createReadStream(inputFile);
    process.send({ id, ...(await run(args, cwd, env, stdin)) });
  });
});

let queue = Promise.resolve();

async function run(args, cwd, env, stdin) {
  const stdout = collect();
  const stderr = collect();
  Object.assign(process.env, env);
  process.chdir(cwd);
  try {
    const code = await main(args, {
      stdin,
      stdout: stdout.stream,
      stderr: stderr.stream,
      env: process.env,
      cwd,
    });
    return { stdout: stdout.text(), stderr: stderr.text(), code };
  } finally {
    for (const name of Object.keys(env)) delete process.env[name];
  }
}

function collect() {
  const chunks = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}
