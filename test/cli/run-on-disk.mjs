// Runs a command line on a disk that kills the process right after the operation with a given number, of those that change something; or
// that fails from then on, as a full one does. Ends with the number of operations on standard error.
//
//   node run-on-disk.mjs dies|fills NUMBER ARGUMENTS...
import { main } from '../../dist/cli/main.js';
import { machineDisk } from '../../dist/store/disk.js';

const [fault, number, ...args] = process.argv.slice(2);
const looking = ['realPath', 'look', 'list', 'read', 'hash', 'lookAt', 'open', 'close'];
const freeing = ['rename', 'removeFile', 'removeDirectory', 'sync', 'protect'];

let operations = 0;
const entries = Object.entries(machineDisk).map(([name, operation]) => [
  name,
  (...given) => {
    if (looking.includes(name)) return operation(...given);
    operations++;
    const isStruck = operations >= Number(number);
    if (isStruck && fault === 'fills' && !freeing.includes(name)) {
      throw Object.assign(new Error(`ENOSPC: no space left on device, ${name}`), {
        code: 'ENOSPC',
        syscall: name,
      });
    }
    const result = operation(...given);
    if (isStruck && fault === 'dies') process.kill(process.pid, 'SIGKILL');
    return result;
  },
]);

process.umask(0o077);
process.exitCode = await main(args, {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: {},
  cwd: process.cwd(),
  disk: Object.fromEntries(entries),
});
process.stderr.write(`operations: ${operations}\n`);
