import { version } from './version.js';

/** The entry of the program. Asking for the version loads nothing else, so that it answers at once. */
const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${version}\n`);
} else {
  // What is written may hold addresses: private to the owner, whatever the environment says (S7.5).
  process.umask(0o077);
  // An environment variable that says no to a switch is not set: NURTURE_QUIET=false.
  for (const name of ['STRICT', 'QUIET', 'PLAIN', 'DEBUG']) {
    if (/^(|0|false|no|off)$/i.test(process.env[`NURTURE_${name}`] ?? ''))
      delete process.env[`NURTURE_${name}`];
  }
  const { main } = await import('./main.js');
  process.exitCode = await main(args, {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
  });
}
