// Commits a small run as a process of its own.
//
//   node commit-run.mjs STATE                 says which operations change something, one to a line
//   node commit-run.mjs STATE WHEN NUMBER     kills itself before, within or after the operation with that number, from 1
//   node commit-run.mjs STATE whenever        says that it begins, and may be killed by others
import { machineDisk } from '../../dist/store/disk.js';
import { commitSmallRun } from './small-run.mjs';

const [state, when = 'never', number = '0'] = process.argv.slice(2);
const looking = ['realPath', 'look', 'list', 'read', 'hash', 'lookAt', 'open', 'close'];

const operations = [];
const disk = Object.fromEntries(
  Object.entries(machineDisk).map(([name, operation]) => [
    name,
    (...given) => {
      if (looking.includes(name)) return operation(...given);
      operations.push(name);
      const isStruck = operations.length === Number(number);
      if (isStruck && when === 'before') die();
      if (isStruck && when === 'within') {
        // Half of a text is on the disk.
        const [file, text] = given;
        operation(file, text.slice(0, text.length / 2));
        die();
      }
      try {
        return operation(...given);
      } finally {
        // Also after what there was nothing to do for, such as to remove what is not there.
        if (isStruck && when === 'after') die();
      }
    },
  ]),
);

function die() {
  process.kill(process.pid, 'SIGKILL');
}

if (when === 'whenever') process.stdout.write('begins\n');
commitSmallRun(disk, state);
if (when === 'never') process.stdout.write(`${operations.join('\n')}\n`);
