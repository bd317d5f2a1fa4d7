import { version } from './version.js';

/** The entry of the program. Asking for the version loads nothing else, so that it answers at once. */
const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${version}\n`);
} else {
  // What is written may hold addresses: private to the owner, whatever the environment says (S7.5).
  process.umask(0o077);
  const { main } = await import('./main.js');
  process.exitCode = await main(args, {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
  });
}
